import { relative } from 'node:path';
import type { OwnFeatures } from '../own-features.ts';
import { diagnosisLine } from '../report/index.ts';
import type { Result, ResultProblem, ScenarioResult } from '../result.ts';
import { leftOutLine } from '../result-summary.ts';
import type { RunOutcome } from '../run.ts';
import { spellOut, spellOutAll } from '../spell-out.ts';
import { shownPath } from './inputs.ts';
import type { Painter } from './paint.ts';
import type { Outcome } from './run-summary.ts';

/** One block for each problem of the features and each broken scenario. */
export function renderFailures(result: Result, paint: Painter): string {
  const problems = result.problems.map((problem) => renderProblem(problem, paint));
  const broken = result.scenarios
    .filter(({ verdict }) => verdict === 'broken')
    .map((scenario) => renderBroken(scenario, paint));
  return [...problems, ...broken].map((block) => `\n${block}\n`).join('');
}

/** What the scenarios come from, where nobody wrote any. */
export function renderOwnFeatures({ folder, unprovoked, isTemporary }: OwnFeatures, cwd: string): string {
  const place = isTemporary ? 'for this run alone' : `into ${shownPath(folder, cwd)}`;
  const left = unprovoked === 0 ? '' : `; ${unprovoked} of what is declared can't be provoked`;
  return `no features were found: generated from the document ${place}${left}. "faultline generate" lists and keeps them.\n`;
}

function renderProblem(problem: ResultProblem, paint: Painter): string {
  const { file, line, message, fix } = spellOutAll(problem);
  const place = [file, line].filter((part) => part !== undefined).join(':');
  return [`${paint.red('!')} ${place === '' ? '' : `${place}  `}${message}`, `  ${fix}`].join('\n');
}

function renderBroken(scenario: ScenarioResult, paint: Painter): string {
  const step = scenario.steps.find(({ status }) => status !== 'passed');
  const rows: readonly (readonly [string, string | null])[] = [
    ['expected', harmless(scenario.expected)],
    ['received', harmless(scenario.received)],
    ['because', scenario.expected === null ? harmless(scenario.because) : null],
    ['cause', harmless(diagnosisLine(scenario))],
    ['curl', scenario.curl],
    ['again', scenario.rerun],
  ];
  return [
    `${paint.red('✗')} ${scenario.file}:${scenario.line}  ${paint.bold(scenario.name)}`,
    ...(step === undefined ? [] : [`    ${step.keyword.trim()} ${step.text}`]),
    ...rows.flatMap(([label, value]) => (value === null ? [] : [`    ${paint.dim(label.padEnd(8))} ${indent(value)}`])),
  ].join('\n');
}

/** What an API or a client said, without what a terminal would act on. */
const harmless = (text: string | null) => (text === null ? null : spellOut(text));

const indent = (text: string) => text.split('\n').join(`\n${' '.repeat(13)}`);

/** The verdict, what it rests on, and where the report is. */
export function renderSummary({ result, files }: Outcome, cwd: string, paint: Painter): string {
  const { kept, broken, known, untested } = result.counts;
  const { planned, covered } = result.coverage;
  const colour = { kept: paint.green, broken: paint.red, known: paint.yellow, untested: paint.yellow }[result.verdict];
  const seconds = (result.timing.scenariosMs / 1000).toFixed(1);
  const without = leftOutLine(result.matrix);
  const waited = Math.round(result.timing.virtualMs / 1000);
  return [
    '',
    `${colour(result.verdict)}  ${kept} kept, ${broken} broken${known === 0 ? '' : `, ${known} known`}, ${untested} untested · ${covered} of ${result.coverage.eligible} declared responses and failures covered${planned === covered ? '' : `, ${planned} planned`}${without === null ? '' : ` · ${without}`}`,
    ...result.because.map((line) => `  ${line}`),
    ...leftOut(result).map((line) => paint.yellow(`  ${line}`)),
    paint.dim(
      `${seconds} s${result.identity.clock === 'virtual' ? `; on a real clock the waits alone are ${waited} s` : ''}`,
    ),
    ...driftLines(result, paint),
    ...reportLine(files, cwd),
    '',
  ].join('\n');
}

