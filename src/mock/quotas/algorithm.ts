import type { RateLimit } from '../../contract/failure-layer.ts';
import type { QuotaState } from '../state.ts';

/** How a quota counts. Everything is a pure function of the limit, what was counted so far, and the time. */
export interface Algorithm {
  /** The count at `now`: what no longer matters is forgotten. */
  settle(limit: RateLimit, quota: QuotaState, now: number): QuotaState;
  /** The first moment at which one more request has room; `now` when it has room already. Takes a settled count. */
  opensAt(limit: RateLimit, quota: QuotaState, now: number): number;
  /** The count with one more request. Takes a settled count that has room. */
  take(limit: RateLimit, quota: QuotaState, now: number, requestId: string): QuotaState;
  /** What is left of the limit, in its own units. */
  remaining(limit: RateLimit, quota: QuotaState): number;
  /** When more will be left; null when that is not a matter of time. */
  growsAt(limit: RateLimit, quota: QuotaState, now: number): number | null;
  /** A quota used up just now. */
  exhaust(limit: RateLimit, quota: QuotaState, now: number): QuotaState;
  /** Whether nothing of it matters any more. Takes a settled count. */
  isIdle(quota: QuotaState): boolean;
}

/** A quota nobody has used. */
export const unused: QuotaState = { windowStart: 0, used: 0, times: [], open: [], refusedUntil: null };

/** Length of the window in whole milliseconds. */
export function windowMs({ resetTimeWindowSeconds }: RateLimit): number {
  return Math.round(resetTimeWindowSeconds * 1000);
}
