/** How many of the declared responses and failures were provoked and asserted: cells of the matrix that are eligible. */
export interface Coverage {
  readonly eligible: number;
  /** Asserted and kept. */
  readonly covered: number;
  /** That a scenario speaks of, by its steps alone, whether or not it got there. */
  readonly planned: number;
  /** That an exchange fell into, asserted or not. */
  readonly observed: number;
  /** Left out of what is eligible, each with its reason. */
  readonly excluded: number;
}

/** Operations by what may come of a call. Columns are statuses in order, then transport failures by fault name. */
export interface Matrix {
  readonly operations: readonly {
    readonly id: string;
    readonly method: string;
    readonly path: string;
    readonly excluded?: string;
  }[];
  readonly failures: readonly { readonly id: string; readonly kind: 'status' | 'transport'; readonly label: string }[];
  readonly cells: readonly MatrixCell[];
}

export type CellState = 'kept' | 'broken' | 'known' | 'untested' | 'excluded' | 'not-declared';

/** A cell that isn't listed is `not-declared` and was never seen. */
export interface MatrixCell {
  readonly operationId: string;
  /** Id of a column: `"404"`, `"4XX"`, `"connection-reset"`. */
  readonly failure: string;
  readonly state: CellState;
  readonly declared: boolean;
  /** Whether it counts for coverage: declared in these words, and not excluded. */
  readonly eligible: boolean;
  /** Why it is excluded, or why the scenarios that speak of it decided nothing; null otherwise. */
  readonly because: string | null;
  /** Ids of the scenarios that speak of it. */
  readonly scenarios: readonly string[];
  /** How many scenarios speak of it by their steps alone. */
  readonly planned: number;
  /** Requests that those scenarios sent to the operation. */
  readonly attempts: number;
  /** Those of them that ended in this cell. */
  readonly matches: number;
  /** Every exchange that ended in this cell, whoever made it. */
  readonly exchanges: number;
  /** Of a range (`4XX`, `default`): the statuses that fell under it, in order. */
  readonly resolved: readonly string[];
}

/** Something that has to hold beside the scenarios. */
export interface Gate {
  readonly name: 'min-coverage' | 'drift';
  readonly met: boolean;
  readonly message: string;
  /** What it would take, one line each. */
  readonly missing: readonly string[];
}

/** Why a failure is accepted, and until when. */
export interface KnownReason {
  readonly reason: string;
  /** The last day, `2026-12-31`; null: no end. */
  readonly expires: string | null;
}

/** A scenario of a baseline. */
export interface BaselineEntry extends KnownReason {
  readonly scenario: string;
  readonly name: string | null;
}

/** What became of the scenarios that a baseline names. */
export interface BaselineOutcome {
  readonly path: string;
  /** Broken, and accepted. */
  readonly known: readonly BaselineEntry[];
  /** Kept: the entry can go. */
  readonly passesNow: readonly BaselineEntry[];
  /** Accepted no longer; it counts again. */
  readonly expired: readonly BaselineEntry[];
  /** No scenario has this id. */
  readonly unmatched: readonly BaselineEntry[];
}

export type DriftKind =
  | 'operation'
  | 'status'
  | 'media-type'
  | 'body'
  | 'header'
  | 'undeclared-field'
  | 'undeclared-header';

/** One way in which a live API and its contract differ. */
export interface Drift {
  /** Null: no operation of the contract takes the request. */
  readonly operationId: string | null;
  readonly status: number;
  /** The last two are allowed by the contract, which says nothing about them. */
  readonly kind: DriftKind;
  readonly message: string;
  /** In how many exchanges it was seen. */
  readonly count: number;
  /** Ids of the scenarios that saw it. */
  readonly scenarios: readonly string[];
  /** A command that shows it. */
  readonly curl: string | null;
}

/** A part of a run that is spread over machines. */
export interface Shard {
  /** Counted from 1. */
  readonly index: number;
  readonly total: number;
  /** Ids of the scenarios of all shards together, in order. */
  readonly planned: readonly string[];
}
