import { defineCheck } from './check.ts';
import { waitTwoSeconds } from './probes/waits.ts';
import { lookAtRetryAfter } from './reading/waits.ts';

/** Seconds in Retry-After behind a 429 are waited for. */
export const waitsForRetryAfter = defineCheck({
  name: 'waits-for-retry-after',
  id: 'W1',
  rule: 'After 429 with Retry-After: 2 the next attempt comes 2 s later or more (50 ms early is let pass).',
  force: 'should',
  reference: 'RFC 9110 §10.2.3; RFC 6585 §4',
  why: 'Coming back early is refused again, and many providers then extend the wait or block the key.',
  fix: 'Wait at least as long as Retry-After says; let your own backoff only make it longer.',
  probes: [waitTwoSeconds],
  look: (observation) => lookAtRetryAfter(observation),
});
