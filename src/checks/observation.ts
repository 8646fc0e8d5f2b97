import type { Exchange } from '../trace/exchange.ts';

/** How the client is driven: once per call, as one long-lived process, as a function of a test, or not at all. */
export type DriverKind = 'command' | 'jsonl' | 'function' | 'passive';

/** What the client itself says became of a call; only a driver that hears it can tell. */
export interface ClientReport {
  readonly ok: boolean;
  readonly status: number | null;
  readonly error: string | null;
}

/** One logical call that the client was asked to make, with every exchange that it led to. */
export interface ObservedCall {
  readonly id: string;
  readonly method: string;
  /** Path and query, without the case's prefix. */
  readonly path: string;
  /** Milliseconds of the judge's clock since the epoch, the clock of the exchanges too. */
  readonly startedAt: number;
  /** Null: it was still at work when the window closed, or nobody can tell (`passive`). */
  readonly endedAt: number | null;
  /** Null: the driver can't hear it. */
  readonly report: ClientReport | null;
  /** In the order in which they came. */
  readonly attempts: readonly Exchange[];
  /** Whether every failure queued for this call was really met. */
  readonly consumed: boolean;
}

/** Why the window closed: the client ended, it was quiet for long enough, its time was over, or it was stopped. */
export type WindowEnd = 'client-ended' | 'quiet' | 'watch-ended' | 'stopped';

/** What was seen of one client under one probe: plain data, all that a check may go by. */
export interface Observation {
  /** Name of the probe. */
  readonly probe: string;
  readonly driver: DriverKind;
  /** What the driver and the client declare of themselves, e.g. `retries`, `maxAttempts`, `deadlineMs`. */
  readonly declared: Declared;
  readonly calls: readonly ObservedCall[];
  /** Whether each exchange surely belongs to the call it stands under. */
  readonly grouping: 'sure' | 'ambiguous';
  readonly window: { readonly openedAt: number; readonly closedAt: number; readonly end: WindowEnd };
  /** Null: it started, and was not stopped for its behaviour. */
  readonly trouble: ClientTrouble | null;
}

export interface ClientTrouble {
  readonly kind: 'not-started' | 'crashed' | 'flooded' | 'hung' | 'wrong-path';
  readonly message: string;
}

/** Limits that a client states for itself; null: it states none. Attempts count the first try. */
export interface Declared {
  readonly retries: boolean | null;
  readonly maxAttempts: number | null;
  readonly deadlineMs: number | null;
  readonly timeoutMs: number | null;
  readonly maxBackoffMs: number | null;
  /** The write operation may be repeated: its contract says that it is idempotent. */
  readonly idempotentWrites?: boolean;
}
