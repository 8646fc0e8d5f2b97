import type { Contract } from '../contract/contract.ts';
import type { Cell } from './cell.ts';
import type { ScenarioCells } from './cells.ts';
import { rangeOf } from './declared-statuses.ts';

type Scenario = ScenarioCells['scenario'];

/** What the scenarios have to do with one cell. */
export interface Tally {
  readonly speakers: ReadonlySet<Scenario>;
  readonly planners: ReadonlySet<Scenario>;
  readonly attempts: number;
  readonly matches: number;
  readonly exchanges: number;
  /** Of a range: the statuses that were seen or spoken of. */
  readonly resolved: ReadonlySet<string>;
}

interface Growing extends Tally {
  readonly speakers: Set<Scenario>;
  readonly planners: Set<Scenario>;
  readonly resolved: Set<string>;
  attempts: number;
  matches: number;
  exchanges: number;
}

const fresh = (): Growing => ({
  speakers: new Set(),
  planners: new Set(),
  resolved: new Set(),
  attempts: 0,
  matches: 0,
  exchanges: 0,
});

/** Nobody speaks of it, and it was never seen. */
export const emptyTally: Tally = fresh();

/** By operation and column. */
export function tallyCells(contract: Contract, cells: readonly ScenarioCells[]): ReadonlyMap<string, Tally> {
  const tallies = new Map<string, Growing>();

  function talliesOf({ operationId, failure }: Cell): readonly Growing[] {
    const operation = contract.operation(operationId);
    if (operation === undefined) return [];
    const range = /^\d+$/.test(failure) ? rangeOf(failure, operation) : null;
    const own = tallyAt(`${operationId} ${failure}`);
    if (range === null) return [own];
    const ofRange = tallyAt(`${operationId} ${range}`);
    ofRange.resolved.add(failure);
    return [own, ofRange];
  }

  function tallyAt(key: string): Growing {
    const tally = tallies.get(key) ?? fresh();
    tallies.set(key, tally);
    return tally;
  }

  for (const { scenario, spoken, planned, seen } of cells) {
    for (const cell of distinct(planned)) for (const tally of talliesOf(cell)) tally.planners.add(scenario);
    for (const cell of distinct(spoken)) countSpoken(cell, scenario, seen, talliesOf(cell));
    for (const tally of seen.flatMap(talliesOf)) tally.exchanges += 1;
  }
  return tallies;
}

/** A scenario may speak of a cell more than once. */
function distinct(cells: readonly Cell[]): readonly Cell[] {
  return [...new Map(cells.map((cell) => [`${cell.operationId} ${cell.failure}`, cell])).values()];
}

/** What was sent counts once for a range, in which a scenario may speak of two statuses. */
function countSpoken(
  { operationId, failure }: Cell,
  scenario: Scenario,
  seen: readonly Cell[],
  tallies: readonly Growing[],
): void {
  const own = seen.filter((cell) => cell.operationId === operationId);
  for (const tally of tallies) {
    if (!tally.speakers.has(scenario)) tally.attempts += own.length;
    tally.matches += own.filter((cell) => cell.failure === failure).length;
    tally.speakers.add(scenario);
  }
}
