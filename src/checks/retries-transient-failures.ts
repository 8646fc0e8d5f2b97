import { defineCheck } from './check.ts';
import { unavailableTwice } from './probes/statuses.ts';
import { lookForRetry } from './reading/repeats.ts';

/** A short outage is survived. */
export const retriesTransientFailures = defineCheck({
  name: 'retries-transient-failures',
  id: 'T1',
  rule: 'A GET that fails twice with 503 is tried until it succeeds, within the attempts allowed.',
  force: 'practice',
  reference: 'googleapis conformance-tests, scenario 1; RFC 9110 §9.2.2, §15.6.4',
  why: 'Most outages last for seconds; a client that gives up at once passes every one of them on.',
  fix: 'Retry GET on 502, 503 and 504 with backoff, up to a limit; declare retries=true so that it is held to it.',
  probes: [unavailableTwice],
  assumes: 'transient',
  look: (observation, settings) => lookForRetry(observation, settings, { attempts: 3 }),
});
