import { defineCheck } from './check.ts';
import { badRequest } from './probes/statuses.ts';
import { lookForRepeat } from './reading/repeats.ts';

/** A 400 is final. */
export const doesNotRepeatBadRequests = defineCheck({
  name: 'does-not-repeat-bad-requests',
  id: 'N1',
  rule: 'After 400 the same request is not sent a second time.',
  force: 'practice',
  reference: 'RFC 9110 §15.5.1; AIP-194 INVALID_ARGUMENT; googleapis conformance-tests, scenario 5',
  why: 'The request itself is wrong: every repeat fails the same way, uses quota and hides the mistake behind a delay.',
  fix: 'Take 400 out of the statuses that are retried; hand the error body to the caller at once.',
  probes: [badRequest],
  assumes: 'final',
  look: (observation) => lookForRepeat(observation),
});
