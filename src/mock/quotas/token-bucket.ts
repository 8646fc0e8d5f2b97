import type { RateLimit } from '../../contract/failure-layer.ts';
import { type Algorithm, windowMs } from './algorithm.ts';

/**
 * Refills steadily and allows bursts. `used` is what is missing from the full bucket, in tokens times milliseconds of the
 * window: each millisecond gives back `rateLimit` of these, so that all arithmetic is in whole numbers and exact.
 */
export const tokenBucket: Algorithm = {
  settle(limit, quota, now) {
    const refilled = (now - quota.windowStart) * limit.rateLimit;
    return { ...quota, windowStart: now, used: Math.max(0, quota.used - refilled) };
  },
  opensAt: (limit, quota, now) => now + refillMs(limit, quota.used + price(limit) - capacity(limit)),
  take: (limit, quota) => ({ ...quota, used: quota.used + price(limit) }),
  remaining: (limit, quota) => Math.floor((capacity(limit) - quota.used) / windowMs(limit)),
  growsAt: (limit, quota, now) =>
    now + refillMs(limit, quota.used % windowMs(limit) || Math.min(quota.used, windowMs(limit))),
  exhaust: (limit, quota, now) => ({ ...quota, windowStart: now, used: capacity(limit) }),
  isIdle: ({ used }) => used === 0,
};

function capacity(limit: RateLimit): number {
  return limit.rateLimit * windowMs(limit);
}

function price(limit: RateLimit): number {
  return limit.costPerRequest * windowMs(limit);
}

/** Whole milliseconds until so much has been given back. */
function refillMs(limit: RateLimit, missing: number): number {
  return Math.ceil(Math.max(0, missing) / limit.rateLimit);
}
