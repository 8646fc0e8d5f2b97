import type { IHttpOperationConfig } from '@stoplight/prism-http';
import type { Contract, Operation } from '../contract/contract.ts';
import { mended, ownSample } from './own-sample.ts';
import { loadPrism, type PrismParts, type Resource } from './prism-parts/load-prism.ts';
import { readResource } from './prism-parts/read-resource.ts';
import { silentLogger } from './prism-parts/silent-logger.ts';

/** What is asked of the contract's engine. The request was routed and validated before. */
export interface PrismRequest {
  readonly operationId: string;
  /** From `Prefer`, or what a stored resource asks for; null: the lowest 2XX. */
  readonly code: number | null;
  readonly example: string | null;
  readonly dynamic: boolean;
  /** `Accept` as it came; undefined: anything. */
  readonly accept: string | undefined;
}

export type PrismAnswer =
  | {
      readonly kind: 'answer';
      readonly status: number;
      readonly headers: Readonly<Record<string, string>>;
      /** Null: the response has no body. */
      readonly mediaType: string | null;
      /** Given out more than once: nobody changes it. */
      readonly body: unknown;
    }
  /** No answer could be made; `status` says which one tells it best (404, 406, 500). */
  | { readonly kind: 'failed'; readonly status: number; readonly reason: string };

/** The port to Prism: negotiation, examples and generation, and nothing else of it. */
export interface Prism {
  answer(request: PrismRequest): PrismAnswer;
}

const maxKept = 1000;

/** Loads Prism's negotiator and its sampler. Its server and its router are never used, its callbacks are never called. */
export async function createPrism(contract: Contract): Promise<Prism> {
  const prism = keepStaticAnswers(createAsk(loadPrism(), contract));
  const [first] = contract.operations;
  // Whichever answer comes first pays for Prism's code, which is not compiled before it runs.
  if (first !== undefined) prism.answer(plainRequest(first));
  return prism;
}

function plainRequest({ id }: Operation): PrismRequest {
  return { operationId: id, code: null, example: null, dynamic: false, accept: undefined };
}

type Ask = (request: PrismRequest) => PrismAnswer;

function createAsk(parts: PrismParts, contract: Contract): Ask {
  const resourceOf = createResources(parts, contract);
  const logger = silentLogger();
  const insteadOf = (error: PrismError, request: PrismRequest) =>
    (isTooComplex(error) ? ownSample(contract, request) : null) ?? readError(error, request);
  return (request) => {
    try {
      const resource = resourceOf(request.operationId);
      if (resource === undefined)
        return failed(500, `the document's operation "${request.operationId}" is not known to Prism`);
      const { method, path } = resource;
      const data = { method: method as 'get', url: { path }, headers: acceptHeader(request.accept) };
      const config = configOf(request, contract.layer.seed);
      const result = parts.mock({ resource, input: { data, validations: [] }, config })(logger);
      if (result._tag === 'Left') return insteadOf(result.left, request);
      const answer = readOutput(result.right, request);
      return request.dynamic ? answer : mended(contract, request.operationId, answer);
    } catch (error) {
      return insteadOf(error as Error, request);
    }
  };
}

/** Each operation is read when it is first asked for: a large document would take seconds. */
function createResources(parts: PrismParts, { document, operations }: Contract) {
  const byId = new Map(operations.map((operation) => [operation.id, operation]));
  const resources = new Map<string, Resource | undefined>();
  return (id: string): Resource | undefined => {
    const known = byId.get(id);
    if (known === undefined || resources.has(id)) return resources.get(id);
    const resource = readResource(parts, document, known.method, known.path);
    resources.set(id, resource);
    return resource;
  };
}

/** Fresh for each request: Prism writes the request's `Accept` into the one it is given. */
function configOf({ dynamic, code, example }: PrismRequest, seed: number | null): IHttpOperationConfig {
  return {
    dynamic,
    ...(code === null ? {} : { code }),
    ...(example === null ? {} : { exampleKey: example }),
    ...(seed === null ? {} : { seed: String(seed) }),
  };
}

