import { defineCause, proven } from '../cause.ts';

/** The URL is longer than the server reads. */
export const urlTooLong = defineCause({
  name: 'url-too-long',
  summary: 'The URL is longer than the server reads.',
  side: 'client',
  reference: 'RFC 9110 §15.5.15 (414)',
  runbook: 'malformed-request',
  category: 'validation',
  class: 'not-retryable',
  next: [
    'Ask for fewer ids at once, in several calls.',
    'Use the search by POST, where the API has one.',
    'Look for a parameter that grows by itself, such as a token or a redirect.',
  ],
  explanation:
    'The address of the call has grown longer than the API reads ({length} characters). We ask in several smaller calls.',
  examples: [
    {
      from: 'nginx',
      request: `GET /users?ids=1,2,3 HTTP/1.1\nHost: api.example.com`,
      response:
        'HTTP/1.1 414 Request-URI Too Large\nServer: nginx\nContent-Type: text/html\n\n<html><title>414 Request-URI Too Large</title></html>',
    },
  ],
  find: ({ status, request }) =>
    status === 414 ? { ...proven('status 414'), values: { length: String(request.url.length) } } : null,
});
