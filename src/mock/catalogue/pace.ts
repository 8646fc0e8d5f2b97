import type { RateLimit } from '../../contract/index.ts';
import { algorithms, unused } from '../quotas/index.ts';

/** How a quota is used up before any other that counts the same requests. */
export interface Pace {
  /** The last one is refused. */
  readonly times: number;
  readonly pauseSeconds: number;
  readonly atOnce: boolean;
}

/** Seconds that a call takes beside the pauses, on a slow machine. */
const callSeconds = 0.02;
const maxTimes = 20_000;
const maxAtOnce = 200;

/**
 * The quickest pace at which `target` is the one that refuses, although it stands behind `others`: requests so far apart
 * that the smaller windows never fill. Null when there is none.
 */
export function paceFor(target: RateLimit, others: readonly RateLimit[]): Pace | null {
  const limits = [target, ...others].filter(({ algorithm }) => algorithm !== 'concurrent');
  for (const pauseSeconds of pausesFor(others)) {
    // Exactly in time, and a little late: the machine that sends them is never quicker than it should be.
    const times = refusedAt(target, limits, pauseSeconds);
    const late = times === null ? null : refusedAt(target, limits, pauseSeconds + callSeconds);
    if (times !== null && late !== null) return { times: Math.max(times, late), pauseSeconds, atOnce: false };
  }
  const times = refusedAt(target, limits, 0);
  return times === null || times > maxAtOnce ? null : { times, pauseSeconds: 0, atOnce: true };
}

/** No pause, then for each of the others the one that it never refuses, rounded up to tenths. */
function pausesFor(others: readonly RateLimit[]): readonly number[] {
  const pauses = others.map(
    ({ resetTimeWindowSeconds, rateLimit, costPerRequest }) =>
      Math.ceil(Number(((resetTimeWindowSeconds * costPerRequest * 10) / rateLimit).toFixed(6))) / 10,
  );
  return [...new Set([0, ...pauses])].sort((one, other) => one - other);
}

/** Which request the target is the first to refuse; null when another one comes before it, or nobody refuses. */
function refusedAt(target: RateLimit, limits: readonly RateLimit[], gapSeconds: number): number | null {
  const counts = new Map(limits.map((limit) => [limit, unused]));
  for (let times = 1; times <= maxTimes; times += 1) {
    const now = Math.round((times - 1) * gapSeconds * 1000);
    const settled = limits.map((limit) => {
      const count = algorithms[limit.algorithm].settle(limit, counts.get(limit) ?? unused, now);
      return { limit, count, opensAt: algorithms[limit.algorithm].opensAt(limit, count, now) };
    });
    const full = settled.filter(({ opensAt }) => opensAt > now);
    const [speaker] = full.toSorted((one, other) => other.opensAt - one.opensAt);
    if (speaker !== undefined) return speaker.limit === target ? times : null;
    for (const { limit, count } of settled) {
      counts.set(limit, algorithms[limit.algorithm].take(limit, count, now, String(times)));
    }
  }
  return null;
}
