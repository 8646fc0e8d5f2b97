import { type ErrorBodyName, errorBodies, errorBodyNames } from './error-bodies.ts';
import { defineFault } from './fault.ts';
import { durationPattern, groupsOf, headerFields, milliseconds } from './instruction-text.ts';
import { read } from './options.ts';

const code = {
  name: 'status',
  summary: 'the status to answer with',
  schema: { type: 'integer', minimum: 200, maximum: 599 },
  default: 503,
};

const headers = {
  name: 'headers',
  summary:
    'headers of the answer; values may be @dynamic=2 (seconds), @date=2 (HTTP-date), @epoch=2 (seconds since 1970), @past or @garbage',
  schema: { type: 'object', additionalProperties: { type: 'string' } },
  default: {} as Readonly<Record<string, string>>,
};

const body = {
  name: 'body',
  summary:
    'an error body of another dialect: what Google says of a wait, problem types of the rate-limit draft, answers about idempotency keys',
  schema: { type: ['string', 'null'], enum: [...errorBodyNames, null] },
  default: null as ErrorBodyName | null,
};

const waits = `(?:-retry-(?:(after|at)-${durationPattern}|after-(past|garbage)))?`;
const pattern = `return-([2-5]\\d\\d)${waits}(?:-body-(${errorBodyNames.join('|')}))?(?:-with-(.+))?`;

function parseInstruction(text: string): Readonly<Record<string, unknown>> | null {
  const groups = groupsOf(pattern, text);
  if (groups === null) return null;
  const [digits, form, amount, unit, odd, bodyName, fields] = groups;
  const more = fields === undefined ? {} : headerFields(fields);
  if (more === null) return null;
  const all = { ...retryAfter(form, Math.ceil(milliseconds(amount, unit) / 1000), odd), ...more };
  return {
    status: Number(digits),
    ...(Object.keys(all).length === 0 ? {} : { headers: all }),
    ...(bodyName === undefined ? {} : { body: bodyName }),
  };
}

function retryAfter(form: string | undefined, seconds: number, odd: string | undefined): Record<string, string> {
  if (odd !== undefined) return { 'Retry-After': `@${odd}` };
  return form === undefined ? {} : { 'Retry-After': `@${form === 'at' ? 'date' : 'dynamic'}=${seconds}` };
}

/** An answer of the API's own, with any status. */
export const status = defineFault({
  name: 'status',
  summary: 'answers with a status and the API’s own error body',
  reference: 'RFC 9110 §15; storage-testbench return-X',
  wiremock: null,
  phrase: 'an error status',
  parseInstruction,
  instruction: 'return-429-retry-after-2s',
  options: [code, headers, body],
  acts: 'backend',
  transport: false,
  seen: { fetch: 'the status, with the error body', nodeHttp: 'the status, with the error body' },
  class: null,
  effect(options) {
    const name = read(options, body);
    return {
      kind: 'status',
      status: read(options, code),
      headers: read(options, headers),
      ...(name === null ? {} : { body: errorBodies[name] }),
    };
  },
});
