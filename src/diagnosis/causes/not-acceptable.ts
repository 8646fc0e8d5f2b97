import { defineCause, proven } from '../cause.ts';

/** The API can't answer in the form that was asked for. */
export const notAcceptable = defineCause({
  name: 'not-acceptable',
  summary: 'The API has no answer in the form that the Accept header asks for.',
  side: 'client',
  reference: 'RFC 9110 §15.5.7 (406)',
  runbook: 'wrong-method-or-media-type',
  category: 'validation',
  class: 'not-retryable',
  next: [
    'Send Accept: application/json, or */*, or the vendor type of the documentation.',
    'Check the version that such a type names (application/vnd.example.v2+json).',
    'Look what the HTTP step sets by itself.',
  ],
  explanation: 'The workflow asks for the answer in a form that the API does not offer. We ask for JSON instead.',
  examples: [
    {
      from: 'RFC 9110',
      request: 'GET /alerts HTTP/1.1\nHost: api.example.com\nAccept: application/xml',
      response: 'HTTP/1.1 406 Not Acceptable\nContent-Type: application/json\n\n{"title":"Not Acceptable"}',
    },
  ],
  find: ({ status, request }) =>
    status === 406
      ? proven(
          'status 406',
          ...(request.headers['accept'] === undefined ? [] : [`the request says Accept: ${request.headers['accept']}`]),
        )
      : null,
});
