import { defineCheck } from './check.ts';
import { requestTimeout, requestTimeoutOfWrite } from './probes/statuses.ts';
import { lookForRetry } from './reading/repeats.ts';

/** A 408 may be tried again, whatever the method. */
export const retriesRequestTimeouts = defineCheck({
  name: 'retries-request-timeouts',
  id: 'T3',
  rule: 'After 408 a GET and a POST are tried a second time.',
  force: 'practice',
  reference: 'RFC 9110 §15.5.9',
  why: 'The server never received the whole request, so nothing can have been done twice.',
  fix: 'Retry 408 whatever the method, over a new connection.',
  probes: [requestTimeout, requestTimeoutOfWrite],
  assumes: 'transient',
  look: (observation, settings) => lookForRetry(observation, settings, { attempts: 2 }),
});