const mediaRange = /^\s*[\w!#$&^.+*-]+\/[\w!#$&^.+*-]+\s*(;[^,]*)?$/;

/** `Accept` without the ranges that aren't any: Prism throws on them. */
function acceptHeader(accept: string | undefined): Record<string, string> {
  const ranges = (accept ?? '').split(',').filter((range) => mediaRange.test(range));
  return ranges.length === 0 ? {} : { accept: ranges.map((range) => range.trim()).join(',') };
}

/** A document may declare them, but only who writes the answer knows them. */
const framing = new Set(['content-length', 'transfer-encoding', 'connection', 'keep-alive', 'trailer', 'upgrade']);

interface Output {
  readonly statusCode: number;
  readonly headers?: Readonly<Record<string, unknown>>;
  readonly body?: unknown;
}

function readOutput({ statusCode, headers, body }: Output, request: PrismRequest): PrismAnswer {
  // Prism falls back to the success when it lacks what was asked of a status.
  if (request.code !== null && statusCode !== request.code) return lacking(request);
  const plain = Object.entries(headers ?? {}).filter(
    ([name, value]) => ['string', 'number'].includes(typeof value) && !framing.has(name.toLowerCase()),
  );
  const isType = ([name]: readonly [string, unknown]) => name.toLowerCase() === 'content-type';
  const mediaType = plain.find(isType)?.[1];
  return {
    kind: 'answer',
    status: statusCode,
    headers: Object.fromEntries(
      plain.filter((header) => !isType(header)).map(([name, value]) => [name, String(value)]),
    ),
    mediaType: body === undefined || mediaType === undefined ? null : String(mediaType),
    body,
  };
}

function lacking({ code, example }: PrismRequest): PrismAnswer {
  const wanted = example === null ? `response ${code}` : `example "${example}" of response ${code}`;
  return failed(404, `the document has no ${wanted}`);
}

type PrismError = Error & { readonly status?: number; readonly detail?: string };

/** Its static sampler gives up after so many fields. */
function isTooComplex({ message, detail }: PrismError): boolean {
  return `${message} ${detail ?? ''}`.includes('too complex');
}

function readError(error: PrismError, request: PrismRequest): PrismAnswer {
  const { message, status, detail } = error;
  // When the fallback failed too, only the text tells why.
  if (status === 406 || message.includes('NOT_ACCEPTABLE'))
    return failed(406, `no response fits Accept: ${request.accept}`);
  if (message.includes('We tried default response')) return lacking(request);
  return failed(status === 404 ? 404 : 500, detail !== undefined && detail !== '' ? detail : message);
}

function failed(status: number, reason: string): PrismAnswer {
  return { kind: 'failed', status, reason: reason.slice(0, 500) };
}

/** Static answers depend on nothing but the question; generated ones are made anew. */
function keepStaticAnswers(ask: Ask): Prism {
  const kept = new Map<string, PrismAnswer>();
  /** By operation: to write a question's key costs more than all else of it. */
  const last = new Map<string, { readonly question: PrismRequest; readonly answer: PrismAnswer }>();

  function keptAnswer(request: PrismRequest): PrismAnswer {
    const key = keyOf(request);
    const known = kept.get(key);
    if (known !== undefined) return known;
    const answer = ask(request);
    const [oldest] = kept.keys();
    if (kept.size >= maxKept && oldest !== undefined) kept.delete(oldest);
    kept.set(key, answer);
    return answer;
  }

  return {
    answer(request) {
      if (request.dynamic) return ask(request);
      const before = last.get(request.operationId);
      if (before !== undefined && isSame(before.question, request)) return before.answer;
      const answer = keptAnswer(request);
      last.set(request.operationId, { question: request, answer });
      return answer;
    },
  };
}

/** Whether two static questions about one operation are the same. */
function isSame(one: PrismRequest, other: PrismRequest): boolean {
  return one.code === other.code && one.accept === other.accept && one.example === other.example;
}

/** Two questions with one key are the same: in front of the break stand a number and a field's value, which has none. */
function keyOf({ operationId, code, example, accept = '' }: PrismRequest): string {
  if (example === null) return `${code ?? ''} ${accept}\n${operationId}`;
  return JSON.stringify([operationId, code, example, accept]);
}
