import { codeIn, defineCause, type Finding, fieldIn, likely, proven } from '../cause.ts';

/** The API is somewhere else. */
export const redirectNotFollowed = defineCause({
  name: 'redirect-not-followed',
  summary: 'The address has moved, and the client did not follow, or must not.',
  side: 'client',
  reference: 'RFC 9110 §15.4',
  runbook: 'resource-not-found',
  category: 'validation',
  class: 'retryable-after-change',
  next: [
    'Put the new address into the configuration: {location}.',
    'Use https at once, and the slash at the end as the API has it: a redirect turns POST into GET.',
    'Check that credentials are sent to the new host too; clients drop them across hosts.',
  ],
  explanation:
    'The API answers at another address ({location}), and our workflow does not follow there. We enter the new address.',
  examples: [
    {
      from: 'http to https',
      request: 'POST /alerts HTTP/1.1\nHost: api.example.com\nX-API-Key: k3y\n\n{}',
      response: 'HTTP/1.1 301 Moved Permanently\nLocation: https://api.example.com/alerts\n\n',
    },
    {
      from: 'Python requests',
      error: 'ERR_FR_TOO_MANY_REDIRECTS: TooManyRedirects: Exceeded 30 redirects.',
      phase: 'response',
    },
  ],
  find: (facts) => {
    const { status, code } = facts;
    if (code === 'ERR_FR_TOO_MANY_REDIRECTS') return circle();
    const named = codeIn(facts, /^(permanent|temporary)_?redirect$/i);
    if (named !== null && status !== null && status >= 400)
      return { ...likely(`the answer's code is "${named}"`), values: { location: 'which one, it does not say' } };
    if (status === null || ![301, 302, 303, 307, 308].includes(status)) return null;
    const location = fieldIn(facts, 'location');
    return {
      ...proven(
        `status ${status}`,
        ...(location === undefined ? ['without a Location'] : [`Location: ${location.split('?')[0]}`]),
      ),
      values: { location: location?.split('?')[0] ?? 'which one, it does not say' },
    };
  },
});

/** Redirects that lead nowhere: between http and https, or to a login that a client without cookies never passes. */
function circle(): Finding {
  return {
    ...proven('the client followed redirects until it gave up'),
    summary: 'The address leads from one redirect to the next, without an end.',
    next: [
      'Follow it by hand (curl -sIL) and see which addresses repeat.',
      'Use https at once, and the slash at the end as the API has it.',
      'Look whether the last address is a login: then the credential did not reach the API.',
    ],
    values: { location: 'none, they lead in a circle' },
  };
}
