import { defineFault } from './fault.ts';
import { exactly } from './instruction-text.ts';

/** Bytes that are no HTTP. */
export const garbage = defineFault({
  name: 'garbage',
  summary: 'sends bytes that are no HTTP and closes the connection (FIN)',
  reference: 'RFC 9112 §4; WireMock Fault',
  wiremock: 'RANDOM_DATA_THEN_CLOSE',
  phrase: 'garbage instead of a response',
  parseInstruction: exactly('return-garbage'),
  instruction: 'return-garbage',
  options: [],
  acts: 'infrastructure',
  transport: true,
  seen: { fetch: 'fetch failed: HTTPParserError', nodeHttp: 'HPE_INVALID_CONSTANT' },
  class: 'retryable-if-idempotent',
  effect: () => ({ kind: 'garbage' }),
});
