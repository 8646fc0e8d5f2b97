/**
 * Quotas: how often a client may call, counted exactly.
 * Nothing here knows of requests or answers; the quota gate asks and writes down.
 */
import type { RateLimit } from '../../contract/failure-layer.ts';
import type { Algorithm } from './algorithm.ts';
import { concurrent } from './concurrent.ts';
import { fixedWindow } from './fixed-window.ts';
import { slidingWindow } from './sliding-window.ts';
import { tokenBucket } from './token-bucket.ts';

export { type Algorithm, unused, windowMs } from './algorithm.ts';

/** Every way to count, by the name that the failure layer uses. */
export const algorithms = {
  'fixed-window': fixedWindow,
  'sliding-window': slidingWindow,
  'token-bucket': tokenBucket,
  concurrent,
} satisfies Record<RateLimit['algorithm'], Algorithm>;
