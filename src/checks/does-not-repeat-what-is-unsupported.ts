import { defineCheck } from './check.ts';
import { unsupported } from './probes/statuses.ts';
import { lookForRepeat } from './reading/repeats.ts';

/** 501 and 505 are final, although they begin with 5. */
export const doesNotRepeatWhatIsUnsupported = defineCheck({
  name: 'does-not-repeat-what-is-unsupported',
  id: 'N5',
  rule: 'After 501 and 505 the same request is not sent a second time.',
  force: 'practice',
  reference: 'RFC 9110 §15.6.2, §15.6.6; Azure SDK guidelines',
  why: 'The server says that it cannot do this at all, whatever the class 5xx suggests.',
  fix: 'Name the statuses that are retried one by one instead of "every 5xx".',
  probes: unsupported,
  assumes: 'final',
  look: (observation) => lookForRepeat(observation),
});
