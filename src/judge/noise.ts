import type { Observation, ObservedCall } from '../checks/observation.ts';
import type { Exchange } from '../trace/exchange.ts';
import { type Delay, latenessAt } from './lateness.ts';

/** An observation with the times in which the judge itself was late. */
export interface Timed {
  readonly observation: Observation;
  readonly delays: readonly Delay[];
  /** What timers of this machine were late by meanwhile, in milliseconds; 0 on one that isn't busy. */
  readonly noiseMs: number;
}

/** The worst lateness at any moment that a check goes by, in milliseconds. */
export function worstLateness(timed: readonly Timed[]): number {
  return Math.max(
    0,
    ...timed.flatMap(({ observation, delays }) => momentsOf(observation).map((at) => latenessAt(delays, at))),
  );
}

function momentsOf({ calls }: Observation): readonly number[] {
  return calls.flatMap(({ attempts }) =>
    attempts.flatMap(({ startedAt, respondedAt, endedAt }) =>
      [startedAt, respondedAt, endedAt].filter((moment) => moment !== null),
    ),
  );
}

/**
 * The same observations as they may have been without the machine's delays. What was noted late happened earlier: gaps get
 * shorter when the starts do so alone, longer when the ends do. And waits of several calls that differ by no more than
 * what timers are late by here may have been meant to be equal.
 */
export function withoutDelays(timed: readonly Timed[]): readonly (readonly Observation[])[] {
  const moved = (which: Which) => timed.map((one) => ({ ...one.observation, calls: callsOf(one, which) }));
  const late =
    worstLateness(timed) === 0
      ? []
      : [
          moved({ starts: true, ends: false }),
          moved({ starts: false, ends: true }),
          moved({ starts: true, ends: true }),
        ];
  const isNoisy = timed.some(({ observation, noiseMs }) => noiseMs > 0 && observation.calls.length > 1);
  return isNoisy ? [...late, timed.map(calmed)] : late;
}

/** Of the waits before the same attempt, all longer ones brought nearer to the shortest by what timers are late by. */
function calmed({ observation, noiseMs }: Timed): Observation {
  const { calls } = observation;
  const shortest = (index: number) => Math.min(...calls.map(({ attempts }) => gapBefore(attempts, index)));
  return {
    ...observation,
    calls: calls.map((call) => ({
      ...call,
      attempts: call.attempts.map((attempt, index) => {
        const gap = gapBefore(call.attempts, index);
        const excess = Number.isFinite(gap) ? Math.min(noiseMs, gap - shortest(index)) : 0;
        return { ...attempt, startedAt: attempt.startedAt - excess };
      }),
    })),
  };
}

/** Infinity: there was none. */
function gapBefore(attempts: readonly Exchange[], index: number): number {
  const [before, after] = [attempts[index - 1], attempts[index]];
  if (before?.endedAt == null || after === undefined) return Number.POSITIVE_INFINITY;
  return Math.max(0, after.startedAt - before.endedAt);
}

interface Which {
  readonly starts: boolean;
  readonly ends: boolean;
}

function callsOf({ observation, delays }: Timed, which: Which): readonly ObservedCall[] {
  return observation.calls.map((call) => ({
    ...call,
    attempts: call.attempts.map((attempt) => earlier(attempt, delays, which)),
  }));
}

function earlier(exchange: Exchange, delays: readonly Delay[], { starts, ends }: Which): Exchange {
  const shift = (moment: number) => moment - latenessAt(delays, moment);
  const startedAt = starts ? shift(exchange.startedAt) : exchange.startedAt;
  const end = (moment: number | null) => (moment === null || !ends ? moment : Math.max(startedAt, shift(moment)));
  return { ...exchange, startedAt, respondedAt: end(exchange.respondedAt), endedAt: end(exchange.endedAt) };
}
