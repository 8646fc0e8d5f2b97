import type { Observation, ObservedCall } from '../checks/observation.ts';
import type { Exchange } from '../trace/exchange.ts';
import { type Delay, latenessAt } from './lateness.ts';

/** An observation with the times in which the judge itself was late. */
export interface Timed {
  readonly observation: Observation;
  readonly delays: readonly Delay[];
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
 * The same observations as they may have been without the judge's delays: what was noted late happened earlier. Gaps get
 * shorter when the starts do so alone, longer when the ends do.
 */
export function withoutDelays(timed: readonly Timed[]): readonly (readonly Observation[])[] {
  if (worstLateness(timed) === 0) return [];
  const moved = (which: Which) => timed.map((one) => ({ ...one.observation, calls: callsOf(one, which) }));
  return [
    moved({ starts: true, ends: false }),
    moved({ starts: false, ends: true }),
    moved({ starts: true, ends: true }),
  ];
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
