import { type ExitCode, exitCodes } from '../problem.ts';
import type { BaselineOutcome, Drift, Result, ScenarioResult, Shard } from '../result.ts';
import { coverageGate, coverageOf, driftGate, summarise } from '../result-summary.ts';
import { checkComplete, type NamedResult } from './complete.ts';
import { mergeMatrices } from './merge-matrix.ts';

export interface MergeOptions {
  /** Percent of what is declared that has to be covered. */
  readonly minCoverage?: number | undefined;
}

/**
 * One result from those of all shards of a run. Throws every Problem when they are not that: a shard is missing or there
 * twice, they are of different documents, layers or features, a planned scenario is missing. A single result that is no
 * shard stays as it is, but for the gate.
 */
export function mergeResults(named: readonly NamedResult[], { minCoverage }: MergeOptions = {}): Result {
  const [only] = named;
  if (named.length === 1 && only !== undefined && only.result.shard === null) return withGate(only.result, minCoverage);
  const shards = checkComplete(named);
  const results = shards.map(({ result }) => result);
  return withGate(put(results, shards[0]?.shard.planned ?? []), minCoverage);
}

/** What was asked of a run as a whole. */
export interface JoinOptions extends MergeOptions {
  /** Which part of a larger run all these parts are. */
  readonly shard?: Pick<Shard, 'index' | 'total'> | undefined;
}

/** One result from those of threads that shared the scenarios out among them: what one thread alone would have come to. */
export function joinParts(results: readonly Result[], { shard, minCoverage }: JoinOptions): Result {
  const [first] = results;
  const planned = first?.shard?.planned ?? [];
  if (first === undefined) throw new Error('There is always a first part.');
  // Where nothing is there to run, each part says why.
  const whole = planned.length === 0 ? first : put(results, planned, shard !== undefined);
  return { ...withGate(whole, minCoverage), shard: shard === undefined ? null : { ...shard, planned } };
}

function put(results: readonly Result[], planned: readonly string[], mayBeEmpty = false): Result {
  const [first] = results;
  if (first === undefined) throw new Error('There is always a first shard.');
  const scenarios = inOrder(results, planned);
  const matrix = mergeMatrices(
    results.map((result) => result.matrix),
    scenarios,
  );
  const problems = distinct(results.flatMap((result) => result.problems));
  const drift = mergeDrift(results.flatMap((result) => result.drift));
  const watchesDrift = results.some(({ gates }) => gates.some(({ name }) => name === 'drift'));
  const parts = { scenarios, problems, gates: watchesDrift ? [driftGate(drift)] : [] };
  return {
    ...first,
    ...parts,
    ...summaryOf(parts, results, mayBeEmpty),
    identity: identityOf(results, first),
    coverage: coverageOf(matrix.cells),
    matrix,
    baseline: mergeBaselines(results.flatMap(({ baseline }) => baseline ?? [])),
    drift,
    shard: null,
    masked: sum(results.map(({ masked }) => masked)),
    timing: {
      scenariosMs: sum(results.map(({ timing }) => timing.scenariosMs)),
      virtualMs: sum(results.map(({ timing }) => timing.virtualMs)),
    },
  };
}

type Parts = Pick<Result, 'scenarios' | 'problems' | 'gates'>;

function summaryOf({ scenarios, problems, gates }: Parts, results: readonly Result[], mayBeEmpty = false) {
  const isLost = results.some(({ exitCode }) => exitCode === exitCodes.unreachable);
  const exits: readonly ExitCode[] = [
    ...(problems.length > 0 ? [exitCodes.usage] : []),
    ...(isLost ? [exitCodes.unreachable] : []),
  ];
  const reasons = [
    ...new Set(results.flatMap(({ because }) => because.filter((line) => /can't be reached/.test(line)))),
  ];
  return summarise({ scenarios, exits, problems: problems.length, gates, reasons, mayBeEmpty });
}

function withGate(result: Result, minCoverage: number | undefined): Result {
  if (minCoverage === undefined) return result;
  const others = result.gates.filter(({ name }) => name !== 'min-coverage');
  const parts = { ...result, gates: [...others, coverageGate(result.matrix.cells, minCoverage)] };
  return { ...parts, ...summaryOf(parts, [result]) };
}

/** In the order in which one machine alone would have run them. */
function inOrder(results: readonly Result[], planned: readonly string[]): readonly ScenarioResult[] {
  const byId = new Map(
    results.flatMap(({ scenarios }) => scenarios.map((scenario) => [scenario.id, scenario] as const)),
  );
  return planned.map((id) => byId.get(id)).filter((scenario) => scenario !== undefined);
}

function identityOf(results: readonly Result[], { identity }: Result): Result['identity'] {
  const starts = results.map((result) => result.identity.startedAt).sort();
  const ends = results.map((result) => result.identity.finishedAt).sort();
  return {
    ...identity,
    startedAt: starts[0] ?? identity.startedAt,
    finishedAt: ends.at(-1) ?? identity.finishedAt,
  };
}

function mergeBaselines(baselines: readonly BaselineOutcome[]): BaselineOutcome | null {
  const [first] = baselines;
  if (first === undefined) return null;
  const all = (key: 'known' | 'passesNow' | 'expired' | 'unmatched') =>
    distinct(baselines.flatMap((baseline) => baseline[key]));
  return {
    path: first.path,
    known: all('known'),
    passesNow: all('passesNow'),
    expired: all('expired'),
    unmatched: all('unmatched'),
  };
}

function mergeDrift(drift: readonly Drift[]): readonly Drift[] {
  const groups = Map.groupBy(drift, ({ operationId, status, kind, message }) =>
    JSON.stringify([operationId, status, kind, message]),
  );
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const scenarios = [...new Set(group.flatMap((one) => one.scenarios))];
    return [{ ...first, count: sum(group.map(({ count }) => count)), scenarios }];
  });
}

function distinct<Item>(items: readonly Item[]): readonly Item[] {
  return [...new Map(items.map((item) => [JSON.stringify(item), item])).values()];
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
