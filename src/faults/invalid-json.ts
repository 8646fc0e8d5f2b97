import { defineFault } from './fault.ts';
import { exactly } from './instruction-text.ts';

/** The answer's own status and headers with a body that stops in the middle of the JSON; `Content-Length` agrees with it. */
export const invalidJson = defineFault({
  name: 'invalid-json',
  summary: 'cuts the JSON of the answer in half, with headers that agree',
  reference: 'RFC 8259 §2',
  wiremock: null,
  phrase: 'invalid JSON',
  parseInstruction: exactly('return-invalid-json'),
  instruction: 'return-invalid-json',
  options: [],
  acts: 'backend',
  transport: true,
  seen: { fetch: '200, then SyntaxError on .json()', nodeHttp: '200, complete, SyntaxError when parsed' },
  class: null,
  effect: () => ({ kind: 'rewrite', headers: {}, body: 'cut-json' }),
});
