import { defineCause, likely } from '../cause.ts';

/** The connection was torn down before an answer. */
export const connectionReset = defineCause({
  name: 'connection-reset',
  summary:
    'The connection was reset before an answer came: a crash, a load balancer without a backend, a firewall, or a block on the address.',
  side: 'between',
  reference: 'RFC 9293 §3.5.2 (reset); RFC 9110 §9.2.2',
  runbook: 'connection-lost',
  next: [
    'Repeat the call if it only reads; look first for what a write may have done.',
    'If every call is reset at once, suspect the way: proxy, TLS inspection, a block on the address. Try from another network.',
    'If only some are, note the times: restarts and scaling of the provider reset connections.',
  ],
  explanation:
    'The connection to {host} was cut before an answer came, so it is unknown whether the request was carried out. We repeat what is safe to repeat; if it keeps happening we take the times to the provider.',
  examples: [
    { from: 'Node.js', error: 'ECONNRESET: read ECONNRESET', phase: 'response' },
    { from: 'Python requests', error: 'ConnectionResetError: [Errno 104] Connection reset by peer', phase: 'response' },
  ],
  find: ({ code, phase }) =>
    code !== null && /^(ECONNRESET|EPIPE|ECONNABORTED|GOAWAY|ERR_HTTP2_STREAM_ERROR)$/.test(code) && phase !== 'body'
      ? likely(`error code ${code} before an answer`)
      : null,
});
