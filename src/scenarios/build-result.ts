import { type ExitCode, exitCodes, type Problem, worstExit } from '../problem.ts';
import { type Result, type ResultProblem, resultVersion, type ScenarioResult, type Verdict } from '../result.ts';
import type { ScenarioCells } from './cells.ts';
import { identityOf, type Times } from './identity.ts';
import { buildMatrix } from './matrix.ts';
import type { MessageLog } from './messages.ts';
import type { Session } from './session.ts';

/** All that a run leaves behind, ready to be put together. */
export interface RunRecord {
  readonly session: Session;
  readonly log: MessageLog;
  readonly scenarios: readonly ScenarioResult[];
  readonly cells: readonly ScenarioCells[];
  readonly problems: readonly Problem[];
  /** Why no scenario ran; empty when one did. */
  readonly nothingRan: readonly string[];
  readonly masked: number;
  readonly times: Times;
}

/** The canonical result of a run. */
export function buildResult(run: RunRecord): Result {
  const { scenarios, session, log, times } = run;
  const count = (verdict: Verdict) => scenarios.filter((scenario) => scenario.verdict === verdict).length;
  const counts = { kept: count('kept'), broken: count('broken'), untested: count('untested') };
  const problems = distinct(run.problems);
  const exitCode = worstExit([
    ...problems.map((problem) => problem.exitCode),
    counts.kept + counts.broken === 0 ? exitCodes.nothingRan : exitCodes.kept,
    counts.broken > 0 ? exitCodes.broken : exitCodes.kept,
  ]);
  return {
    resultVersion,
    verdict: verdictOf(exitCode, counts),
    exitCode,
    because: exitCode === exitCodes.kept ? [] : reasons(run, counts, problems),
    identity: identityOf(session, log, times),
    counts,
    ...buildMatrix(session.contract, run.cells),
    scenarios,
    problems: problems.map(resultProblem),
    masked: run.masked,
    timing: {
      scenariosMs: Math.round(scenarios.reduce((sum, { durationMs }) => sum + durationMs, 0)),
      virtualMs: scenarios.reduce((sum, { virtualMs }) => sum + virtualMs, 0),
    },
  };
}

function verdictOf(exitCode: ExitCode, { broken }: Result['counts']): Verdict {
  if (broken > 0) return 'broken';
  return exitCode === exitCodes.kept ? 'kept' : 'untested';
}

function reasons(
  { nothingRan, scenarios }: RunRecord,
  { broken, untested }: Result['counts'],
  problems: readonly Problem[],
) {
  const lines = [
    ...(broken > 0 ? [`${counted(broken, 'scenario')} broken.`] : []),
    ...(problems.length > 0 ? [`${counted(problems.length, 'problem')} in the features or steps.`] : []),
    ...nothingRan,
  ];
  return untested === 0 ? lines : [...lines, ...untestedReasons(scenarios)];
}

const mostReasons = 5;

/** The reasons for what was left out, the most frequent first. */
function untestedReasons(scenarios: readonly ScenarioResult[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const { verdict, because } of scenarios) {
    if (verdict === 'untested') counts.set(because ?? '', (counts.get(because ?? '') ?? 0) + 1);
  }
  const sorted = [...counts].sort(([, one], [, other]) => other - one);
  const others = sorted.slice(mostReasons).reduce((sum, [, count]) => sum + count, 0);
  return [
    ...sorted.slice(0, mostReasons).map(([because, count]) => `${counted(count, 'scenario')} untested: ${because}`),
    ...(others === 0 ? [] : [`${counted(others, 'scenario')} untested for other reasons.`]),
  ];
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** The rows of an outline share their steps, so they share what is wrong with them. */
function distinct(problems: readonly Problem[]): readonly Problem[] {
  return [...new Map(problems.map((problem) => [JSON.stringify([problem.place, problem.message]), problem])).values()];
}

function resultProblem({ code, message, fix, place }: Problem): ResultProblem {
  const { file, line } = place;
  return { code, message, fix, ...(file === undefined ? {} : { file }), ...(line === undefined ? {} : { line }) };
}
