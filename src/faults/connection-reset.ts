import { defineFault } from './fault.ts';
import { exactly } from './instruction-text.ts';

/** A RST instead of an answer. */
export const connectionReset = defineFault({
  name: 'connection-reset',
  summary: 'resets the connection (RST) before a byte of the answer',
  reference: 'RFC 9293 §3.5.2; WireMock Fault; storage-testbench return-reset-connection',
  wiremock: 'CONNECTION_RESET_BY_PEER',
  phrase: 'a connection reset',
  parseInstruction: exactly('return-reset-connection'),
  instruction: 'return-reset-connection',
  options: [],
  acts: 'infrastructure',
  transport: true,
  seen: { fetch: 'fetch failed: ECONNRESET', nodeHttp: 'ECONNRESET: read ECONNRESET' },
  class: 'retryable-if-idempotent',
  effect: () => ({ kind: 'reset', afterBytes: null }),
});
