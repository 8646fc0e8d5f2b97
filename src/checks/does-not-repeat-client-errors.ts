import { defineCheck } from './check.ts';
import { clientErrors } from './probes/statuses.ts';
import { lookForRepeat } from './reading/repeats.ts';

/** 404, 405, 410, 415 and 422 are final. */
export const doesNotRepeatClientErrors = defineCheck({
  name: 'does-not-repeat-client-errors',
  id: 'N4',
  rule: 'After 404, 405, 410, 415 and 422 the same request is not sent a second time.',
  force: 'practice',
  reference: 'AIP-194; RFC 9110 §15.5',
  why: 'What is not there, not allowed or not understood is so the next time too.',
  fix: 'Retry only statuses that pass by themselves: 408, 429, 502, 503, 504.',
  probes: clientErrors,
  assumes: 'final',
  look: (observation) => lookForRepeat(observation),
});
