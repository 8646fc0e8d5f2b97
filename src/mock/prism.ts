import type { createInstance as CreateInstance, IHttpConfig } from '@stoplight/prism-http';
import type { Contract, Operation } from '../contract/contract.ts';
import { importPrism } from './prism-parts/late.ts';

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
      readonly body: unknown;
    }
  /** No answer could be made; `status` says which one tells it best (404, 406, 500). */
  | { readonly kind: 'failed'; readonly status: number; readonly reason: string };

/** The port to Prism: negotiation, examples and generation, and nothing else of it. */
export interface Prism {
  answer(request: PrismRequest): Promise<PrismAnswer>;
}

type Instance = ReturnType<typeof CreateInstance>;
type PrismOperation = Parameters<Instance['request']>[1][number];
type Logger = Parameters<typeof CreateInstance>[1]['logger'];

const maxKept = 1000;
const maxWarmed = 40;

/** Loads Prism and gives it the document's usable operations. Its server is never used, its callbacks are never called. */
export async function createPrism(contract: Contract): Promise<Prism> {
  const { createInstance, getHttpOperationsFromSpec } = await importPrism();
  const found = await getHttpOperationsFromSpec(usableDocument(contract));
  const byRoute = new Map(found.map((operation) => [`${operation.method.toUpperCase()} ${operation.path}`, operation]));
  const byId = new Map<string, PrismOperation>();
  for (const { id, method, path } of contract.operations) {
    const operation = byRoute.get(`${method} ${path}`);
    // A callback would make the mock call whatever URL a request names.
    if (operation !== undefined) byId.set(id, { ...operation, callbacks: [] });
  }
  const ask = createAsk(createInstance, byId, contract.layer.seed);
  const prism = keepStaticAnswers(ask);
  for (const operation of contract.operations.slice(0, maxWarmed)) await prism.answer(plainRequest(operation));
  return prism;
}

function plainRequest({ id }: Operation): PrismRequest {
  return { operationId: id, code: null, example: null, dynamic: false, accept: undefined };
}

/** A copy without the operations that were left out: one that can't be read would take the others with it. */
function usableDocument({ document, excluded }: Contract): object {
  const copy = structuredClone(document) as { paths?: Record<string, Record<string, unknown>> };
  for (const { method, path } of excluded) delete copy.paths?.[path]?.[method.toLowerCase()];
  return copy;
}

type Ask = (request: PrismRequest) => Promise<PrismAnswer>;

function createAsk(
  createInstance: typeof CreateInstance,
  byId: ReadonlyMap<string, PrismOperation>,
  seed: number | null,
): Ask {
  let routed: PrismOperation | undefined;
  const instance = createInstance(configOf(null, seed), {
    logger: silentLogger(),
    // We know the operation already; Prism's own route compares every path on every request.
    route: () => ({ _tag: 'Right', right: routed as PrismOperation }),
  });
  return async (request) => {
    routed = byId.get(request.operationId);
    if (routed === undefined)
      return failed(500, `the document's operation "${request.operationId}" is not known to Prism`);
    const headers = acceptHeader(request.accept);
    try {
      const input = { method: routed.method as 'get', url: { path: routed.path }, headers };
      // The route is read before the first await, so that requests can't take each other's.
      const result = await instance.request(input, [], configOf(request, seed))();
      return result._tag === 'Left' ? readError(result.left, request) : readOutput(result.right.output, request);
    } catch (error) {
      return readError(error as Error, request);
    }
  };
}

/** Fresh for each request: Prism writes the request's `Accept` into the one it is given. */
function configOf(request: PrismRequest | null, seed: number | null): IHttpConfig {
  return {
    isProxy: false,
    checkSecurity: false,
    validateRequest: false,
    validateResponse: false,
    errors: false,
    upstreamProxy: undefined,
    mock: {
      dynamic: request?.dynamic ?? false,
      ...(request?.code == null ? {} : { code: request.code }),
      ...(request?.example == null ? {} : { exampleKey: request.example }),
      ...(seed === null ? {} : { seed: String(seed) }),
    },
  };
}

const mediaRange = /^\s*[\w!#$&^.+*-]+\/[\w!#$&^.+*-]+\s*(;[^,]*)?$/;

/** `Accept` without the ranges that aren't any: Prism throws on them. */
function acceptHeader(accept: string | undefined): Record<string, string> {
  const ranges = (accept ?? '').split(',').filter((range) => mediaRange.test(range));
  return ranges.length === 0 ? {} : { accept: ranges.map((range) => range.trim()).join(',') };
}

interface Output {
  readonly statusCode: number;
  readonly headers?: Readonly<Record<string, unknown>>;
  readonly body?: unknown;
}

function readOutput({ statusCode, headers, body }: Output, request: PrismRequest): PrismAnswer {
  // Prism falls back to the success when it lacks what was asked of a status.
  if (request.code !== null && statusCode !== request.code) return lacking(request);
  const plain = Object.entries(headers ?? {}).filter(([, value]) => ['string', 'number'].includes(typeof value));
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
  return {
    async answer(request) {
      if (request.dynamic) return ask(request);
      const key = JSON.stringify([request.operationId, request.code, request.example, acceptHeader(request.accept)]);
      const known = kept.get(key);
      if (known !== undefined) return known;
      const answer = await ask(request);
      const [oldest] = kept.keys();
      if (kept.size >= maxKept && oldest !== undefined) kept.delete(oldest);
      kept.set(key, answer);
      return answer;
    },
  };
}

/** Prism wants a pino with a level of its own; a silent one saves a tenth of each request. */
function silentLogger(): Logger {
  const quiet = () => {};
  const logger = {
    trace: quiet,
    debug: quiet,
    info: quiet,
    warn: quiet,
    error: quiet,
    fatal: quiet,
    success: quiet,
    child: () => logger,
  };
  return logger as unknown as Logger;
}
