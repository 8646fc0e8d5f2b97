import { defineCheck } from './check.ts';
import { failedWrites } from './probes/writes.ts';
import { lookAtWrite } from './reading/writes.ts';

/** A write that failed may have been done. */
export const doesNotRepeatFailedWrites = defineCheck({
  name: 'does-not-repeat-failed-writes',
  id: 'P1',
  rule: 'A POST that was answered with 500, 502 or 504 is sent again only with the same idempotency key.',
  force: 'should',
  reference: 'RFC 9110 §9.2.2; googleapis conformance-tests, scenario 4',
  why: 'The write may have taken effect before the error: a repeat makes a second alert, order or payment.',
  fix: 'Retry POST only with an Idempotency-Key, the same on every attempt, or where nothing can have happened.',
  probes: failedWrites,
  look: (observation, settings) => lookAtWrite(observation, settings),
});
