import { type ExitCode, exitCodes, type Problem } from '../problem.ts';
import {
  type BaselineOutcome,
  type Drift,
  type Gate,
  type Result,
  type ResultProblem,
  resultVersion,
  type ScenarioResult,
  type Shard,
} from '../result.ts';
import { coverageGate, driftGate, summarise } from '../result-summary.ts';
import type { ScenarioCells } from './cells.ts';
import { identityOf, type Times } from './identity.ts';
import { buildMatrix, type ExcludedCell } from './matrix.ts';
import type { MessageLog } from './messages.ts';
import type { Session } from './session.ts';

/** What has to hold beside the scenarios. */
export interface GateOptions {
  /** Percent of what is declared that has to be covered. */
  readonly minCoverage?: number | undefined;
  /** A live API has to answer as its contract says. */
  readonly noDrift?: boolean | undefined;
}

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
  readonly excluded: readonly ExcludedCell[];
  readonly baseline: BaselineOutcome | null;
  readonly drift: readonly Drift[];
  readonly shard: Shard | null;
  /** Why the target was given up in the midst of the run; null when it wasn't. */
  readonly lost: string | null;
  /** Steps were matched and nothing was sent. */
  readonly isDry: boolean;
  readonly gates: GateOptions;
}

/** The canonical result of a run. */
export function buildResult(run: RunRecord): Result {
  const { scenarios, session, log, times, baseline, drift, shard, lost } = run;
  const problems = distinct(run.problems);
  const { matrix, coverage } = buildMatrix(session.contract, run.cells, run.excluded);
  const gates = gatesOf(run, matrix);
  const exits: readonly ExitCode[] = [
    ...problems.map((problem) => problem.exitCode),
    ...(lost === null ? [] : [exitCodes.unreachable]),
  ];
  const summary = summarise({
    scenarios,
    exits,
    problems: problems.length,
    gates,
    reasons: [...(lost === null ? [] : [lost]), ...run.nothingRan],
    mayBeEmpty: run.isDry || (shard !== null && shard.planned.length > 0 && scenarios.length === 0),
  });
  return {
    resultVersion,
    ...summary,
    identity: identityOf(session, log, times),
    coverage,
    matrix,
    scenarios,
    problems: problems.map(resultProblem),
    gates,
    baseline,
    drift,
    shard,
    masked: run.masked,
    timing: {
      scenariosMs: Math.round(scenarios.reduce((sum, { durationMs }) => sum + durationMs, 0)),
      virtualMs: scenarios.reduce((sum, { virtualMs }) => sum + virtualMs, 0),
    },
  };
}

function gatesOf({ gates: { minCoverage, noDrift }, drift, isDry }: RunRecord, { cells }: Result['matrix']) {
  // A dry run covers nothing: what it would cover is what its steps speak of.
  const judged = isDry ? cells.map((cell) => (cell.planned > 0 ? { ...cell, state: 'kept' as const } : cell)) : cells;
  const gates: readonly (Gate | null)[] = [
    minCoverage === undefined ? null : coverageGate(judged, minCoverage),
    noDrift === true ? driftGate(drift) : null,
  ];
  return gates.filter((gate) => gate !== null);
}

/** The rows of an outline share their steps, so they share what is wrong with them. */
function distinct(problems: readonly Problem[]): readonly Problem[] {
  return [...new Map(problems.map((problem) => [JSON.stringify([problem.place, problem.message]), problem])).values()];
}

function resultProblem({ code, message, fix, place }: Problem): ResultProblem {
  const { file, line } = place;
  return { code, message, fix, ...(file === undefined ? {} : { file }), ...(line === undefined ? {} : { line }) };
}
