import { defineFault } from './fault.ts';
import { durationPattern, groupsOf, milliseconds } from './instruction-text.ts';
import { read } from './options.ts';

const code = {
  name: 'status',
  summary: 'the status to answer with',
  schema: { type: 'integer', minimum: 200, maximum: 599 },
  default: 503,
};

const headers = {
  name: 'headers',
  summary: 'headers of the answer; values may be @dynamic=2 (seconds), @date=2 (HTTP-date), @past or @garbage',
  schema: { type: 'object', additionalProperties: { type: 'string' } },
  default: {} as Readonly<Record<string, string>>,
};

const pattern = `return-([2-5]\\d\\d)(?:-retry-(?:(after|at)-${durationPattern}|after-(past|garbage)))?`;

function parseInstruction(text: string): Readonly<Record<string, unknown>> | null {
  const groups = groupsOf(pattern, text);
  if (groups === null) return null;
  const [digits, form, amount, unit, odd] = groups;
  const seconds = Math.ceil(milliseconds(amount, unit) / 1000);
  const timed = form === undefined ? undefined : `@${form === 'at' ? 'date' : 'dynamic'}=${seconds}`;
  const retryAfter = odd === undefined ? timed : `@${odd}`;
  return { status: Number(digits), ...(retryAfter === undefined ? {} : { headers: { 'Retry-After': retryAfter } }) };
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
  options: [code, headers],
  acts: 'backend',
  transport: false,
  seen: { fetch: 'the status, with the error body', nodeHttp: 'the status, with the error body' },
  class: null,
  effect: (options) => ({ kind: 'status', status: read(options, code), headers: read(options, headers) }),
});
