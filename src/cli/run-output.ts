import { relative } from 'node:path';
import { diagnosisLine } from '../report/index.ts';
import type { Result, ResultProblem, ScenarioResult } from '../result.ts';
import type { RunOutcome } from '../run.ts';
import type { Painter } from './paint.ts';

/** One block for each problem of the features and each broken scenario. */
export function renderFailures(result: Result, paint: Painter): string {
  const problems = result.problems.map((problem) => renderProblem(problem, paint));
  const broken = result.scenarios
    .filter(({ verdict }) => verdict === 'broken')
    .map((scenario) => renderBroken(scenario, paint));
  return [...problems, ...broken].map((block) => `\n${block}\n`).join('');
}

function renderProblem({ file, line, message, fix }: ResultProblem, paint: Painter): string {
  const place = [file, line].filter((part) => part !== undefined).join(':');
  return [`${paint.red('!')} ${place === '' ? '' : `${place}  `}${message}`, `  ${fix}`].join('\n');
}

function renderBroken(scenario: ScenarioResult, paint: Painter): string {
  const step = scenario.steps.find(({ status }) => status !== 'passed');
  const rows: readonly (readonly [string, string | null])[] = [
    ['expected', scenario.expected],
    ['received', scenario.received],
    ['because', scenario.expected === null ? scenario.because : null],
    ['cause', diagnosisLine(scenario)],
    ['curl', scenario.curl],
    ['again', scenario.rerun],
  ];
  return [
    `${paint.red('✗')} ${scenario.file}:${scenario.line}  ${paint.bold(scenario.name)}`,
    ...(step === undefined ? [] : [`    ${step.keyword.trim()} ${step.text}`]),
    ...rows.flatMap(([label, value]) => (value === null ? [] : [`    ${paint.dim(label.padEnd(8))} ${indent(value)}`])),
  ].join('\n');
}

const indent = (text: string) => text.split('\n').join(`\n${' '.repeat(13)}`);

/** The verdict, what it rests on, and where the report is. */
export function renderSummary({ result, files }: RunOutcome, cwd: string, paint: Painter): string {
  const { kept, broken, untested } = result.counts;
  const colour = { kept: paint.green, broken: paint.red, untested: paint.yellow }[result.verdict];
  const seconds = (result.timing.scenariosMs / 1000).toFixed(1);
  const waited = Math.round(result.timing.virtualMs / 1000);
  return [
    '',
    `${colour(result.verdict)}  ${kept} kept, ${broken} broken, ${untested} untested · ${result.coverage.covered} of ${result.coverage.eligible} declared failures covered`,
    ...result.because.map((line) => `  ${line}`),
    ...leftOut(result).map((line) => paint.yellow(`  ${line}`)),
    paint.dim(
      `${seconds} s${result.identity.clock === 'virtual' ? `; on a real clock the waits alone are ${waited} s` : ''}`,
    ),
    ...(files === null ? [] : [`report: ${relative(cwd, files.html)}`]),
    '',
  ].join('\n');
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
