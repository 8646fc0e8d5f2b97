import { isoTime } from '../clock.ts';
import { type DeclaredResponse, declaredResponse } from '../contract/contract.ts';
import type { Refusal, Respond } from '../contract/failure-layer.ts';
import {
  fillTemplate,
  fittedError,
  mergedSchema,
  propertiesOf,
  reasonPhrase,
  renderErrorBody,
  type SpokenViolation,
  statusOn,
} from '../contract/index.ts';
import { type NamedBody, resolveHeaders } from '../faults/index.ts';
import type { Cause } from '../trace/exchange.ts';
import type { Answer, AnswerPlan } from './decision.ts';
import { type Arrival, answer, type Passage, type Step } from './gates/gate.ts';

type Values = Readonly<Record<string, string>>;
type Headers = Readonly<Record<string, string>>;

/** Stands where an effect lets nothing of an answer through. */
export const unsent: AnswerPlan = { kind: 'ready', answer: { status: 503, headers: {}, body: null } };

/** Ends the request with a refusal of the layer, its placeholders filled in. */
export function refuse(
  arrival: Arrival | Passage,
  refusal: Refusal,
  values: Values,
  cause: Cause,
  violations: readonly SpokenViolation[] = [],
): Step {
  const status = 'operation' in arrival ? statusOn(refusal, arrival.operation) : refusal.status;
  const headers = Object.entries(refusal.headers).map(([name, text]) => [name, fillTemplate(text, values)] as const);
  const message = fillTemplate(refusal.message, values);
  return answer(arrival, errorPlan(arrival, { status, message, violations }, Object.fromEntries(headers)), cause);
}

interface Told {
  readonly status: number;
  readonly message: string;
  readonly violations?: readonly SpokenViolation[];
}

/** An error in the shape that its response declares, else in the API's own dialect. */
function errorPlan(arrival: Arrival | Passage, told: Told, headers: Headers): AnswerPlan {
  const shaped =
    'operation' in arrival && arrival.contract.layer.fitsErrors ? shapedPlan(arrival, told, headers) : null;
  if (shaped !== null) return shaped;
  const { status, message } = told;
  const { errorBody } = arrival.contract.layer;
  const values = { message, status: String(status), title: reasonPhrase(status), requestId: arrival.request.id };
  return ready({
    status,
    headers: { 'Content-Type': errorBody.contentType, ...resolveHeaders(headers, arrival.now) },
    body: hasNoBody(status) ? null : renderErrorBody(errorBody, values),
  });
}

/** Null: nothing is declared that could be filled. Where headers are declared, they come from the document. */
function shapedPlan(passage: Passage, told: Told, headers: Headers): AnswerPlan | null {
  const { operation, request, contract, now } = passage;
  const { status, message, violations = [] } = told;
  const declared = hasNoBody(status) ? undefined : declaredResponse(operation, status);
  if (declared === undefined) return null;
  const { id: requestId, path } = request;
  const values = { message, status, title: reasonPhrase(status), requestId, time: isoTime(now), path, violations };
  const shaped = fittedError(declared, contract.document, values);
  if (shaped === null) return null;
  const { body, contentType } = shaped;
  if (declared.headers.length > 0)
    return documentPlan(passage, status, { body, headers: resolveHeaders(headers, now) });
  const text = typeof body === 'string' && !contentType.includes('json') ? body : JSON.stringify(body);
  return ready({ status, headers: { 'Content-Type': contentType, ...resolveHeaders(headers, now) }, body: text });
}

/** The document's answer for a status, with what is given in place of its own. */
function documentPlan(
  { operation, pathParameters }: Passage,
  status: number,
  given: Partial<AnswerPlan & { readonly kind: 'prism' }>,
): AnswerPlan {
  const prefer = { code: null, example: null, dynamic: null };
  return {
    ...{ operationId: operation.id, pathParameters, prefer, body: undefined, headers: {} },
    ...given,
    kind: 'prism',
    status,
  };
}

/** What a rule's `respond` sends: its body, its message, or an example of the document. */
export function respondWith(passage: Passage, respond: Respond, untilMs: number | null): AnswerPlan {
  const { status, message, example, body } = respond;
  const headers = untilHeaders(respond.headers, passage, untilMs);
  if (body !== undefined && body !== null) return ready(wholeAnswer(passage, status, body, headers));
  if (example === null && message !== null) return errorPlan(passage, { status, message }, headers);
  return statusExample(passage, status, example, headers);
}

/**
 * The document's example for a status; where it shows none, its shape with the reason phrase, and where it declares
 * nothing, the API's error body.
 */
export function statusExample(passage: Passage, status: number, example: string | null, headers: Headers): AnswerPlan {
  const declared = declaredResponse(passage.operation, status);
  const told = { status, message: reasonPhrase(status) };
  const resolved = resolveHeaders(headers, passage.now);
  if (declared === undefined && status >= 400) return errorPlan(passage, told, headers);
  if (declared === undefined || declared.content.size === 0) return ready({ status, headers: resolved, body: null });
  const isOpen = status >= 400 && example === null && passage.contract.layer.fitsErrors;
  const shaped = isOpen && !showsError(declared, passage) ? shapedPlan(passage, told, headers) : null;
  const prefer = { code: null, example, dynamic: null };
  return shaped ?? documentPlan(passage, status, { prefer, headers: resolved });
}

/** Whether the document says what this error looks like: by an example of it, or of its fields. */
function showsError({ content }: DeclaredResponse, { contract }: Passage): boolean {
  return [...content.values()].some(({ examples, schema }) => {
    if (Object.keys(examples).length > 0) return true;
    const merged = mergedSchema(schema, contract.document);
    const fields = [merged, ...propertiesOf(merged, contract.document).values()];
    return fields.some((field) => field['example'] !== undefined || field['examples'] !== undefined);
  });
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
