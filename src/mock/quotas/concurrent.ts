import type { Algorithm } from './algorithm.ts';

/** When one of the requests under way will end, nobody knows; the shortest wait that can be told is the best guess. */
const guessMs = 1000;

/** Counts requests under way; `finish` gives their places back. */
export const concurrent: Algorithm = {
  settle: (_, quota) => quota,
  opensAt: (limit, quota, now) =>
    (quota.open.length + 1) * limit.costPerRequest <= limit.rateLimit ? now : now + guessMs,
  take: (_, quota, __, requestId) => ({ ...quota, open: [...quota.open, requestId] }),
  remaining: (limit, quota) => limit.rateLimit - quota.open.length * limit.costPerRequest,
  growsAt: () => null,
  exhaust: (_, quota) => quota,
  isIdle: ({ open }) => open.length === 0,
};
