import { defineCheck } from './check.ts';
import { isClosed } from './preconditions.ts';
import { alwaysUnavailable } from './probes/statuses.ts';
import { attemptsIn } from './reading/attempts.ts';
import { broken, counted, kept, untested } from './reading/verdicts.ts';

/** There is an end to trying. */
export const limitsAttempts = defineCheck({
  name: 'limits-attempts',
  id: 'C1',
  rule: 'However long the API fails, one call makes no more attempts than are allowed: 6, or what the profile or the client says.',
  force: 'practice',
  reference: 'Google SRE, ch. 21; gRPC A6 (maxAttempts at most 5); Azure, retry guidance',
  why: 'A loop without an end turns one outage into a second one, made by the clients.',
  fix: 'Count attempts and stop: 3 to 5 are enough.',
  probes: [alwaysUnavailable],
  mindsWindow: true,
  mindsCrash: true,
  look(observation, { maxAttempts }) {
    const { window, trouble } = observation;
    const attempts = attemptsIn(observation);
    const made = counted(attempts.length, 'attempt');
    const ended = isClosed(window) && trouble?.kind !== 'flooded';
    if (attempts.length > maxAttempts) {
      const how = ended ? 'before it stopped' : 'and it had not stopped';
      return broken(ended ? 'too-many' : 'unbounded', `${made}, where ${maxAttempts} are allowed, ${how}`, attempts);
    }
    if (!ended) return untested('window', `${made} so far, and it had not stopped`);
    if (attempts.length < 2) return untested('not-exercised', 'it does not retry a 503');
    return kept(`${made}, then it stopped`, attempts);
  },
});
