import { defineFault } from './fault.ts';
import { exactly } from './instruction-text.ts';

/** The answer's own status and headers without a byte of body, honestly announced. */
export const emptyBody = defineFault({
  name: 'empty-body',
  summary: 'answers with the right status and headers and no body',
  reference: 'RFC 9110 §6.4',
  wiremock: null,
  phrase: 'an empty body',
  parseInstruction: exactly('return-empty-body'),
  instruction: 'return-empty-body',
  options: [],
  acts: 'backend',
  transport: true,
  seen: { fetch: '200, then SyntaxError on .json()', nodeHttp: '200, complete, SyntaxError when parsed' },
  class: null,
  effect: () => ({ kind: 'rewrite', headers: {}, body: 'empty' }),
});
