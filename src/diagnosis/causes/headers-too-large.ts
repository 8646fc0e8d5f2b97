import { bySigned, defineCause, proven, saidIn } from '../cause.ts';

/** The headers are larger than the server reads. */
export const headersTooLarge = defineCause({
  name: 'headers-too-large',
  summary: 'The request’s headers are larger than the server reads: cookies or a token that has grown.',
  side: 'client',
  reference: 'RFC 6585 §5 (431)',
  runbook: 'malformed-request',
  category: 'validation',
  class: 'not-retryable',
  next: [
    'Drop cookies: an API client needs none.',
    'Look at the size of the token: one with hundreds of groups outgrows the limit.',
    'Send only the headers that the documentation names.',
  ],
  explanation:
    'The headers of our call have grown larger than the API reads, mostly by cookies or a large token. We leave out what is not needed.',
  examples: [
    { from: 'Node.js', response: 'HTTP/1.1 431 Request Header Fields Too Large\nConnection: close\n\n' },
    {
      from: 'nginx',
      response:
        'HTTP/1.1 400 Bad Request\nServer: nginx\nContent-Type: text/html\n\n<html><head><title>400 Request Header Or Cookie Too Large</title></head><body><center><h1>400 Bad Request</h1></center><center>Request Header Or Cookie Too Large</center><hr><center>nginx</center></body></html>',
    },
  ],
  find: (facts) => {
    if (facts.status === 431) return proven('status 431');
    const said =
      facts.status === 400
        ? saidIn(
            facts,
            /request header or cookie too large|header(s)? (is |are )?(too large|too long|fields too large)/i,
          )
        : null;
    return said === null ? null : bySigned(facts, said);
  },
});
