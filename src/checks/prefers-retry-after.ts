import { defineCheck } from './check.ts';
import { waitThreeSecondsNotOne } from './probes/waits.ts';
import { lookAtRetryAfter } from './reading/waits.ts';

/** Retry-After counts more than the fields of a rate limit. */
export const prefersRetryAfter = defineCheck({
  name: 'prefers-retry-after',
  id: 'W8',
  rule: 'Where Retry-After says 3 s and the rate-limit fields 1 s, the next attempt comes after 3 s or more.',
  force: 'must',
  reference: 'draft-ietf-httpapi-ratelimit-headers-11, "Retry-After takes precedence"',
  why: 'The fields speak of the quota, Retry-After of this server: it knows better when it will answer.',
  fix: 'Look for Retry-After first, and at RateLimit or X-RateLimit-Reset only where it is missing.',
  probes: [waitThreeSecondsNotOne],
  look: (observation) => lookAtRetryAfter(observation),
});
