import type { Result, ScenarioResult, Verdict } from '../result.ts';
import { leftOutLine } from '../result-summary.ts';
import { compareResults } from './compare.ts';
import { neverSeen, overlayOf, seenUndeclared } from './coverage-lists.ts';
import { createBudget } from './markdown-budget.ts';
import { block, escapeText, inline, tableOf } from './markdown-text.ts';
import { errorsOf } from './run-errors.ts';
import { count, exitMeanings, printDuration, verdictGlyphs } from './words.ts';

/** Bytes that a pull request comment on GitHub may have; a job summary may have sixteen times as much. */
export const largestMarkdown = 65_536;

export interface MarkdownOptions {
  /** An earlier run, to say what changed since. */
  readonly previous?: Result | null;
}

const order: readonly Verdict[] = ['kept', 'broken', 'known', 'untested'];

function headPart(result: Result): readonly string[] {
  const without = leftOutLine(result.matrix);
  const { verdict, identity, counts, coverage, because, exitCode, timing } = result;
  const { document, target } = identity;
  const where = target.kind === 'live' ? `the live API at ${inline(target.url)}` : 'the embedded mock';
  const rows = order.map((one) => [`${verdictGlyphs[one]} ${one}`, String(counts[one])]);
  return [
    `## ${verdictGlyphs[verdict]} ${escapeText(document.title)} ${escapeText(document.version)}: ${verdict}`,
    `Failure contract against ${where}, ${printDuration(timing.scenariosMs)}. Exit code ${exitCode}: ${exitMeanings[exitCode] ?? 'unknown'}.`,
    tableOf(['scenarios', ''], rows),
    `**${coverage.covered} of ${coverage.eligible}** declared responses and failures are covered; ${coverage.planned} planned, ${coverage.observed} seen, ${coverage.excluded} excluded${without === null ? '' : `; **${without}**`}.`,
    ...because.map((line) => `- ${escapeText(line)}`),
  ];
}

function brokenPart(scenarios: readonly ScenarioResult[]): string {
  const [first] = scenarios;
  if (first === undefined) return '';
  const names = scenarios.map(({ name, file, line }) => `- ${escapeText(name)} (${inline(`${file}:${line}`)})`);
  const pair = first.expected === null ? [] : [`expected: ${first.expected}`, `received: ${first.received ?? ''}`];
  const commands = [...(first.curl === null ? [] : [first.curl]), first.rerun];
  return [
    `**${escapeText(first.because ?? 'A step failed')}**${scenarios.length > 1 ? ` (${count(scenarios.length, 'scenario')})` : ''}`,
    ...names.slice(0, 10),
    ...(names.length > 10 ? [`- and ${names.length - 10} more`] : []),
    ...(pair.length === 0 ? [] : [block(pair.join('\n'))]),
    block(commands.join('\n'), 'sh'),
  ].join('\n');
}

function brokenParts({ scenarios }: Result): readonly string[] {
  const broken = scenarios.filter(({ verdict }) => verdict === 'broken');
  const groups = Map.groupBy(broken, ({ because, expected, received }) =>
    JSON.stringify([because, expected, received]),
  );
  return [...groups.values()].sort((one, other) => other.length - one.length).map(brokenPart);
}

function driftParts({ drift }: Result): readonly string[] {
  return drift
    .toSorted((one, other) => Number(one.kind.startsWith('undeclared-')) - Number(other.kind.startsWith('undeclared-')))
    .map(
      ({ operationId, status, message, count: times }) =>
        `- ${inline(operationId ?? 'no operation')} ${status}: ${escapeText(message)} (${count(times, 'exchange')})`,
    );
}

const cellLine = ({ operationId, failure }: Result['matrix']['cells'][number]) => `- ${inline(operationId)} ${failure}`;

const scenarioLine = ({ name, file, line, because }: ScenarioResult) =>
  `- ${escapeText(name)} (${inline(`${file}:${line}`)})${because === null ? '' : `: ${escapeText(because)}`}`;

function knownParts({ baseline }: Result): readonly string[] {
  if (baseline === null) return [];
  const line = (what: string) => (entry: (typeof baseline.known)[number]) =>
    `- ${what}: ${escapeText(entry.name ?? entry.scenario)}, ${escapeText(entry.reason)}${entry.expires === null ? '' : ` (until ${entry.expires})`}`;
  return [
    ...baseline.passesNow.map(line('passes now, take it out of the baseline')),
    ...baseline.expired.map(line('expired, counts again')),
    ...baseline.unmatched.map(line('names no scenario')),
    ...baseline.known.map(line('known')),
  ];
}

function changeParts(result: Result, previous: Result | null): readonly string[] {
  if (previous === null) return [];
  const { newFailures, fixed, stillFailing, gone, coverage } = compareResults(previous, result);
  const lines = (what: string, changed: typeof fixed) =>
    changed.flatMap(({ now, before }) =>
      (now ?? before) === null ? [] : [`- ${what}: ${escapeText((now ?? before)?.name ?? '')}`],
    );
  return [
    `${coverage.charAt(0).toUpperCase()}${coverage.slice(1)}.`,
    ...lines('new failure', newFailures),
    ...lines('fixed', fixed),
    ...lines('still failing', stillFailing),
    ...lines('gone', gone),
  ];
}

/**
 * The result as GitHub-flavoured Markdown, worst first: for a job summary or a comment. It never has more than 64 KiB;
 * what doesn't fit is counted.
 */
export function renderMarkdown(result: Result, { previous = null }: MarkdownOptions = {}): string {
  const { matrix, scenarios } = result;
  const budget = createBudget(largestMarkdown);
  const undeclared = seenUndeclared(matrix);
  const overlay = overlayOf(matrix, undeclared);
  for (const part of headPart(result)) budget.add(part);
  budget.section(
    'Problems',
    errorsOf(result).map(({ message, fix, file, line }) => {
      const place = file === undefined ? '' : `${inline(line === undefined ? file : `${file}:${line}`)} `;
      return `- ${place}${escapeText(message)}${fix === '' ? '' : `<br>${escapeText(fix).replaceAll('\n', '<br>')}`}`;
    }),
  );
  budget.section('Broken', brokenParts(result));
  budget.section('What changed since the previous run', changeParts(result, previous));
  budget.section('Where the API and its contract differ', driftParts(result));
  budget.section('Known failures', knownParts(result));
  budget.section('Declared, never seen', neverSeen(matrix).map(cellLine));
  budget.section('Seen, not declared', [
    ...undeclared.map(cellLine),
    ...(overlay === '' ? [] : [block(overlay, 'yaml')]),
  ]);
  budget.section('Untested', scenarios.filter(({ verdict }) => verdict === 'untested').map(scenarioLine));
  return budget.text;
}
