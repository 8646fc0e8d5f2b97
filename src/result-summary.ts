import { type ExitCode, exitCodes, worstExit } from './problem.ts';
import type { CellState, Coverage, Gate, Matrix, MatrixCell, Result, ScenarioResult, Verdict } from './result.ts';

/** What a verdict is worked out from, for a run of its own as for one that was put together. */
export interface Findings {
  readonly scenarios: readonly ScenarioResult[];
  /** Exit codes of what went wrong beside the scenarios. */
  readonly exits: readonly ExitCode[];
  readonly problems: number;
  readonly gates: readonly Gate[];
  /** Reasons that come before those of the scenarios: nothing ran, the target was lost. */
  readonly reasons: readonly string[];
  /** Nothing had to run: another shard has it all, or it was a dry run. */
  readonly mayBeEmpty: boolean;
}

export type Summary = Pick<Result, 'verdict' | 'exitCode' | 'because' | 'counts'>;

/** Verdict, exit code, reasons and counts: the same for whoever asks. */
export function summarise(findings: Findings): Summary {
  const { scenarios, gates, mayBeEmpty } = findings;
  const count = (verdict: Verdict) => scenarios.filter((scenario) => scenario.verdict === verdict).length;
  const counts = { kept: count('kept'), broken: count('broken'), known: count('known'), untested: count('untested') };
  const decided = counts.kept + counts.broken + counts.known;
  const exitCode = worstExit([
    ...findings.exits,
    decided === 0 && !mayBeEmpty ? exitCodes.nothingRan : exitCodes.kept,
    counts.broken > 0 ? exitCodes.broken : exitCodes.kept,
    gates.every(({ met }) => met) ? exitCodes.kept : exitCodes.gate,
  ]);
  const because = exitCode === exitCodes.kept ? [] : reasonsOf(findings, counts);
  return { verdict: verdictOf(exitCode, counts), exitCode, because, counts };
}

function verdictOf(exitCode: ExitCode, { kept, broken, known }: Result['counts']): Verdict {
  if (broken > 0 || exitCode === exitCodes.gate) return 'broken';
  if (exitCode !== exitCodes.kept) return 'untested';
  if (kept > 0) return 'kept';
  return known > 0 ? 'known' : 'untested';
}

function reasonsOf({ scenarios, problems, gates, reasons }: Findings, { broken, untested }: Result['counts']) {
  return [
    ...(broken > 0 ? [`${counted(broken, 'scenario')} broken.`] : []),
    ...(problems > 0 ? [`${counted(problems, 'problem')} in the features or steps.`] : []),
    ...gates.filter(({ met }) => !met).map(({ message }) => message),
    ...reasons,
    ...(untested === 0 ? [] : untestedReasons(scenarios)),
  ];
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

/** What the scenarios that speak of a cell make of it. */
export function cellStateOf(verdicts: readonly Verdict[], declared: boolean): CellState {
  if (verdicts.includes('broken')) return 'broken';
  if (verdicts.includes('known')) return 'known';
  if (verdicts.includes('kept')) return 'kept';
  return declared || verdicts.length > 0 ? 'untested' : 'not-declared';
}

/** Statuses in order, each range behind its last, `default` behind all. */
export function rankOfStatus(status: string): number {
  return status === 'default' ? Number.POSITIVE_INFINITY : Number(status.replace('XX', '99.5'));
}

/** "2 of 3 operations left out", where the document has defects; null: all are there. What is left out counts for nothing. */
export function leftOutLine({ operations }: Matrix): string | null {
  const excluded = operations.filter((operation) => operation.excluded !== undefined).length;
  return excluded === 0 ? null : `${excluded} of ${counted(operations.length, 'operation')} left out`;
}

/** Sums over the cells that are eligible. */
export function coverageOf(cells: readonly MatrixCell[]): Coverage {
  const eligible = cells.filter((cell) => cell.eligible);
  return {
    eligible: eligible.length,
    covered: eligible.filter(({ state }) => state === 'kept').length,
    planned: eligible.filter(({ planned, scenarios }) => planned > 0 || scenarios.length > 0).length,
    observed: eligible.filter(({ exchanges }) => exchanges > 0).length,
    excluded: cells.filter(({ state }) => state === 'excluded').length,
  };
}

/** Whether enough of what is declared is covered; what is missing is said cell by cell. */
export function coverageGate(cells: readonly MatrixCell[], leastPercent: number): Gate {
  const { eligible, covered } = coverageOf(cells);
  const percent = eligible === 0 ? 100 : (covered / eligible) * 100;
  const met = percent >= leastPercent;
  const missing = cells.filter((cell) => cell.eligible && cell.state !== 'kept');
  const has = `${covered} of ${eligible} declared responses and failures are covered (${shownPercent(percent)} %)`;
  return {
    name: 'min-coverage',
    met,
    message: met
      ? `${has}; at least ${leastPercent} % are asked for.`
      : `${has}, and at least ${leastPercent} % are asked for: ${counted(missing.length, 'cell')} missing.`,
    missing: met ? [] : missing.map(missingLine),
  };
}

/** Rounded down, so that 99.96 never reads as 100. */
function shownPercent(percent: number): string {
  return String(Math.floor(percent * 10) / 10);
}

function missingLine({ operationId, failure, state, because }: MatrixCell): string {
  return `${operationId} ${failure}: ${because === null ? state : `${state}, ${because}`}`;
}

/** Whether a live API keeps to its contract; what it allows without declaring it doesn't count. */
export function driftGate(drift: Result['drift']): Gate {
  const lines = drift.filter(({ kind }) => !kind.startsWith('undeclared-'));
  const met = lines.length === 0;
  return {
    name: 'drift',
    met,
    message: met
      ? 'The API answered as its contract says.'
      : `The API differs from its contract in ${counted(lines.length, 'way')}.`,
    missing: lines.map(({ operationId, status, message }) => `${operationId ?? 'no operation'} ${status}: ${message}`),
  };
}
