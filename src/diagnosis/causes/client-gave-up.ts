import { defineCause, likely, proven } from '../cause.ts';

const codes = /^(TIMEOUT|ETIMEDOUT|UND_ERR_HEADERS_TIMEOUT|ABORTED|ERR_CANCELED)$/;

/** The client's own timeout ended the call. */
export const clientGaveUp = defineCause({
  name: 'client-gave-up',
  summary: 'The client waited for an answer until its own timeout ended the call; the server may still be at work.',
  side: 'provider',
  reference: 'RFC 9110 §9.2.2; the reference, scenario 8',
  runbook: 'timeout',
  category: 'timeout',
  next: [
    'Ask for less at once: a smaller payload, a filter, pages.',
    'Set the timeout of the client above the time that such calls take, and above that of the gateway (29, 30 or 60 s), so that its 504 can be seen.',
    'Before repeating a write, look whether the first one was carried out.',
  ],
  explanation:
    'The API did not answer within the time we wait{took}, so we do not know whether the request was carried out. We ask for smaller portions and wait longer where that is reasonable.',
  examples: [
    { from: 'undici', error: 'UND_ERR_HEADERS_TIMEOUT: Headers Timeout Error', phase: 'response', tookMs: 30_000 },
    {
      from: 'Python requests',
      error: "ReadTimeout: HTTPSConnectionPool(host='api.example.com', port=443): Read timed out. (read timeout=60)",
      phase: 'response',
      tookMs: 60_000,
    },
    {
      from: 'fetch with AbortSignal.timeout',
      error: 'TimeoutError: The operation was aborted due to timeout',
      phase: 'response',
      tookMs: 5000,
    },
  ],
  find: (facts) => {
    const { code, phase, answer, tookMs, words } = facts;
    if (answer !== null || code === null || !codes.test(code)) return null;
    if (phase === 'connect' || phase === 'body') return null;
    const took = tookMs === null ? '' : ` after ${Math.round(tookMs / 1000)} s`;
    const found = `error code ${code}${took}, without a byte of an answer`;
    // Servers in Go write the same of a call that they make for a client of their own, which has left.
    return /context cancell?ed|code = Canceled/i.test(words) ? likely(found) : proven(found);
  },
});
