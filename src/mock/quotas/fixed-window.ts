import { type Algorithm, windowMs } from './algorithm.ts';

/** Counts anew in each window; a window starts with its first request. */
export const fixedWindow: Algorithm = {
  settle: (limit, quota, now) =>
    quota.used > 0 && now < quota.windowStart + windowMs(limit) ? quota : { ...quota, windowStart: now, used: 0 },
  opensAt: (limit, quota, now) =>
    quota.used + limit.costPerRequest <= limit.rateLimit ? now : quota.windowStart + windowMs(limit),
  take: (limit, quota) => ({ ...quota, used: quota.used + limit.costPerRequest }),
  remaining: (limit, quota) => limit.rateLimit - quota.used,
  growsAt: (limit, quota) => quota.windowStart + windowMs(limit),
  exhaust: (limit, quota, now) => ({ ...quota, windowStart: now, used: limit.rateLimit }),
  isIdle: ({ used }) => used === 0,
};
