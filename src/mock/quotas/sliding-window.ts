import type { RateLimit } from '../../contract/failure-layer.ts';
import type { QuotaState } from '../state.ts';
import { type Algorithm, windowMs } from './algorithm.ts';

/** Counts what lies less than a window back. `times` holds one entry for each unit taken, oldest first. */
export const slidingWindow: Algorithm = {
  settle(limit, quota, now) {
    const since = now - windowMs(limit);
    const first = quota.times.findIndex((time) => time > since);
    if (first === 0) return quota;
    return { ...quota, times: first === -1 ? [] : quota.times.slice(first) };
  },
  opensAt(limit, quota, now) {
    const tooMany = quota.times.length + limit.costPerRequest - limit.rateLimit;
    if (tooMany <= 0) return now;
    return whenGone(limit, quota, tooMany, now);
  },
  take: (limit, quota, now) => ({
    ...quota,
    times: [...quota.times, ...Array<number>(limit.costPerRequest).fill(now)],
  }),
  remaining: (limit, quota) => limit.rateLimit - quota.times.length,
  growsAt: (limit, quota, now) => whenGone(limit, quota, 1, now),
  exhaust: (limit, quota, now) => ({ ...quota, times: Array<number>(limit.rateLimit).fill(now) }),
  isIdle: ({ times }) => times.length === 0,
};

/** When the oldest `count` units are a window old. */
function whenGone(limit: RateLimit, { times }: QuotaState, count: number, now: number): number {
  return (times[Math.min(count, times.length) - 1] ?? now) + windowMs(limit);
}
