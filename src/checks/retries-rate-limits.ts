import { defineCheck } from './check.ts';
import { rateLimited } from './probes/statuses.ts';
import { lookForRetry } from './reading/repeats.ts';

/** A 429 is tried again. */
export const retriesRateLimits = defineCheck({
  name: 'retries-rate-limits',
  id: 'T2',
  rule: 'A GET that is refused once with 429 is tried a second time.',
  force: 'practice',
  reference: 'RFC 6585 §4',
  why: 'A limit opens again with time, so a refusal is no reason to fail.',
  fix: 'Retry 429 after a wait of your own where the answer names none.',
  probes: [rateLimited],
  assumes: 'transient',
  look: (observation, settings) => lookForRetry(observation, settings, { attempts: 2 }),
});
