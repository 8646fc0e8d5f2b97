import { defineCause, proven } from '../cause.ts';

/** What came back isn't HTTP. */
export const protocolViolation = defineCause({
  name: 'protocol-violation',
  summary: 'What came back is not proper HTTP: something else listens there, or a proxy or server breaks the protocol.',
  side: 'provider',
  reference: 'RFC 9112; llhttp error codes (HPE_*)',
  runbook: 'unreadable-answer',
  next: [
    'Look at the raw bytes: curl -v --http1.1, or nc. A banner of another service means a wrong port.',
    'Try without the proxy: if it works then, the proxy breaks the answer.',
    'Otherwise tell the provider which header or line is malformed.',
  ],
  explanation:
    'What {host} sends back is not readable as an answer. Either another service listens at that address, or something on the way spoils answers; we are looking at the raw bytes to tell which.',
  refines: ['answer-cut-off'],
  examples: [
    { from: 'Node.js', error: 'HPE_INVALID_CONSTANT: Parse Error: Expected HTTP/', phase: 'response' },
    {
      from: 'Node.js',
      response: 'HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\n',
      error: 'HPE_INVALID_CHUNK_SIZE: Parse Error: Invalid character in chunk size',
      phase: 'body',
    },
  ],
  find: ({ code }) =>
    code !== null && /^(HPE_\w+|ERR_HTTP2_PROTOCOL_ERROR)$/.test(code) ? proven(`error code ${code}`) : null,
});
