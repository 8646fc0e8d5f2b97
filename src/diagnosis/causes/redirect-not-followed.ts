import { defineCause, fieldIn, proven } from '../cause.ts';

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
  ],
  find: (facts) => {
    const { status } = facts;
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