/** The first file that was written is the one to read. */
function reportLine(files: object | null, cwd: string): readonly string[] {
  const [first] = Object.values(files ?? {});
  return first === undefined ? [] : [`report: ${relative(cwd, String(first))}`];
}

/** Where a live API and its contract differ: how often, and the first of them. */
function driftLines({ drift, identity }: Result, paint: Painter): readonly string[] {
  if (identity.target.kind !== 'live') return [];
  const broken = drift.filter(({ kind }) => !kind.startsWith('undeclared-'));
  const open = drift.length - broken.length;
  const silent = open === 0 ? '' : `; of ${open} more things it says nothing`;
  if (broken.length === 0) return [paint.green(`every answer was as the document declares it${silent}`)];
  return [
    paint.yellow(`the API and its document differ in ${broken.length} ways${silent}:`),
    ...broken
      .slice(0, mostShown)
      .map(({ operationId, status, message }) => `  ${operationId ?? '?'} ${status}: ${spellOut(message)}`),
    ...(broken.length > mostShown ? [`  and ${broken.length - mostShown} more, in the report`] : []),
  ];
}

const mostShown = 10;

/** Gates that were not met, with what is missing. */
export function renderGates({ gates }: Result, paint: Painter): string {
  const unmet = gates.filter(({ met }) => !met);
  return unmet
    .map(({ message, missing }) => {
      const more = missing.length - mostShown * 2;
      const lines = missing.slice(0, mostShown * 2).map((line) => `    ${line}`);
      return `\n${[`${paint.red('✗')} ${message}`, ...lines, ...(more > 0 ? [`    and ${more} more, in the report`] : [])].join('\n')}\n`;
    })
    .join('');
}

/** What became of the known failures, and of the file that lists them. */
export function renderBaseline({ result: { baseline }, baselineUpdate }: RunOutcome, paint: Painter): string {
  if (baseline === null) return '';
  const { path, known, passesNow, expired, unmatched } = baseline;
  const line = (what: string) => (entry: (typeof known)[number]) =>
    `  ${what}: ${entry.name ?? entry.scenario} (${entry.reason}${entry.expires === null ? '' : `, until ${entry.expires}`})`;
  const lines = [
    ...known.map(line('known')),
    ...passesNow.map(line('passes now; take it out, or run with --update-baseline')),
    ...expired.map(line('expired, so it counts again')),
    ...unmatched.map(line('names no scenario')),
  ];
  const updated = baselineUpdate === null ? [] : [updateLine(path, baselineUpdate)];
  return lines.length + updated.length === 0
    ? ''
    : `\n${[paint.yellow(`Known failures (${path})`), ...lines, ...updated].join('\n')}\n`;
}

function updateLine(
  path: string,
  { added, removed, withoutReason }: NonNullable<RunOutcome['baselineUpdate']>,
): string {
  const open =
    withoutReason === 0
      ? ''
      : `; ${withoutReason} of its entries need a reason before the next run: write it into the file`;
  return `  ${path}: ${added} added, ${removed} taken out${open}`;
}

/** What was left untested, by reason, the most frequent first; nothing where the verdict's reasons say it already. */
function leftOut({ because, scenarios }: Result): readonly string[] {
  if (because.length > 0) return [];
  const counts = new Map<string, number>();
  for (const { verdict, because: reason } of scenarios) {
    if (verdict === 'untested') counts.set(reason ?? 'no reason', (counts.get(reason ?? 'no reason') ?? 0) + 1);
  }
  const sorted = [...counts].toSorted(([, one], [, other]) => other - one);
  return sorted.map(([reason, count]) => `left out ${count}: ${reason}`);
}
