import { defineCause, likely } from '../cause.ts';

/** A kept-alive connection had been closed by the other side. */
export const staleConnection = defineCause({
  name: 'stale-connection',
  summary: 'A kept-alive connection was closed by the other side just when it was used again.',
  side: 'between',
  reference: 'RFC 9112 §9.3.1; RFC 9110 §9.2.2',
  runbook: 'connection-lost',
  next: [
    'Repeat the call on a new connection; for GET, PUT and DELETE this is safe at once.',
    'Set the keep-alive time of the client below the idle timeout of the server or load balancer (often 60 s, sometimes 5 s).',
    'For POST send an Idempotency-Key where the API knows it, so that a repeat cannot create twice.',
  ],
  explanation:
    'The connection we kept open to {host} had been closed by the other side when we used it again. The call was most likely never processed; we repeat it and keep connections for a shorter time.',
  refines: ['closed-without-answer', 'connection-reset'],
  examples: [
    {
      from: 'Node.js agent with keep-alive behind a load balancer with a shorter idle timeout',
      error: 'ECONNRESET: read ECONNRESET (reused socket)',
      phase: 'request',
      before: ['GET /users/1 → 200'],
    },
  ],
  find: ({ code, subject, phase }) => {
    const lost = code !== null && /^(ECONNRESET|EPIPE|UND_ERR_SOCKET|ECONNABORTED)$/.test(code);
    if (!lost || subject.connection?.reused !== true || phase === 'body') return null;
    return likely(`error code ${code} on a connection that had carried an earlier request`);
  },
});
