import { defineCheck } from './check.ts';
import { isClosed } from './preconditions.ts';
import { alwaysRateLimited } from './probes/statuses.ts';
import { attemptsIn } from './reading/attempts.ts';
import { layersOf } from './reading/layers.ts';
import { broken, counted, kept, untested } from './reading/verdicts.ts';

/** Only one layer retries. */
export const retriesInOneLayer = defineCheck({
  name: 'retries-in-one-layer',
  id: 'C3',
  rule: 'Attempts come in one series, not in 2 bursts or more that are alike: one layer of a client retries, not two.',
  force: 'practice',
  reference: 'Amazon Builders’ Library, "Timeouts, retries and backoff with jitter"; nanobot#2760',
  why: 'Each layer multiplies the attempts of the one below: three times three makes nine.',
  fix: 'Switch the retries of the HTTP library off where the SDK above it retries, or the other way round.',
  probes: [alwaysRateLimited],
  mindsWindow: true,
  look(observation, { maxAttempts }) {
    const attempts = attemptsIn(observation);
    const layers = layersOf(attempts);
    const made = counted(attempts.length, 'attempt');
    if (layers !== null) return broken('layered', `${made}: ${layers}`, attempts);
    if (attempts.length < 2) return untested('not-exercised', 'it does not retry a 429');
    if (!isClosed(observation.window)) return untested('window', `${made} so far, and it had not stopped`);
    if (attempts.length <= maxAttempts) return kept(`${made} in one series`, attempts);
    return untested('unclear', `${made}, more than ${maxAttempts}, but in no pattern of layers`);
  },
});
