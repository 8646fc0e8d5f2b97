import type { Contract } from '../../contract/contract.ts';
import { declaredResponse } from '../../contract/contract.ts';
import type { Answer, AnswerPlan, ApiRequest } from '../decision.ts';
import type { Prism, PrismAnswer } from '../prism.ts';
import { mergeHeaders } from './headers.ts';
import { ownError } from './own-errors.ts';

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
    const surroundings = { contract, request, warnOnce };
    if (told.kind === 'failed') return insteadOf(told, plan, surroundings);
    const writer = writerOf(told);
    if (plan.body !== undefined) return finishAnswer(writer.withBody(plan.body), told, plan, surroundings);
    if (writer.isNew()) lies(contract, plan, told).forEach(warnOnce);
    return finishAnswer(writer.asTold(), told, plan, surroundings);
  };
}

/** Prism's status and headers, with a body. What doesn't depend on the body is worked out once for each of its answers. */
interface Writer {
  /** Whether nobody has asked before. */
  isNew(): boolean;
  /** With Prism's own body. Null: it can't be written in its media type. */
  asTold(): Answer | null;
  withBody(value: unknown): Answer | null;
}

const writers = new WeakMap<Told, Writer>();

function writerOf(told: Told): Writer {
  const known = writers.get(told) ?? createWriter(told);
  writers.set(told, known);
  return known;
}

function createWriter({ status, headers, mediaType, body: example }: Told): Writer {
  const withType = mergeHeaders(headers, { 'Content-Type': mediaType ?? 'application/json' });
  const write = (value: unknown): Answer | null => {
    if (value === undefined) return { status, headers: mediaType === null ? headers : withType, body: null };
    const body = serialise(mediaType ?? 'application/json', value);
    return body === undefined ? null : { status, headers: withType, body };
  };
  let told: Answer | null | undefined;
  return {
    isNew: () => told === undefined,
    asTold() {
      if (told === undefined) told = write(example);
      return told;
    },
    withBody: write,
  };
}

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

function finishAnswer(whole: Answer | null, told: Told, plan: PrismPlan, surroundings: Surroundings): Answer {
  if (whole === null) {
    const reason = `the example for ${told.mediaType} is no text, and only JSON can be written from anything else`;
    return insteadOf({ kind: 'failed', status: 500, reason }, plan, surroundings);
  }
  const headers = isEmpty(plan.headers) ? whole.headers : mergeHeaders(whole.headers, plan.headers);
  const status = plan.status ?? whole.status;
  return headers === whole.headers && status === whole.status ? whole : { status, headers, body: whole.body };
}

function isEmpty(headers: Answer['headers']): boolean {
  for (const _ in headers) return false;
  return true;
}

/** Undefined: it can't be written. */
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
function lies(contract: Contract, plan: PrismPlan, answer: Told): readonly string[] {
  if (answer.mediaType === null || plan.prefer.dynamic === true) return [];
  const operation = contract.operation(plan.operationId);
  const declared = operation === undefined ? undefined : declaredResponse(operation, answer.status);
  const [violation] = declared?.content.get(answer.mediaType)?.validate(answer.body) ?? [];
  if (violation === undefined) return [];
  const at = `${violation.at} ${violation.message}`.trim();
  return [`The document's own example of ${answer.status} for "${plan.operationId}" breaks its schema: ${at}.`];
}
