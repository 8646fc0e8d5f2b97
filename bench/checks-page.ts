/**
 * Writes docs/checks.md from the checks: `npm run docs`. The test beside it says when that is due.
 */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Check, checks, type Probe, type Profile, profiles } from '../src/checks/index.ts';

export const checksPagePath = join(import.meta.dirname, '..', 'docs', 'checks.md');

const intro = `# Checks

<!-- Written by \`npm run docs\` from src/checks/; don't edit it here. -->

The promises that [\`faultline judge\`](judge.md) holds a client to, one file each in [src/checks/](../src/checks/). Each reads what
came in under its probes and says kept, broken, warned or untested, with the numbers that it saw.

- **must** and **should** break, as a specification asks for them. A **practice** warns, unless the profile raises it.
- Untested never counts as kept. It says why: \`window\` (the client was still at it; \`--thorough\` looks longer),
  \`not-exercised\` (it didn't get that far), \`driver\` (this way of running it can't show it), \`not-declared\`
  (\`--declare\` says what it promises), \`not-applicable\`, \`sample\` and \`unclear\` (too few or too mixed numbers), \`ambiguous\`,
  \`crashed\`, \`not-started\`, \`wrong-path\`.
- A wait is too short when more than 50 ms or 1 % of it is missing; of a date or of seconds since 1970, more than 1 s. Gaps count
  from the end of an answer, or the loss of its connection, to the arrival of the next request.
- Statistics want 10 calls or more. The longest fifth of their waits is left out where a busy machine could have made it.
- What a transport sends again by itself within 20 ms, because a kept-alive connection was dead, is no attempt of its own.`;

/** The page, as it stands in docs/checks.md. */
export function renderChecksPage(all: readonly Check[]): string {
  const rules = all.map(({ id, name, rule, force, why, fix, reference }) => [
    `[${id}](../src/checks/${name}.ts)`,
    rule,
    force,
    why,
    fix,
    reference,
  ]);
  const probes = new Map(all.flatMap((check) => check.probes.map((probe) => [probe.name, probe])));
  return `${[
    intro,
    `## The checks\n\n${table(['id', 'a client keeps it when', 'force', 'why it matters', 'what to change', 'source'], rules)}`,
    `## Profiles\n\n${table(['profile', 'is', 'attempts allowed', 'checks', 'practices that break'], Object.values(profiles).map(profileRow))}`,
    `## Probes\n\nWhat a client is put through; checks share them.\n\n${table(
      ['probe', 'what happens', 'for', 'watched at most'],
      [...probes.values()].map((probe) => probeRow(probe, all)),
    )}`,
  ].join('\n\n')}\n`;
}

function profileRow({ name, summary, maxAttempts, checks: own, raised }: Profile): readonly string[] {
  const part = own.length === checks.length ? 'all' : own.join(' ');
  return [
    `\`${name}\``,
    summary,
    String(maxAttempts),
    part,
    raised.length === checks.length ? 'all' : raised.join(' '),
  ];
}

function probeRow(probe: Probe, all: readonly Check[]): readonly string[] {
  const { name, summary, watchMs, thoroughMs, drivers } = probe;
  const readers = all.filter((check) => check.probes.some((own) => own.name === name)).map(({ id }) => id);
  const watched = thoroughMs === undefined ? '' : `, ${thoroughMs / 1000} s with \`--thorough\``;
  const by = drivers === undefined ? '' : ` (${drivers.map((kind) => `\`${kind}\``).join(', ')} only)`;
  return [`\`${name}\``, `${summary}${by}`, readers.join(' '), `${watchMs / 1000} s${watched}`];
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), `|${'---|'.repeat(head.length)}`, ...rows.map(line)].join('\n');
}

if (import.meta.main) await writeFile(checksPagePath, renderChecksPage(checks));
