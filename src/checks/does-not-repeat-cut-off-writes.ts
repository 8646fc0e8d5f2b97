import { defineCheck } from './check.ts';
import { cutOffWrite } from './probes/writes.ts';
import { lookAtWrite } from './reading/writes.ts';

/** A write that was cut off may have been done. */
export const doesNotRepeatCutOffWrites = defineCheck({
  name: 'does-not-repeat-cut-off-writes',
  id: 'P2',
  rule: 'A POST whose connection was reset after it was sent is sent again only with the same idempotency key.',
  force: 'should',
  reference: 'RFC 9110 §9.2.2; googleapis conformance-tests, scenario 4',
  why: 'Nobody knows how far the server came: a repeat may do the same thing twice.',
  fix: 'Retry POST only with an Idempotency-Key, the same on every attempt, or where nothing can have happened.',
  probes: [cutOffWrite],
  look: (observation, settings) => lookAtWrite(observation, settings),
});
