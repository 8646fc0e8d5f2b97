import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { type Runbook, runbooks } from '../src/diagnosis/runbooks/index.ts';
import { startMock } from '../src/start-mock.ts';
import { docsFolder, renderPages } from './runbook-pages.ts';

const all: readonly Runbook[] = Object.values(runbooks);

test('docs/runbooks and docs/causes.md say what the sources say, and hold no page more', async () => {
  for (const [path, text] of renderPages())
    assert.equal(await readFile(join(docsFolder, path), 'utf8'), text, `${path}: run \`npm run docs\``);
  const pages = [...renderPages().keys()]
    .filter((path) => path.startsWith('runbooks/'))
    .map((path) => path.slice('runbooks/'.length));
  assert.deepEqual(readdirSync(join(docsFolder, 'runbooks')).toSorted(), pages.toSorted());
});

test('remedies that a runbook names exist', () => {
  for (const { name, remedies } of all) {
    for (const remedy of remedies)
      assert.ok(existsSync(join(docsFolder, '..', 'features', 'remedies', `${remedy}.feature`)), `${name}: ${remedy}`);
  }
});

const python = spawnSync('python3', ['--version']).status === 0;

test('code in runbooks compiles', { skip: python ? false : 'python3 is not installed' }, () => {
  const codes = all.flatMap(({ name, code }) => code.map(({ title, text }) => [`${name}: ${title}`, text]));
  const program = 'import json,sys\nfor name, text in json.load(sys.stdin): compile(text, name, "exec")';
  const { status, stderr } = spawnSync('python3', ['-c', program], { input: JSON.stringify(codes), encoding: 'utf8' });
  assert.equal(status, 0, stderr);
});

/** The status that a command says it gets; undefined: it says none. */
function promised(says: string): string | undefined {
  return /^(?:Refused with |Always )?(\d{3})\b/.exec(says)?.[1] ?? (/^(Accepted|Found)/.test(says) ? '2' : undefined);
}

test('commands of runbooks get what they say, against the mock', async () => {
  const mock = await startMock();
  try {
    for (const { name, outside } of all) {
      for (const { says, command } of outside) {
        const status = promised(says);
        if (status === undefined || !command.startsWith('curl ')) continue;
        mock.openCase({ id: 'default' }).reset();
        const line = command
          .replace('curl ', 'curl -s -o /dev/null -w "%{http_code}" ')
          .replace(/-si? /g, '-s ')
          .replaceAll('http://localhost:8001', mock.url);
        const got = await shell(line);
        assert.ok(got.startsWith(status), `${name}: ${command} got ${got}`);
      }
    }
  } finally {
    await mock.close();
  }
});

async function shell(line: string): Promise<string> {
  const { execFile } = await import('node:child_process');
  return new Promise((resolve) => {
    execFile('sh', ['-c', line], (_error, stdout) => resolve(stdout));
  });
}
