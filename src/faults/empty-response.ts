import { defineFault } from './fault.ts';
import { exactly } from './instruction-text.ts';

/** An orderly end (FIN) instead of an answer. */
export const emptyResponse = defineFault({
  name: 'empty-response',
  summary: 'closes the connection (FIN) without a byte of an answer',
  reference: 'RFC 9293 §3.6; WireMock Fault',
  wiremock: 'EMPTY_RESPONSE',
  phrase: 'an empty response',
  parseInstruction: exactly('return-empty-response'),
  instruction: 'return-empty-response',
  options: [],
  acts: 'infrastructure',
  transport: true,
  seen: { fetch: 'fetch failed: UND_ERR_SOCKET', nodeHttp: 'ECONNRESET: socket hang up' },
  class: 'retryable-if-idempotent',
  effect: () => ({ kind: 'close', afterBytes: null }),
});
