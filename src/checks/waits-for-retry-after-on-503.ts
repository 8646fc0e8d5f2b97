import { defineCheck } from './check.ts';
import { waitTwoSecondsOn503 } from './probes/waits.ts';
import { lookAtRetryAfter } from './reading/waits.ts';

/** Seconds in Retry-After behind a 503 are waited for. */
export const waitsForRetryAfterOn503 = defineCheck({
  name: 'waits-for-retry-after-on-503',
  id: 'W2',
  rule: 'After 503 with Retry-After: 2 the next attempt comes 2 s later or more (50 ms early is let pass).',
  force: 'should',
  reference: 'RFC 9110 §10.2.3, §15.6.4',
  why: 'A service that is down for maintenance says when it is back; asking before keeps it down longer.',
  fix: 'Read Retry-After on every status that you retry, not only on 429.',
  probes: [waitTwoSecondsOn503],
  look: (observation) => lookAtRetryAfter(observation),
});
