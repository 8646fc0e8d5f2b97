import { type DeclaredResponse, declaredResponse } from '../contract/contract.ts';
import type { Refusal, Respond } from '../contract/failure-layer.ts';
import { fillTemplate, reasonPhrase, renderErrorBody } from '../contract/index.ts';
import { type NamedBody, resolveHeaders } from '../faults/index.ts';
import type { Cause } from '../trace/exchange.ts';
import type { Answer, AnswerPlan } from './decision.ts';
import { type Arrival, answer, type Passage, type Step } from './gates/gate.ts';

type Values = Readonly<Record<string, string>>;
type Headers = Readonly<Record<string, string>>;

/** Stands where an effect lets nothing of an answer through. */
export const unsent: AnswerPlan = { kind: 'ready', answer: { status: 503, headers: {}, body: null } };

/** Ends the request with a refusal of the layer, its placeholders filled in. */
export function refuse(arrival: Arrival, refusal: Refusal, values: Values, cause: Cause): Step {
  const headers = Object.entries(refusal.headers).map(([name, text]) => [name, fillTemplate(text, values)] as const);
  const message = fillTemplate(refusal.message, values);
  return answer(arrival, ready(errorAnswer(arrival, refusal.status, message, Object.fromEntries(headers))), cause);
}

/** An error in the API's own dialect. */
function errorAnswer(arrival: Arrival, status: number, message: string, headers: Headers): Answer {
  const { errorBody } = arrival.contract.layer;
  const values = { message, status: String(status), title: reasonPhrase(status), requestId: arrival.request.id };
  return {
    status,
    headers: { 'Content-Type': errorBody.contentType, ...resolveHeaders(headers, arrival.now) },
    body: hasNoBody(status) ? null : renderErrorBody(errorBody, values),
  };
}

/** What a rule's `respond` sends: its body, its message, or an example of the document. */
export function respondWith(passage: Passage, respond: Respond, untilMs: number | null): AnswerPlan {
  const { status, message, example, body } = respond;
  const headers = untilHeaders(respond.headers, passage, untilMs);
  if (body !== undefined && body !== null) return ready(wholeAnswer(passage, status, body, headers));
  if (example === null && message !== null) return ready(errorAnswer(passage, status, message, headers));
  return statusExample(passage, status, example, headers);
}

/** The document's example for a status; where it declares none, the API's error body with the reason phrase. */
export function statusExample(passage: Passage, status: number, example: string | null, headers: Headers): AnswerPlan {
  const declared = declaredResponse(passage.operation, status);
  if (declared === undefined || declared.content.size === 0) {
    const plain = errorAnswer(passage, status, reasonPhrase(status), headers);
    return ready(
      declared === undefined && status >= 400
        ? plain
        : { status, headers: resolveHeaders(headers, passage.now), body: null },
    );
  }
  return {
    kind: 'prism',
    operationId: passage.operation.id,
    pathParameters: passage.pathParameters,
    prefer: { code: null, example, dynamic: null },
    body: undefined,
    status,
    headers: resolveHeaders(headers, passage.now),
  };
}

/** An error in the dialect of another API. */
export function namedBody(
  { now }: Passage,
  status: number,
  { contentType, value }: NamedBody,
  headers: Headers,
): AnswerPlan {
  const all = { 'Content-Type': contentType, ...resolveHeaders(headers, now) };
  return ready({ status, headers: all, body: hasNoBody(status) ? null : JSON.stringify(value) });
}

function wholeAnswer(passage: Passage, status: number, body: unknown, headers: Headers): Answer {
  const contentType = contentTypeOf(declaredResponse(passage.operation, status), passage, status);
  const asText = typeof body === 'string' && !contentType.includes('json');
  return {
    status,
    headers: { 'Content-Type': contentType, ...resolveHeaders(headers, passage.now) },
    body: hasNoBody(status) ? null : asText ? body : JSON.stringify(body),
  };
}

function contentTypeOf(declared: DeclaredResponse | undefined, { contract }: Arrival, status: number): string {
  const types = [...(declared?.content.keys() ?? [])];
  const { contentType } = contract.layer.errorBody;
  if (types.includes(contentType) && status >= 400) return contentType;
  return types.find((type) => type.includes('json')) ?? types[0] ?? (status >= 400 ? contentType : 'application/json');
}

/** `@until` is the time left until the rule's window closes. */
function untilHeaders(headers: Headers, { state, now }: Arrival, untilMs: number | null): Headers {
  const seconds = Math.max(1, Math.ceil((state.openedAt + (untilMs ?? 0) - now) / 1000));
  const entries = Object.entries(headers).map(([name, value]) => [name, value === '@until' ? String(seconds) : value]);
  return Object.fromEntries(entries);
}

function ready(whole: Answer): AnswerPlan {
  return { kind: 'ready', answer: whole };
}

function hasNoBody(status: number): boolean {
  return status < 200 || status === 204 || status === 304;
}
