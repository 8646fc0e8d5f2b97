import { defineCheck } from './check.ts';
import { resetTwice } from './probes/connections.ts';
import { attemptsIn, gapsOf } from './reading/attempts.ts';
import { atOnceMs, isStorm, lookForRetry } from './reading/repeats.ts';
import { broken, span, warned } from './reading/verdicts.ts';

/** A lost connection is no lost call. */
export const retriesLostConnections = defineCheck({
  name: 'retries-lost-connections',
  id: 'X1',
  rule: 'A GET whose connection is reset is tried again, after a pause of 20 ms or more.',
  force: 'practice',
  reference: 'RFC 9110 §9.2.2; googleapis conformance-tests, scenario 1',
  why: 'Connections break whenever a server is replaced; a GET can simply be sent again.',
  fix: 'Retry idempotent methods on a lost connection, with the same backoff as for 503.',
  probes: [resetTwice],
  look(observation, settings) {
    const attempts = attemptsIn(observation);
    const gaps = gapsOf(attempts);
    if (isStorm(attempts)) return broken('storm', `waits of ${gaps.map(span).join(', ')}`, attempts);
    const verdict = lookForRetry(observation, settings, { attempts: 3 });
    if (verdict.kind !== 'kept' || (gaps[0] ?? 0) >= atOnceMs) return verdict;
    return warned('immediate', `${verdict.because}; the first retry came at once`, attempts);
  },
});
