import { defineCause, likely, possible, saidIn } from '../cause.ts';

/** A browser keeps the answer from the page that asked. */
export const crossOriginBlocked = defineCause({
  name: 'cross-origin-blocked',
  summary: 'The browser keeps the answer from the page: the API does not allow calls from pages of that origin (CORS).',
  side: 'provider',
  reference: 'Fetch §3.2 (CORS protocol)',
  runbook: 'unreadable-answer',
  category: 'authorization',
  class: 'retryable-after-change',
  next: [
    'Call the same address with curl: only browsers hold to CORS, so what the API says shows there.',
    'Look in the network tab whether the preflight (OPTIONS) or the answer lacks Access-Control-Allow-Origin; gateways and errors often leave it out.',
    'Have the API allow the page’s origin, or send the call from a server of your own, where the key belongs anyway.',
  ],
  explanation:
    'The browser did not hand the answer of {host} to the page, because the API does not allow pages of that origin. The same call from a server is not affected.',
  refines: ['request-rejected', 'access-refused'],
  examples: [
    {
      from: 'Chromium, console',
      request: 'GET /v1/alerts HTTP/1.1\nHost: api.example.com\nOrigin: https://console.example.org',
      error:
        "TypeError: Access to fetch at 'https://api.example.com/v1/alerts' from origin 'https://console.example.org' has been blocked by CORS policy: No 'Access-Control-Allow-Origin' header is present on the requested resource.",
      phase: 'response',
    },
  ],
  find: (facts) => {
    if (facts.code === 'ERR_NETWORK')
      return { ...possible('the browser says only that the call failed'), summary: ofBrowser };
    const said = saidIn(
      facts,
      /blocked by CORS policy|cross-origin request blocked|No 'Access-Control-Allow-Origin' header|not allowed by Access-Control-Allow-(Origin|Headers)/i,
    );
    if (said === null) return null;
    // A status that is known tells more: the refusal may stand behind a failure of another kind.
    const isTold = facts.status !== null && facts.input.statusGuessed !== true;
    return (isTold ? possible : likely)(`the browser says "${said}"`);
  },
});

/** Pages aren't told why a call of theirs failed; the console is. */
const ofBrowser =
  'The browser tells the page nothing: the API does not allow calls from pages of that origin (CORS), or nothing answers at that address.';
