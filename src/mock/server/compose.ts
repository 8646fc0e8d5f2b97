import type { Contract } from '../../contract/contract.ts';
import { declaredResponse } from '../../contract/contract.ts';
import { onceFor } from '../../once-for.ts';
import { readRetryAfter } from '../../retry/index.ts';
import type { Answer, AnswerPlan, ApiRequest } from '../decision.ts';
import type { Prism, PrismAnswer } from '../prism.ts';
import { mergeHeaders } from './headers.ts';
import { ownError } from './own-errors.ts';
import { serialiserOf } from './serialise.ts';

type PrismPlan = AnswerPlan & { readonly kind: 'prism' };

/** Makes the whole answer of a plan. It always makes one: what can't be made is a 500 that says why. */
export type Compose = (plan: AnswerPlan, request: ApiRequest) => Answer;

type Told = PrismAnswer & { readonly kind: 'answer' };

/** A composer over one contract; what is odd about the document is warned of once. */
export function createCompose(contract: Contract, prism: Prism, onWarning: (message: string) => void): Compose {
  const warned = new Set<string>();
  const warnOnce = (message: string) => {
    if (!warned.has(message) && warned.size < 1000) onWarning(message);
    warned.add(message);
  };
  return (plan, request) => {
    if (plan.kind === 'ready') return plan.answer;
    const told = ask(prism, plan, request);
    if (told.kind === 'failed') return insteadOf(told, plan, { contract, request, warnOnce });
    const writer = writerOf(told);
    for (const name of writer.unsendable) warnOnce(notSendable(plan, told, name));
    if (plan.body !== undefined) return finishAnswer(writer.withBody(plan.body), plan);
    if (writer.isNew()) lies(contract, plan, told).forEach(warnOnce);
    return finishAnswer(writer.asTold(), plan);
  };
}

/** Prism's status and headers, with a body. What doesn't depend on the body is worked out once for each of its answers. */
interface Writer {
  /** What the document calls headers and no field of HTTP can be called. */
  readonly unsendable: readonly string[];
  /** Whether nobody has asked before. */
  isNew(): boolean;
  /** With Prism's own body. */
  asTold(): Answer;
  withBody(value: unknown): Answer;
}

const writerOf = onceFor(({ status, headers: all, mediaType, body: example }: Told): Writer => {
  const unsendable = Object.keys(all).filter((name) => !fieldName.test(name));
  const headers =
    unsendable.length === 0 ? all : Object.fromEntries(Object.entries(all).filter(([name]) => fieldName.test(name)));
  const serialise = serialiserOf(mediaType ?? 'application/json');
  const withType = mergeHeaders(headers, { 'Content-Type': mediaType ?? 'application/json' });
  const write = (value: unknown): Answer => {
    if (value === undefined) return { status, headers: mediaType === null ? headers : withType, body: null };
    return { status, headers: withType, body: serialise(value) };
  };
  let told: Answer | undefined;
  let last: { readonly value: unknown; readonly answer: Answer } | undefined;
  return {
    unsendable,
    isNew: () => told === undefined,
    asTold() {
      told ??= write(example);
      return told;
    },
    withBody(value) {
      // What is stored is replaced, never changed, so that the same value is the same text.
      if (last === undefined || last.value !== value) last = { value, answer: write(value) };
      return last.answer;
    },
  };
});

function ask(prism: Prism, { operationId, prefer, status }: PrismPlan, request: ApiRequest): PrismAnswer {
  const code = prefer.code === null ? status : Number(prefer.code);
  const question = { operationId, code, example: prefer.example, dynamic: prefer.dynamic ?? false };
  const answer = prism.answer({ ...question, accept: request.headers['accept'] });
  // An error is told in the one way the API has, whatever the client would like to read.
  const isError = answer.kind === 'failed' && answer.status === 406 && (code ?? 0) >= 400;
  return isError ? prism.answer({ ...question, accept: undefined }) : answer;
}

interface Surroundings {
  readonly contract: Contract;
  readonly request: ApiRequest;
  readonly warnOnce: (message: string) => void;
}

function finishAnswer(whole: Answer, plan: PrismPlan): Answer {
  const told = whole.status >= 400 && plan.prefer.code === null ? withWait(whole.headers) : whole.headers;
  const status = plan.status ?? whole.status;
  if (!isEmpty(plan.headers)) return { status, headers: told, over: plan.headers, body: whole.body };
  return told === whole.headers && status === whole.status ? whole : { status, headers: told, body: whole.body };
}

/** The answer with all its headers in one, those that are added too. */
export function withHeaders({ status, headers, over = {}, body }: Answer, added: Answer['headers']): Answer {
  return { status, headers: mergeHeaders(mergeHeaders(headers, over), added), body };
}

/** A `Retry-After` that was made up after its schema alone says nothing that a client could go by. */
function withWait(headers: Answer['headers']): Answer['headers'] {
  const [name, value] = Object.entries(headers).find(([one]) => one.toLowerCase() === 'retry-after') ?? [];
  const wait = readRetryAfter({ headers: { 'retry-after': value ?? '' }, now: 0 });
  // A whole number that Prism made up is 0.
  return name === undefined || (wait !== null && value !== '0') ? headers : { ...headers, [name]: '1' };
}

function isEmpty(headers: Answer['headers']): boolean {
  for (const _ in headers) return false;
  return true;
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

/** RFC 9110 §5.1, §5.6.2. */
const fieldName = /^[\w!#$%&'*+.^`|~-]+$/;

function notSendable({ operationId }: PrismPlan, { status }: Told, name: string): string {
  return `The document's ${status} of "${operationId}" has a header "${name}", which no field of HTTP can be called (RFC 9110 §5.1); it is left out.`;
}

/** Where the document's own answer breaks the document's schema. */
function lies(contract: Contract, plan: PrismPlan, answer: Told): readonly string[] {
  if (answer.mediaType === null || plan.prefer.dynamic === true) return [];
  const operation = contract.operation(plan.operationId);
  const declared = operation === undefined ? undefined : declaredResponse(operation, answer.status);
  const [violation] = declared?.content.get(answer.mediaType)?.validate(answer.body) ?? [];
  if (violation === undefined) return [];
  const at = `${violation.at} ${violation.message}`.trim();
  return [`The document's own example of ${answer.status} for "${plan.operationId}" breaks its schema: ${at}.`];
}
