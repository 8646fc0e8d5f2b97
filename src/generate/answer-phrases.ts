import { conformanceDefects } from '../contract/conformance.ts';
import { type Contract, declaredResponse } from '../contract/contract.ts';
import { type DeclaredMeaning, declaredMeaning } from '../contract/index.ts';
import { type Category, categories, classifyRetry, fieldsOf, type Policy, retryClasses } from '../retry/index.ts';
import { dialectViolation, errorMessage } from '../scenarios/error-message.ts';
import { type HeaderList, headerOf, type RecordedResponse } from '../trace/exchange.ts';
import { type Phrase, phrase, quotable, secondsText } from './phrase.ts';
import type { Rehearsed } from './rehearsal.ts';

/** What the steps behind When say about an answer, and what they can't say because the answer isn't as declared. */
export interface AnswerPhrases {
  readonly phrases: readonly Phrase[];
  readonly deviation: string | null;
}

/** Status, message, shape, and what the failure means for a repeat. */
export function answerPhrases(contract: Contract, policy: Policy, rehearsed: Rehearsed): AnswerPhrases {
  const response = recorded(rehearsed);
  const { status } = response;
  const shape = shapeOf(contract, rehearsed, response);
  const meaning = status < 400 ? { phrases: [], deviation: null } : meaningOf(contract, policy, rehearsed, response);
  return {
    phrases: [
      phrase('Then', 'the response status is <status>', { status: String(status) }),
      ...messageOf(contract, rehearsed, response),
      ...shape.phrases,
      ...headersOf(response),
      ...meaning.phrases,
    ],
    deviation: shape.deviation ?? meaning.deviation,
  };
}

function recorded({ answer }: Rehearsed): RecordedResponse {
  const { status, headers, body } = answer;
  const text = body ?? '';
  const list: HeaderList = Object.entries(headers);
  return { status, headers: list, body: { text, bytes: Buffer.byteLength(text), sha256: '', cut: false } };
}

function messageOf(
  { layer }: Contract,
  { cause, requestId }: Rehearsed,
  response: RecordedResponse,
): readonly Phrase[] {
  const isOfLayer = cause.kind !== 'rule' || layer.rules.some(({ id }) => id === cause.ruleId);
  const message = response.status < 400 || !isOfLayer ? undefined : errorMessage(response, layer.errorBody);
  if (message === undefined || message === '' || message.includes(requestId)) return [];
  const whole = quotable(message);
  if (whole !== null) return [phrase('Then', 'the error message is "<message>"', { message: whole })];
  const part = quotable(/^[^\\\r\n]*/.exec(message)?.[0].trim() ?? '') ?? '';
  return part === '' ? [] : [phrase('Then', 'the error message contains "<message>"', { message: part })];
}

/** Bytes of a body that scenarios keep, as evidence. */
export const longestBody = 65_536;

/** As the document declares it; where it declares nothing for a failure, in the API's own error format. */
function shapeOf(contract: Contract, { operation }: Rehearsed, response: RecordedResponse): AnswerPhrases {
  const declared = operation === null ? undefined : declaredResponse(operation, response.status);
  if (declared !== undefined && (response.body?.bytes ?? 0) > longestBody) {
    return { phrases: [], deviation: 'its body is longer than what is kept of one' };
  }
  if (declared !== undefined) {
    const [defect] = conformanceDefects(operation, response);
    if (defect !== undefined) return { phrases: [], deviation: defect };
    return { phrases: [phrase('Then', 'the response conforms to the contract')], deviation: null };
  }
  const isOwn = response.status >= 400 && dialectViolation(response, contract.layer.errorBody) === null;
  return { phrases: isOwn ? [phrase('Then', "the response is in the API's error format")] : [], deviation: null };
}

function headersOf({ status, headers }: RecordedResponse): readonly Phrase[] {
  const seconds = headerOf(headers, 'Retry-After') ?? '';
  return [
    ...(status === 429 && /^\d+$/.test(seconds)
      ? [phrase('Then', `the response asks to retry after ${secondsText(Number(seconds))}`)]
      : []),
    ...(status === 401 && headerOf(headers, 'WWW-Authenticate') !== undefined
      ? [phrase('Then', 'the WWW-Authenticate response header is present')]
      : []),
    ...(status === 405 && headerOf(headers, 'Allow') !== undefined
      ? [phrase('Then', 'the Allow response header is "<allow>"', { allow: headerOf(headers, 'Allow') ?? '' })]
      : []),
  ];
}

/** By the document, else by the policy's table; where the failure layer contradicts that, no scenario could hold. */
function meaningOf(
  contract: Contract,
  policy: Policy,
  { request, operation, cause }: Rehearsed,
  response: RecordedResponse,
): AnswerPhrases {
  const found = classifyRetry(
    {
      method: request.method,
      requestHeaders: fieldsOf(request.headers ?? []),
      status: response.status,
      headers: fieldsOf(response.headers),
      body: response.body?.text ?? '',
      declaredIdempotent: request.declaredIdempotent === true,
    },
    policy,
  );
  const rule = contract.layer.rules.find(({ id }) => id === cause.ruleId);
  const declared: DeclaredMeaning | null = rule?.expect ?? declaredMeaning(contract, operation, response.status);
  if (found.category === null) return { phrases: [], deviation: null };
  const said = declared?.byDocument ? { ...found, ...declared } : found;
  if (declared !== null && contradicts(declared, said)) {
    const deviation = `the failure layer expects "${declared.class}", the ${policy} policy says "${said.class}"`;
    return { phrases: [], deviation };
  }
  return {
    phrases: [
      phrase('Then', 'the failure is <retry>', { retry: retryClasses[said.class] }),
      phrase('Then', 'the failure category is <category>', { category: categories[said.category ?? found.category] }),
    ],
    deviation: null,
  };
}

function contradicts(
  declared: DeclaredMeaning,
  { class: retry, category }: Pick<DeclaredMeaning, 'class'> & { readonly category?: Category | null },
) {
  return declared.class !== retry || (declared.category !== undefined && declared.category !== category);
}
