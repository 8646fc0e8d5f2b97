import {
  type Operation,
  type Refusal,
  type SampleRequest,
  statusOn,
  withHeader,
  withQuery,
} from '../../contract/index.ts';
import type { Scheme } from './credentials.ts';
import { type Candidate, stepOf } from './entry.ts';
import type { Samples } from './samples.ts';

/** What people do to a good credential: put it in the wrong place, or damage it. Without a known one nothing is damaged. */
export function keyMistakes(scheme: Scheme, samples: Samples, value = 'any-value'): readonly Candidate[] {
  const [reader] = scheme.operations;
  if (reader === undefined || scheme.need(reader).kind === 'mutual-tls') return [];
  const { missing, unknown } = scheme.policy;
  const writer = scheme.operations.find((operation) => samples.body(operation) !== null);
  const bare = scheme.request(reader, null);
  const candidate = (
    operation: Operation,
    refusal: Refusal,
    summary: string,
    variants: readonly SampleRequest[],
  ): Candidate => ({
    failure: statusOn(refusal, operation),
    summary,
    operation: operation.id,
    variants: variants.map((request) => [stepOf(request)]),
    cause: 'credentials',
  });
  return [
    candidate(reader, missing, 'a blank credential', [scheme.request(reader, '')]),
    candidate(reader, missing, 'the credential in another header', elsewhere(scheme, reader, value)),
    candidate(reader, missing, 'the credential in the query', inQuery(scheme, reader, bare, value)),
    ...(writer === undefined
      ? []
      : [candidate(writer, missing, 'the credential in the body', [inBody(scheme, writer, value)])]),
    ...damaged(value).map(([summary, text]) => candidate(reader, unknown, summary, [scheme.request(reader, text)])),
    brokenLine(scheme, reader, value),
  ];
}

function elsewhere(scheme: Scheme, operation: Operation, value: string): readonly SampleRequest[] {
  const bare = scheme.request(operation, null);
  const need = scheme.need(operation);
  const isAuthorization = need.in === 'header' && need.name.toLowerCase() === 'authorization';
  const other = isAuthorization ? 'X-API-Key' : 'Authorization';
  return [withHeader(bare, other, value)];
}

function inQuery(scheme: Scheme, operation: Operation, bare: SampleRequest, value: string): readonly SampleRequest[] {
  const { kind, name, in: place } = scheme.need(operation);
  if (place === 'query') return [];
  return [withQuery(bare, kind === 'api-key' ? name : 'access_token', value)];
}

function inBody(scheme: Scheme, operation: Operation, value: string): SampleRequest {
  const bare = scheme.request(operation, null);
  const name = scheme.need(operation).kind === 'api-key' ? 'api_key' : 'access_token';
  return { ...bare, body: JSON.stringify({ ...JSON.parse(bare.body ?? '{}'), [name]: value }) };
}

/** What becomes of a credential on its way from a mail into a form. */
function damaged(value: string): readonly (readonly [summary: string, text: string])[] {
  const middle = Math.ceil(value.length / 2);
  return [
    ['a credential without its last character', value.slice(0, -1)],
    ['a credential with two characters exchanged', swapped(value)],
    ['a credential in the wrong case', otherCase(value)],
    ['a credential pasted with its quotes', `"${value}"`],
    ['a credential pasted with a space inside', `${value.slice(0, middle)} ${value.slice(middle)}`],
    ['a credential pasted with a non-breaking space', `${value}\u00a0`],
  ];
}

/** The last two neighbours that differ, exchanged. */
function swapped(value: string): string {
  for (let at = value.length - 2; at >= 0; at -= 1) {
    const [one = '', other = ''] = value.slice(at, at + 2);
    if (one !== other) return value.slice(0, at) + other + one + value.slice(at + 2);
  }
  return `${value}x`;
}

function otherCase(value: string): string {
  const upper = value.replace(/\b[a-z]/g, (letter) => letter.toUpperCase());
  return upper === value ? value.toLowerCase() : upper;
}

/** A line break ends the header field, so that what comes behind it is no HTTP any more. In base64 it does no harm. */
function brokenLine(scheme: Scheme, operation: Operation, value: string): Candidate {
  const request = scheme.request(operation, `${value}\n`);
  const breaks = request.headers.some(([, text]) => text.includes('\n'));
  return {
    failure: 400,
    summary: 'a credential pasted with a line break',
    operation: null,
    variants: breaks ? [[stepOf(request)]] : [],
    cause: 'wire',
  };
}
