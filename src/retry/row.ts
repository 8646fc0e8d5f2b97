import type { Category, Classification, RetryClass, Side } from './classification.ts';
import type { Condition } from './conditions.ts';

/** One line of a retry table: which failure it is about, and what that failure means for a repeat. */
export interface Row {
  /** Unique within a table. */
  readonly id: string;
  /** Statuses it is about; a row without them is about calls that got no status line. */
  readonly statuses?: readonly number[];
  /** Error codes in the spelling of `canonicalCode`, `CERT_*` for all that begin so; absent: any, or none. */
  readonly codes?: readonly string[];
  /** What else must hold. */
  readonly when?: Condition;
  readonly class: RetryClass;
  readonly category: Category | null;
  readonly side: Side | null;
  readonly applied: Classification['mayHaveBeenApplied'];
  readonly reason: string;
  readonly source: string;
  /** What has to change before the request may be sent again. */
  readonly changeNeeded?: string;
  /** The repeat has to use another connection. */
  readonly newConnection?: true;
  /** The shortest wait that makes sense where the server named none, in milliseconds. */
  readonly backoffFloorMs?: number;
}

/** Shapes rows so that a misspelt member is a type error where it stands. */
export function defineRows(rows: readonly Row[]): readonly Row[] {
  return rows;
}

/** Every whole number from `first` to `last`, both included. */
export function between(first: number, last: number): readonly number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}
