import { defineCause, proven } from '../cause.ts';

/** The request reached a server that isn't responsible. */
export const wrongServer = defineCause({
  name: 'wrong-server',
  summary: 'The request reached a server that does not serve this host: a connection shared between host names.',
  side: 'between',
  reference: 'RFC 9110 §15.5.20 (421)',
  runbook: 'connection-lost',
  next: [
    'Repeat the call on a new connection; that is allowed for every method.',
    'Check Host and SNI: a proxy may rewrite one of them.',
    'Switch connection coalescing of HTTP/2 off if it goes on.',
  ],
  explanation:
    'Our call reached a server that does not serve this address. We repeat it on a new connection, which is safe.',
  examples: [{ from: 'RFC 9110', response: 'HTTP/1.1 421 Misdirected Request\n\n' }],
  find: ({ status }) => (status === 421 ? proven('status 421') : null),
});
