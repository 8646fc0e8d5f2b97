import { defineCheck } from './check.ts';
import { hangingWrite } from './probes/writes.ts';
import { lookAtWrite } from './reading/writes.ts';

/** A write without an answer may have been done. */
export const doesNotRepeatHangingWrites = defineCheck({
  name: 'does-not-repeat-hanging-writes',
  id: 'P3',
  rule: 'A POST that was never answered is sent again only with the same idempotency key.',
  force: 'should',
  reference: 'RFC 9110 §9.2.2; googleapis conformance-tests, scenario 4',
  why: 'A timeout ends the waiting, not the work: the server may still finish it.',
  fix: 'Retry POST only with an Idempotency-Key, the same on every attempt, or where nothing can have happened.',
  probes: [hangingWrite],
  look: (observation, settings) => lookAtWrite(observation, settings),
});
