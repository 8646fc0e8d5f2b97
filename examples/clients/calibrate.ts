/**
 * `npm run calibrate`: judges every example client in full and holds the verdicts against the expected ones.
 * `-- got ky` takes only these, `--times 10` as often, `--show` prints every verdict, `--page` writes docs/clients.md and the
 * table of the README.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { expectedClients } from './expected/index.ts';
import { differences, judgeExample } from './judging.ts';
import { clientsPage, readmeWithClients } from './page.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { times: { type: 'string', default: '1' }, show: { type: 'boolean' }, page: { type: 'boolean' } },
});

if (values.page === true) {
  const root = join(import.meta.dirname, '..', '..');
  const readme = join(root, 'README.md');
  writeFileSync(join(root, 'docs', 'clients.md'), clientsPage());
  writeFileSync(readme, readmeWithClients(readFileSync(readme, 'utf8')));
} else {
  const chosen = expectedClients.filter(({ name }) => positionals.length === 0 || positionals.includes(name));
  for (const client of chosen) {
    for (let time = 1; time <= Number(values.times); time += 1) {
      const seen = await judgeExample(client);
      const odd = differences(client, seen);
      const lines =
        values.show === true ? seen.map((one) => `  ${Object.values(one).join('  ')}`) : odd.map((line) => `  ${line}`);
      process.stdout.write(
        `${client.name} ${time}: ${odd.length === 0 ? 'as expected' : `${odd.length} otherwise`}\n${lines.map((line) => `${line}\n`).join('')}`,
      );
      if (odd.length > 0) process.exitCode = 1;
    }
  }
}
