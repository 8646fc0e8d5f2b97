import { defineCause, likely, proven, saidIn } from '../cause.ts';

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
  find: (facts) => {
    const values = { length: String(facts.request.url.length) };
    if (facts.status === 414) return { ...proven('status 414'), values };
    if (facts.status !== 400 && facts.status !== 404) return null;
    const said = saidIn(facts, words);
    return said === null ? null : { ...likely(`the answer says "${said}"`), values };
  },
});

const words =
  /\b(url|uri|query ?string|request[- ]line)( length)? (is )?(too (long|large)|exceeds)|limit request line|request line is too (large|long)/i;
