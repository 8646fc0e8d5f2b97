import { defineFault } from './fault.ts';
import { exactly } from './instruction-text.ts';

/** What a stale keep-alive connection does: the first request on it works, a later one is reset. */
export const connectionResetOnReuse = defineFault({
  name: 'connection-reset-on-reuse',
  summary: 'resets a connection (RST) that has carried a request before; fresh ones are left alone',
  reference: 'RFC 9112 §9.3.1, RFC 9110 §9.2.2',
  wiremock: null,
  phrase: 'a connection reset on reuse',
  parseInstruction: exactly('return-reset-connection-on-reuse'),
  instruction: 'return-reset-connection-on-reuse',
  options: [],
  acts: 'infrastructure',
  transport: true,
  needs: 'reused-connection',
  seen: { fetch: 'fetch failed: ECONNRESET', nodeHttp: 'ECONNRESET: read ECONNRESET' },
  class: 'retryable-if-idempotent',
  effect: () => ({ kind: 'reset', afterBytes: null }),
});
