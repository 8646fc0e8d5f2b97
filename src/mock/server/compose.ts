import type { Contract } from '../../contract/contract.ts';
import { declaredResponse } from '../../contract/contract.ts';
import { isRecord } from '../../contract/index.ts';
import { readRetryAfter } from '../../retry/index.ts';
import type { Answer, AnswerPlan, ApiRequest } from '../decision.ts';
import type { Prism, PrismAnswer } from '../prism.ts';
import { mergeHeaders } from './headers.ts';
import { ownError } from './own-errors.ts';

type PrismPlan = AnswerPlan & { readonly kind: 'prism' };

/** Makes the whole answer of a plan. It always makes one: what can't be made is a 500 that says why. */
export type Compose = (plan: AnswerPlan, request: ApiRequest) => Promise<Answer>;

/** A composer over one contract; what is odd about the document is warned of once. */
export function createCompose(contract: Contract, prism: Prism, onWarning: (message: string) => void): Compose {
  const warned = new Set<string>();
  const warnOnce = (message: string) => {
    if (!warned.has(message) && warned.size < 1000) onWarning(message);
    warned.add(message);
  };
  return async (plan, request) => {
    if (plan.kind === 'ready') return plan.answer;
    const answer = await ask(prism, plan, request);
    if (answer.kind === 'failed') return insteadOf(answer, plan, { contract, request, warnOnce });
    for (const warning of lies(contract, plan, answer)) warnOnce(warning);
    return finishAnswer(answer, plan);
  };
}

async function ask(
  prism: Prism,
  { operationId, prefer, status }: PrismPlan,
  request: ApiRequest,
): Promise<PrismAnswer> {
  const code = prefer.code === null ? status : Number(prefer.code);
  const question = { operationId, code, example: prefer.example, dynamic: prefer.dynamic ?? false };
  const answer = await prism.answer({ ...question, accept: request.headers['accept'] });
  // An error is told in the one way the API has, whatever the client would like to read.
  const isError = answer.kind === 'failed' && answer.status === 406 && (code ?? 0) >= 400;
  return isError ? prism.answer({ ...question, accept: undefined }) : answer;
}

interface Surroundings {
  readonly contract: Contract;
  readonly request: ApiRequest;
  readonly warnOnce: (message: string) => void;
}

async function finishAnswer(answer: PrismAnswer & { kind: 'answer' }, plan: PrismPlan): Promise<Answer> {
  const value = plan.body === undefined ? answer.body : plan.body;
  const mediaType = answer.mediaType ?? (value === undefined ? null : 'application/json');
  const isEmpty = mediaType === null || value === undefined;
  const text = isEmpty ? null : (serialise(mediaType, value) ?? (await write(mediaType, value)));
  const own = text === null ? {} : { 'Content-Type': mediaType ?? '' };
  const headers = mergeHeaders(mergeHeaders(headersOf(answer, plan), own), plan.headers);
  return { status: plan.status ?? answer.status, headers, body: text };
}

function headersOf({ status, headers }: PrismAnswer & { kind: 'answer' }, { prefer }: PrismPlan) {
  return prefer.code === null && status >= 400 ? withWait(headers) : headers;
}

/** A `Retry-After` that was made up after its schema alone says nothing that a client could go by. */
function withWait(headers: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const [name, value] = Object.entries(headers).find(([one]) => one.toLowerCase() === 'retry-after') ?? [];
  const wait = readRetryAfter({ headers: { 'retry-after': value ?? '' }, now: 0 });
  // A whole number that Prism made up is 0.
  if (name === undefined || (wait !== null && value !== '0')) return headers;
  return { ...headers, [name]: '1' };
}

/** As Prism writes XML; what has no form of its own is told in JSON. */
async function write(mediaType: string, value: unknown): Promise<string> {
  if (/[/+]xml\b/i.test(mediaType)) {
    const { XMLBuilder } = await import('fast-xml-parser');
    return new XMLBuilder({}).build({ xml: value });
  }
  return /x-www-form-urlencoded/i.test(mediaType) && isRecord(value)
    ? new URLSearchParams(
        Object.entries(value).map(([name, one]) => [name, String(one)] as [string, string]),
      ).toString()
    : JSON.stringify(value);
}

/** JSON and text as they are; undefined: it is neither. */
function serialise(mediaType: string, value: unknown): string | undefined {
  if (/[/+]json\b/i.test(mediaType)) return JSON.stringify(value);
  return typeof value === 'string' ? value : undefined;
}

function insteadOf(
  failed: PrismAnswer & { kind: 'failed' },
  plan: PrismPlan,
  { contract, request, warnOnce }: Surroundings,
): Answer {
  const { status, reason } = failed;
  if (status === 500 && plan.body !== undefined && plan.body !== null) {
    // A stored resource needs no example of the document.
    const headers = { 'Content-Type': 'application/json', ...plan.headers };
    return { status: plan.status ?? 200, headers, body: JSON.stringify(plan.body) };
  }
  if (status === 500)
    warnOnce(
      `Failed to make an answer for "${plan.operationId}": ${reason}. Give the response an example in the document.`,
    );
  const message = status === 500 ? `No answer could be made from the document: ${reason}` : reason;
  return ownError(contract.layer, status, message, request.id);
}

/** Where the document's own answer breaks the document's schema. */
function lies(contract: Contract, plan: PrismPlan, answer: PrismAnswer & { kind: 'answer' }): readonly string[] {
  if (plan.body !== undefined || answer.mediaType === null || plan.prefer.dynamic === true) return [];
  const operation = contract.operation(plan.operationId);
  const declared = operation === undefined ? undefined : declaredResponse(operation, answer.status);
  const [violation] = declared?.content.get(answer.mediaType)?.validate(answer.body) ?? [];
  if (violation === undefined) return [];
  const at = `${violation.at} ${violation.message}`.trim();
  return [`The document's own example of ${answer.status} for "${plan.operationId}" breaks its schema: ${at}.`];
}
