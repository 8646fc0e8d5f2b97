import type { ObservedCall } from '../observation.ts';
import { attemptsOf } from './attempts.ts';

/** Whether the client ended a call without sending anything for it. */
export function isUnsent({ attempts, endedAt }: ObservedCall): boolean {
  return attempts.length === 0 && endedAt !== null;
}

/** A time in which calls were made and no request came. */
export interface Silence {
  readonly ms: number;
  /** Calls made in it. */
  readonly calls: number;
  /** Calls of all that were never sent. */
  readonly unsent: number;
}

/** The longest time between two requests, of whatever call, in which calls ended without one. */
export function longestSilence(calls: readonly ObservedCall[]): Silence {
  const unsent = calls.filter(isUnsent);
  const arrivals = calls.flatMap(attemptsOf).map(({ startedAt }) => startedAt);
  const lastCall = Math.max(...calls.map(({ startedAt }) => startedAt));
  const moments = [...arrivals, lastCall].toSorted((one, other) => one - other);
  const silences = moments.slice(1).map((to, index) => {
    const from = moments[index] ?? to;
    const within = unsent.filter(({ startedAt }) => startedAt >= from && startedAt <= to);
    return { ms: within.length === 0 ? 0 : to - from, calls: within.length, unsent: unsent.length };
  });
  const none: Silence = { ms: 0, calls: 0, unsent: unsent.length };
  return silences.reduce((longest, silence) => (silence.ms > longest.ms ? silence : longest), none);
}
