/** One thing that the client has to deal with: an alert, a user. */
export interface Item {
  /** Of the calls that are made for it. */
  readonly parameters: ReadonlyMap<string, string>;
  /** Milliseconds after the work began at which it comes in. */
  readonly atMs: number;
}

/** What became of an item that was tried. */
export type Fate = 'through' | 'skipped' | 'failed';

/** What a client has to do that takes more than one call, and how far it got. */
export interface Workload {
  items: readonly Item[];
  /** In the order in which the items were tried. */
  readonly fates: Fate[];
  /** What the client noted down for a person to read. */
  readonly log: string[];
  /** How many items the client took out of the pages of a list. */
  collected: number;
  /** The field that the API couldn't cope with; null when there was none, undefined until somebody looked. */
  refusedField: string | null | undefined;
  /** Clock milliseconds; null before the work began and before it ended. */
  startedAt: number | null;
  endedAt: number | null;
}

/** Nothing to do yet. */
export function createWorkload(): Workload {
  return { items: [], fates: [], log: [], collected: 0, refusedField: undefined, startedAt: null, endedAt: null };
}

/** Items that come in evenly over a time, the first at once, with the values of one parameter in turn. */
export function storm(count: number, overMs: number, parameter: string, values: readonly string[]): readonly Item[] {
  return Array.from({ length: count }, (_, index) => ({
    parameters: new Map([[parameter, values[index % values.length] ?? '']]),
    atMs: Math.round((index * overMs) / count),
  }));
}

/** Items that are all there from the start: a row of parameters each. */
export function listed(rows: readonly Readonly<Record<string, string>>[]): readonly Item[] {
  return rows.map((row) => ({ parameters: new Map(Object.entries(row)), atMs: 0 }));
}
