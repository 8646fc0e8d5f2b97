import { defineCause, possible } from '../cause.ts';

/** A 404 that doesn't say whether the address or the thing is missing. */
export const notFound = defineCause({
  name: 'not-found',
  summary: 'Something is missing, and the answer does not say whether it is the address or the thing behind it.',
  side: 'client',
  reference: 'RFC 9110 §15.5.5 (404)',
  runbook: 'resource-not-found',
  next: [
    'Call the same address with an id that surely exists: found means the id was wrong, not found means the address is.',
    'Compare path and version with the documentation.',
    'Check environment and tenant of the id.',
  ],
  explanation:
    'The API does not find {path}. We tell apart whether the address or the record is wrong with one call that surely must succeed.',
  isLastResort: true,
  examples: [
    {
      from: 'an API that says little',
      request: 'GET /things/7 HTTP/1.1\nHost: api.example.com\nX-API-Key: k3y',
      response: 'HTTP/1.1 404 Not Found\nContent-Length: 0\n\n',
    },
  ],
  find: ({ status }) => (status === 404 ? possible('status 404, and nothing that says what is missing') : null),
});
