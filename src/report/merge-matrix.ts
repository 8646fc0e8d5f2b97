import type { Matrix, MatrixCell, ScenarioResult, Verdict } from '../result.ts';
import { cellStateOf, rankOfStatus } from '../result-summary.ts';

/** One matrix from those of all shards; what a cell came to is judged anew, by the scenarios of all. */
export function mergeMatrices(matrices: readonly Matrix[], scenarios: readonly ScenarioResult[]): Matrix {
  const failures = mergeColumns(matrices);
  const verdicts = new Map(scenarios.map(({ id, verdict }) => [id, verdict]));
  const places = new Map(scenarios.map(({ id }, at) => [id, at]));
  const inOrder = (ids: readonly string[]) =>
    ids.toSorted((one, other) => (places.get(one) ?? 0) - (places.get(other) ?? 0));
  const groups = Map.groupBy(
    matrices.flatMap(({ cells }) => cells),
    keyOf,
  );
  const operations = matrices[0]?.operations ?? [];
  const cells = operations.flatMap(({ id }) =>
    failures.flatMap((column) => {
      const [first, ...others] = groups.get(keyOf({ operationId: id, failure: column.id })) ?? [];
      return first === undefined ? [] : [mergeCells(first, others, verdicts, inOrder)];
    }),
  );
  return { operations, failures, cells };
}

function keyOf({ operationId, failure }: Pick<MatrixCell, 'operationId' | 'failure'>): string {
  return `${operationId}\n${failure}`;
}

function mergeColumns(matrices: readonly Matrix[]): Matrix['failures'] {
  const all = [...new Map(matrices.flatMap(({ failures }) => failures).map((column) => [column.id, column])).values()];
  const statuses = all.filter(({ kind }) => kind === 'status');
  return [
    ...statuses.sort((one, other) => rankOfStatus(one.id) - rankOfStatus(other.id)),
    ...all.filter(({ kind }) => kind === 'transport'),
  ];
}

function mergeCells(
  first: MatrixCell,
  others: readonly MatrixCell[],
  verdicts: ReadonlyMap<string, Verdict>,
  inOrder: (ids: readonly string[]) => readonly string[],
): MatrixCell {
  const all = [first, ...others];
  const sum = (key: 'planned' | 'attempts' | 'matches' | 'exchanges') =>
    all.reduce((total, cell) => total + cell[key], 0);
  const speakers = inOrder(all.flatMap(({ scenarios }) => scenarios));
  const state = cellStateOf(
    speakers.map((id) => verdicts.get(id) ?? 'untested'),
    first.declared,
  );
  const excluded = all.find((cell) => cell.state === 'excluded');
  return {
    ...first,
    state: excluded !== undefined && state === 'untested' ? 'excluded' : state,
    because:
      excluded?.because ??
      (state === 'untested' ? (all.find(({ because }) => because !== null)?.because ?? null) : null),
    scenarios: speakers,
    planned: sum('planned'),
    attempts: sum('attempts'),
    matches: sum('matches'),
    exchanges: sum('exchanges'),
    resolved: [...new Set(all.flatMap(({ resolved }) => resolved))].sort(),
  };
}
