import { defineFault } from './fault.ts';
import { exactly } from './instruction-text.ts';

/** Chunk framing that no parser can follow. */
export const malformedChunk = defineFault({
  name: 'malformed-chunk',
  summary: 'sends the headers, then a chunk whose size is no number',
  reference: 'RFC 9112 §7.1; WireMock Fault',
  wiremock: 'MALFORMED_RESPONSE_CHUNK',
  phrase: 'a malformed chunk',
  parseInstruction: exactly('return-malformed-chunk'),
  instruction: 'return-malformed-chunk',
  options: [],
  acts: 'backend',
  transport: true,
  seen: { fetch: '200, then terminated: HTTPParserError', nodeHttp: '200, then HPE_INVALID_CHUNK_SIZE' },
  class: 'retryable-if-idempotent',
  effect: () => ({ kind: 'malformed-chunk' }),
});
