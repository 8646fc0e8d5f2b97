import type { Contract, Operation } from '../contract/contract.ts';
import { faultNamed, faultNames, faults } from '../faults/index.ts';
import type { Coverage, Matrix, MatrixCell } from '../result.ts';
import { cellStateOf, coverageOf, rankOfStatus } from '../result-summary.ts';
import type { ScenarioCells } from './cells.ts';
import { declaredStatuses, rangeOf, uncoverable } from './declared-statuses.ts';
import { emptyTally, type Tally, tallyCells } from './tally.ts';

type Column = Matrix['failures'][number];

/** A cell that is left out of coverage, with the reason. */
export interface ExcludedCell {
  readonly operationId: string;
  readonly failure: string;
  readonly reason: string;
}

/** Operations by what may come of a call: what the scenarios say about each, and how much of what is declared they cover. */
export function buildMatrix(
  contract: Contract,
  cells: readonly ScenarioCells[],
  exclusions: readonly ExcludedCell[] = [],
): { readonly matrix: Matrix; readonly coverage: Coverage } {
  const failures = columnsOf(contract, cells);
  const tallies = tallyCells(contract, cells);
  const reasons = new Map(exclusions.map(({ operationId, failure, reason }) => [`${operationId} ${failure}`, reason]));
  const all = contract.operations.flatMap((operation) => {
    const promised = promisedFailures(operation, contract);
    return failures.flatMap(({ id }) => {
      const tally = tallies.get(`${operation.id} ${id}`);
      if (!promised.has(id) && (tally === undefined || isUnmet(tally))) return [];
      const excluded = reasons.get(`${operation.id} ${id}`) ?? uncoverable(id);
      return [cellAt(operation, id, { tally: tally ?? emptyTally, promised: promised.has(id), excluded })];
    });
  });
  const excluded = contract.excluded.map(({ id, method, path, problem }) => ({
    id,
    method,
    path,
    excluded: problem.message,
  }));
  return {
    matrix: {
      operations: [...contract.operations.map(({ id, method, path }) => ({ id, method, path })), ...excluded],
      failures,
      cells: all,
    },
    coverage: coverageOf(all),
  };
}

/** Statuses in order, each range behind its last; then the standard transport faults, then what was seen beside them. */
function columnsOf(contract: Contract, cells: readonly ScenarioCells[]): readonly Column[] {
  const met = cells.flatMap(({ spoken, seen }) => [...spoken, ...seen]).map(({ failure }) => failure);
  const declared = contract.operations.flatMap(declaredStatuses);
  const isStatus = (id: string) => /^(?:\d+|[1-5]XX|default)$/.test(id);
  const statuses = [...new Set([...declared, ...met])]
    .filter(isStatus)
    .sort((one, other) => rankOfStatus(one) - rankOfStatus(other));
  const standard: readonly string[] = faultNames.filter((name) => faults[name].transport);
  const others = met.filter((id) => !isStatus(id) && !standard.includes(id)).sort();
  return [
    ...statuses.map((id): Column => ({ id, kind: 'status', label: id })),
    ...[...standard, ...new Set(others)].map(
      (id): Column => ({ id, kind: 'transport', label: id.replaceAll('-', ' ') }),
    ),
  ];
}

/** Transport faults that the failure layer injects into an operation by itself. */
function layerFaults({ layer }: Contract, operationId: string): readonly string[] {
  return layer.rules.flatMap(({ enabled, fault, match }) =>
    enabled && fault !== null && faultNamed(fault.name)?.transport && match.operations?.includes(operationId)
      ? [fault.name]
      : [],
  );
}

/** What the contract says this operation does: these count for coverage. */
function promisedFailures(operation: Operation, contract: Contract): ReadonlySet<string> {
  return new Set([...declaredStatuses(operation), ...layerFaults(contract, operation.id)]);
}

/** A cell that is only planned says where a scenario could have led. */
function isUnmet({ speakers, exchanges }: Tally): boolean {
  return speakers.size === 0 && exchanges === 0;
}

interface CellFacts {
  readonly tally: Tally;
  readonly promised: boolean;
  readonly excluded: string | null;
}

function cellAt(operation: Operation, failure: string, { tally, promised, excluded }: CellFacts): MatrixCell {
  const declared = promised || (/^\d+$/.test(failure) && rangeOf(failure, operation) !== null);
  const speakers = [...tally.speakers];
  const state = cellStateOf(
    speakers.map(({ verdict }) => verdict),
    declared,
  );
  // What was kept or broken in spite of an exclusion is told as it is.
  const isExcluded = excluded !== null && state === 'untested';
  return {
    operationId: operation.id,
    failure,
    state: isExcluded ? 'excluded' : state,
    declared,
    eligible: promised && excluded === null,
    because: excluded ?? (state === 'untested' ? mostFrequentReason(speakers) : null),
    scenarios: speakers.map(({ id }) => id),
    planned: tally.planners.size,
    attempts: tally.attempts,
    matches: tally.matches,
    exchanges: tally.exchanges,
    resolved: [...tally.resolved].sort(),
  };
}

function mostFrequentReason(speakers: readonly ScenarioCells['scenario'][]): string | null {
  const groups = [...Map.groupBy(speakers, ({ because }) => because)];
  return groups.sort(([, one], [, other]) => other.length - one.length)[0]?.[0] ?? null;
}
