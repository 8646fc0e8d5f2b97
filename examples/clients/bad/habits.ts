import type { CallResult, ClientOptions } from 'faultline';
import type { Session } from './session.ts';

/** Where a call stands behind an attempt. */
export interface Turn {
  /** Counted from 1. */
  readonly attempt: number;
  readonly method: string;
  readonly result: CallResult;
  /** Null: no answer. */
  readonly status: number | null;
  /** Milliseconds that the answer asks for; null: it doesn't. */
  readonly told: number | null;
  /** A header of the answer. */
  header(name: string): string | undefined;
  readonly session: Session;
  random(): number;
}

/** What the caller is told. */
export interface Report {
  readonly ok: boolean;
  readonly status: number | null;
  readonly error: string | null;
}

/** How a client behaves, one habit at a time. A bad client is the good one with a single other habit. */
export interface Habits {
  readonly maxAttempts: number;
  readonly deadlineMs: number;
  /** Of the connection below: timeout, circuit breaker. */
  readonly client: Partial<ClientOptions>;
  tryAgain(turn: Turn): boolean;
  waitMs(turn: Turn): number;
  /** Waited before the caller hears of a failure. */
  lastWaitMs(turn: Turn): number;
  /** The key of an attempt; null: it has none. `own` was drawn for the call. */
  key(attempt: number, own: string, before: Turn | null): string | null;
  body(body: string, attempt: number): string;
  report(turn: Turn): Report;
  /** Whether the whole session waits when a call is refused, or when the last of a quota was used. */
  readonly holdsBack: { readonly refused: boolean; readonly usedUp: boolean };
  /** Whether a call may be sent at all. */
  admits(session: Session): boolean;
}

/** Draws from nothing to an envelope of 1, 2, 4 … seconds. */
export function backoff({ attempt, random }: Turn): number {
  return Math.floor(random() * Math.min(30_000, 1000 * 2 ** (attempt - 1)));
}

/** The longer of what was asked for, with something on top, and of our own. */
export function wait(turn: Turn): number {
  const least = turn.told ?? turn.result.classification.backoffFloorMs ?? 0;
  if (least === 0) return Math.max(50, backoff(turn));
  return Math.max(backoff(turn), least + Math.floor(turn.random() * 1000));
}

/** Keeps every promise. */
export const good: Habits = {
  maxAttempts: 5,
  deadlineMs: 60_000,
  // Patient, so that calls that fail on purpose don't hide what else there is to see.
  client: { timeoutMs: 10_000, circuitBreaker: { failureThreshold: 85 } },
  tryAgain: ({ result, session }) => result.classification.retry && session.budgetAllows(),
  waitMs: wait,
  lastWaitMs: () => 0,
  key: (_, own) => own,
  body: (body) => body,
  report({ result, status }) {
    const ok = result.last.outcome?.kind === 'response' && result.classification.category === null;
    return { ok, status, error: ok ? null : `failed with ${status ?? 'no answer'}` };
  },
  holdsBack: { refused: true, usedUp: true },
  admits: () => true,
};
