/** docs/clients.md: the expected verdicts as a table, and where each broken promise can be read in the client's source. */
import { checks } from '../../src/checks/index.ts';
import type { Expectation, ExpectedClient } from './expected/expectation.ts';
import { expectedClients } from './expected/index.ts';

const signs = { kept: '✓', broken: '✗', warned: '~', untested: '–' } as const;

const head = `# Four clients, judged

What \`faultline judge\` finds about clients that everybody uses, with the settings they come with. The table is made from
[examples/clients/expected/](../examples/clients/expected/) by \`npm run calibrate -- --page\`; \`npm run calibrate\` judges
them anew, and each broken promise was looked up in the client's own source. [judge.md](judge.md) says how to judge yours.

✓ kept · ✗ broken · ~ a practice it doesn't follow · – untested, with the reason
`;

function cell(expected: Expectation | undefined): string {
  if (expected === undefined) return '';
  const subtype = 'subtype' in expected && expected.subtype !== null ? ` ${expected.subtype}` : '';
  return `${signs[expected.verdict]}${subtype}`;
}

function row(cells: readonly string[]): string {
  return `| ${cells.map((text) => text.replaceAll('|', '\\|')).join(' | ')} |`;
}

function table(judged = checks): readonly string[] {
  return [
    row(['', 'promise', ...expectedClients.map(({ name, version }) => `${name} ${version}`)]),
    row(['---', '---', ...expectedClients.map(() => '---')]),
    ...judged.map(({ id, rule }) => row([id, rule, ...expectedClients.map(({ verdicts }) => cell(verdicts[id]))])),
  ];
}

function sources({ name, version, about, verdicts }: ExpectedClient): readonly string[] {
  const lines = Object.entries(verdicts).flatMap(([id, expected]) =>
    'source' in expected ? [`- **${id}** ${cell(expected)}: ${expected.source}`] : [],
  );
  return ['', `## ${name} ${version}`, '', about, '', ...lines];
}

/** The whole page. */
export function clientsPage(): string {
  return [head, ...table(), ...expectedClients.flatMap(sources), ''].join('\n');
}

const [begin, end] = ['<!-- clients: made by npm run calibrate -- --page -->', '<!-- /clients -->'];

/** The README with the rows in which somebody breaks something. */
export function readmeWithClients(readme: string): string {
  const told = (id: string) => expectedClients.some(({ verdicts }) => 'source' in (verdicts[id] ?? {}));
  const rows = table(checks.filter(({ id }) => told(id)));
  const [before = '', after = ''] = [readme.split(begin)[0], readme.split(end)[1]];
  return `${before}${begin}\n${rows.join('\n')}\n${end}${after}`;
}
