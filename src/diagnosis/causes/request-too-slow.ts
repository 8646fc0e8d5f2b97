import { codeIn, defineCause, proven } from '../cause.ts';

/** The server didn't get the whole request in time. */
export const requestTooSlow = defineCause({
  name: 'request-too-slow',
  summary: 'The server did not receive the whole request in time: a slow upload, or an idle connection that it closes.',
  side: 'network',
  reference: 'RFC 9110 §15.5.9 (408)',
  runbook: 'timeout',
  category: 'timeout',
  next: [
    'Repeat the call on a new connection: it was not processed.',
    'Send less at once where uploads are slow.',
    'Keep idle connections for a shorter time than the server does.',
  ],
  explanation:
    'The API did not receive our whole request in time, so it was not processed. We repeat it, in smaller parts if it is large.',
  examples: [
    {
      from: 'HAProxy',
      response:
        "HTTP/1.1 408 Request Time-out\nConnection: close\nContent-Type: text/html\n\n<html><body><h1>408 Request Time-out</h1>Your browser didn't send a complete request in time.</body></html>",
    },
  ],
  find: (facts) => {
    if (facts.status === 408) return proven('status 408');
    // S3's word for it, with a 400.
    const code = facts.status === 400 ? codeIn(facts, /^RequestTimeout$/) : null;
    return code === null ? null : proven(`the answer's code is "${code}"`);
  },
});
