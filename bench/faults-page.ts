/**
 * Writes docs/faults.md from the registry of faults: `npm run docs`. The test beside it says when that is due.
 */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { errorBodyNames } from '../src/faults/error-bodies.ts';
import { type Fault, faults } from '../src/faults/index.ts';

export const pagePath = join(import.meta.dirname, '..', 'docs', 'faults.md');

const bodyNames = errorBodyNames.map((name) => `\`${name}\``).join(', ');

const intro = `# Faults

<!-- Written by \`npm run docs\` from src/faults/; don't edit it here. -->

What can be done to a request, one file each in [src/faults/](../src/faults/). A rule of the failure layer, an instruction
of a case and the header \`X-Faultline-Instruction\` take any word of a fault: its name, its phrase in Gherkin, an instruction
or WireMock's constant. A Gherkin step takes the phrase (\`operation getUser fails with a connection reset\`) or
\`the "connection-reset" fault\`. An instruction that begins with \`commit-then-\` lets the call take effect first.

A status may carry any header, \`return-429-with-Retry-After=-3&X-RateLimit-Reset=@epoch=2\`, and the body of another dialect,
\`return-429-body-retry-info\`: ${bodyNames}.`;

/** The page, as it stands in docs/faults.md. */
export function renderPage(registry: Readonly<Record<string, Fault>>): string {
  const all = Object.values(registry);
  const what = table(
    ['fault', 'what it does', 'in Gherkin', 'instruction', 'WireMock', 'reference'],
    all.map(({ name, summary, phrase, instruction, wiremock, reference }) => [
      `[${name}](../src/faults/${name}.ts)`,
      summary,
      phrase,
      code(instruction),
      code(wiremock),
      reference,
    ]),
  );
  const seen = table(
    ['fault', '`fetch`', '`node:http`', 'by the RFCs, an idempotent request is', 'acts'],
    all.map((fault) => [
      fault.name,
      fault.seen.fetch,
      fault.seen.nodeHttp,
      fault.class ?? 'it depends',
      fault.acts === 'infrastructure' ? 'before authentication' : 'behind the API',
    ]),
  );
  const options = table(
    ['fault', 'option', 'what it says', 'default'],
    all.flatMap(({ name, options: own }) =>
      own.map((option) => [
        name,
        code(option.name),
        option.summary,
        option.default === undefined ? '' : code(JSON.stringify(option.default)),
      ]),
    ),
  );
  return `${intro}\n\n${what}\n\n## What a client sees\n\nPinned by src/mock/faults-seen.test.ts, with the fetch and the \`node:http\` of Node 24.\n\n${seen}\n\n## Options\n\n${options}\n`;
}

function code(text: string | null): string {
  return text === null ? '' : `\`${text}\``;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), `|${'---|'.repeat(head.length)}`, ...rows.map(line)].join('\n');
}

if (import.meta.main) await writeFile(pagePath, renderPage(faults));
