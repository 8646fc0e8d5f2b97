import { type Exchange, headerOf, statusOf } from '../trace/exchange.ts';
import { defineCheck } from './check.ts';
import { unauthorized } from './probes/statuses.ts';
import { attemptsIn, credentialsOf } from './reading/attempts.ts';
import { lookForRepeat } from './reading/repeats.ts';
import { untested } from './reading/verdicts.ts';

const authorizationOf = ({ request }: Exchange) => headerOf(request.headers, 'authorization') ?? '';

/** A 401 is repeated only with other credentials. */
export const doesNotRepeatRefusedCredentials = defineCheck({
  name: 'does-not-repeat-refused-credentials',
  id: 'N2',
  rule: 'After 401 the same credentials are not sent a second time; new ones may be.',
  force: 'should',
  reference: 'RFC 9110 §15.5.2',
  why: 'Credentials that were refused stay refused: repeats lock accounts and look like an attack.',
  fix: 'After 401 renew the credential once, or give up; never send the same one again.',
  probes: [unauthorized],
  assumes: 'final',
  look(observation) {
    const attempts = attemptsIn(observation);
    if (attempts.slice(1).some((attempt) => /^(?:digest|ntlm|negotiate)\b/i.test(authorizationOf(attempt)))) {
      return untested('not-applicable', 'the second attempt answers a challenge');
    }
    return lookForRepeat(
      observation,
      (one, other) => statusOf(one) === 401 && credentialsOf(one) === credentialsOf(other),
    );
  },
});
