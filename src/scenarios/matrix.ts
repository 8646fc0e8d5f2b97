import type { Contract, Operation } from '../contract/contract.ts';
import { faultNamed, faultNames, faults } from '../faults/index.ts';
import type { CellState, Coverage, Matrix, MatrixCell } from '../result.ts';
import type { Cell } from './cell.ts';
import type { ScenarioCells } from './cells.ts';

type Column = Matrix['failures'][number];

/** Operations by failures: what the scenarios say about each, and how much of what is declared they cover. */
export function buildMatrix(
  contract: Contract,
  cells: readonly ScenarioCells[],
): { readonly matrix: Matrix; readonly coverage: Coverage } {
  const failures = columnsOf(contract, cells);
  const tallies = tallyCells(contract, cells);
  const all = contract.operations.flatMap((operation) => {
    const promised = promisedFailures(operation, contract);
    return failures.flatMap(({ id }) => {
      const tally = tallies.get(`${operation.id} ${id}`);
      if (tally === undefined && !promised.has(id)) return [];
      return [{ ...cellAt(operation, id, tally ?? emptyTally, promised.has(id)), eligible: promised.has(id) }];
    });
  });
  const eligible = all.filter((cell) => cell.eligible);
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
      cells: all.map(({ eligible: _, ...cell }) => cell),
    },
    coverage: { eligible: eligible.length, covered: eligible.filter(({ state }) => state === 'kept').length },
  };
}

/** What the scenarios have to do with one cell. */
interface Tally {
  readonly speakers: ReadonlySet<ScenarioCells['scenario']>;
  readonly exchanges: number;
}

const emptyTally: Tally = { speakers: new Set(), exchanges: 0 };

/** By operation and column. */
function tallyCells(contract: Contract, cells: readonly ScenarioCells[]): ReadonlyMap<string, Tally> {
  const tallies = new Map<string, { speakers: Set<ScenarioCells['scenario']>; exchanges: number }>();
  const talliesOf = ({ operationId, failure }: Cell) => {
    const operation = contract.operation(operationId);
    const columns = operation === undefined ? [] : columnsFor(failure, operation);
    return columns.map((column) => {
      const key = `${operationId} ${column}`;
      const tally = tallies.get(key) ?? { speakers: new Set(), exchanges: 0 };
      tallies.set(key, tally);
      return tally;
    });
  };
  for (const { scenario, spoken, seen } of cells) {
    for (const tally of spoken.flatMap(talliesOf)) tally.speakers.add(scenario);
    for (const tally of seen.flatMap(talliesOf)) tally.exchanges += 1;
  }
  return tallies;
}

/** Statuses in order, each range behind its last; then the standard transport faults, then what was seen beside them. */
function columnsOf(contract: Contract, cells: readonly ScenarioCells[]): readonly Column[] {
  const met = cells.flatMap(({ spoken, seen }) => [...spoken, ...seen]).map(({ failure }) => failure);
  const declared = contract.operations.flatMap(declaredFailures);
  const isStatus = (id: string) => /^(?:\d+|[45]XX|default)$/.test(id);
  const statuses = [...new Set([...declared, ...met])].filter(isStatus).sort((a, b) => rank(a) - rank(b));
  const standard: readonly string[] = faultNames.filter((name) => faults[name].transport);
  const others = met.filter((id) => !isStatus(id) && !standard.includes(id)).sort();
  return [
    ...statuses.map((id): Column => ({ id, kind: 'status', label: id })),
    ...[...standard, ...new Set(others)].map(
      (id): Column => ({ id, kind: 'transport', label: id.replaceAll('-', ' ') }),
    ),
  ];
}

function rank(status: string): number {
  return status === 'default' ? Number.POSITIVE_INFINITY : Number(status.replace('XX', '99.5'));
}

/** `429`, `4XX`, `default`: the failures that an operation declares, as it declares them. */
function declaredFailures({ responses }: Operation): readonly string[] {
  return responses
    .map(({ status }) => (/^default$/i.test(status) ? 'default' : status.toUpperCase()))
    .filter((status) => /^(?:[45].*|default)$/.test(status));
}

/** A status also stands for the range under which it is declared, unless it is declared by itself. */
function columnsFor(failure: string, operation: Operation): readonly string[] {
  const declared = declaredFailures(operation);
  if (!/^\d+$/.test(failure) || declared.includes(failure)) return [failure];
  const range =
    declared.find((status) => status === `${failure.charAt(0)}XX`) ?? declared.find((one) => one === 'default');
  return range === undefined ? [failure] : [failure, range];
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
  return new Set([...declaredFailures(operation), ...layerFaults(contract, operation.id)]);
}

function cellAt(operation: Operation, failure: string, { speakers, exchanges }: Tally, promised: boolean): MatrixCell {
  const isStatus = /^\d+$/.test(failure);
  const declared = promised || (isStatus && columnsFor(failure, operation).length > 1);
  const all = [...speakers];
  return {
    operationId: operation.id,
    failure,
    state: stateOf(
      all.map(({ verdict }) => verdict),
      declared,
    ),
    declared,
    scenarios: all.map(({ id }) => id),
    exchanges,
  };
}

function stateOf(verdicts: readonly CellState[], declared: boolean): CellState {
  if (verdicts.includes('broken')) return 'broken';
  if (verdicts.includes('kept')) return 'kept';
  return declared || verdicts.length > 0 ? 'untested' : 'not-declared';
}
