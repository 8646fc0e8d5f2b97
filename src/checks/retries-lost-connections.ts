import { defineCheck } from './check.ts';
import { resetTwice } from './probes/connections.ts';
import { attemptsIn, gapsOf } from './reading/attempts.ts';
import { isStorm, lookForRetry } from './reading/repeats.ts';
import { broken, span } from './reading/verdicts.ts';

/** A lost connection is no lost call. */
export const retriesLostConnections = defineCheck({
  name: 'retries-lost-connections',
  id: 'X1',
  rule: 'A GET whose connection is reset is tried again, and not with every pause under 50 ms.',
  force: 'practice',
  reference: 'RFC 9110 §9.2.2; googleapis conformance-tests, scenario 1',
  why: 'Connections break whenever a server is replaced; a GET can simply be sent again.',
  fix: 'Retry idempotent methods on a lost connection, with the same backoff as for 503.',
  probes: [resetTwice],
  look(observation, settings) {
    const attempts = attemptsIn(observation);
    const gaps = gapsOf(attempts);
    if (isStorm(attempts)) return broken('storm', `waits of ${gaps.map(span).join(', ')}`, attempts);
    return lookForRetry(observation, settings, { attempts: 3 });
  },
});
