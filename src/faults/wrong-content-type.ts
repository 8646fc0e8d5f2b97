import { defineFault } from './fault.ts';
import { exactly } from './instruction-text.ts';
import { read } from './options.ts';

const contentType = {
  name: 'contentType',
  summary: 'media type to claim',
  schema: { type: 'string', pattern: '^[\\x20-\\x7e]+$' },
  default: 'text/html; charset=utf-8',
};

/** The answer's status with the HTML page of some proxy as its body. */
export const wrongContentType = defineFault({
  name: 'wrong-content-type',
  summary: 'answers with a page of HTML where the API promised JSON',
  reference: 'RFC 9110 §8.3',
  wiremock: null,
  phrase: 'a wrong content type',
  parseInstruction: exactly('return-wrong-content-type'),
  instruction: 'return-wrong-content-type',
  options: [contentType],
  acts: 'backend',
  transport: true,
  seen: {
    fetch: '200 text/html, then SyntaxError on .json()',
    nodeHttp: '200 text/html, complete, SyntaxError when parsed',
  },
  class: null,
  effect: (options) => ({ kind: 'rewrite', headers: { 'Content-Type': read(options, contentType) }, body: 'html' }),
});
