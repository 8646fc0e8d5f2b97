import { defineCheck } from './check.ts';
import { forbidden } from './probes/statuses.ts';
import { credentialsOf, isSameRequest } from './reading/attempts.ts';
import { lookForRepeat } from './reading/repeats.ts';

/** A 403 is final for these credentials. */
export const doesNotRepeatWhatIsForbidden = defineCheck({
  name: 'does-not-repeat-what-is-forbidden',
  id: 'N3',
  rule: 'After 403 the same request with the same credentials is not sent a second time.',
  force: 'should',
  reference: 'RFC 9110 §15.5.4',
  why: 'Permission does not come back by asking again; providers count repeats as abuse.',
  fix: 'Take 403 out of the statuses that are retried, except where the answer itself says that it is a rate limit.',
  probes: [forbidden],
  assumes: 'final',
  look: (observation) =>
    lookForRepeat(
      observation,
      (one, other) => isSameRequest(one, other) && credentialsOf(one) === credentialsOf(other),
    ),
});
