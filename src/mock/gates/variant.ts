import type { Contract, Operation, Route } from '../../contract/contract.ts';
import { fixedQuery, namesIn, requiredOf } from '../../contract/index.ts';
import type { ApiRequest } from '../decision.ts';
import { body } from './body.ts';
import type { Arrival, Passage } from './gate.ts';
import { validation } from './validation.ts';

type Found = Route & { readonly kind: 'operation' };

/** One of the operations that a route leads to. */
interface Variant {
  readonly operation: Operation;
  /** What its path says of the query. */
  readonly query: ReturnType<typeof fixedQuery>;
  /** Names of its own for what stands in the path. */
  readonly names: readonly string[];
}

/** The request on its way into the operation that it means. */
export function enter(arrival: Arrival, found: Found): Passage {
  const { operation, others, pathParameters } = found;
  if (others === undefined || others.length === 0) return passageOf(arrival, operation, pathParameters);
  const names = namesIn(operation.path);
  const meant = meantBy(arrival.request, variantsOf(operation, others, arrival.contract)).map((variant) => {
    const named = names.map((name, at) => [variant.names[at] ?? name, pathParameters[name] ?? ''] as const);
    return passageOf(arrival, variant.operation, Object.fromEntries(named));
  });
  const first = meant.find((passage) => passage.operation === operation) ?? meant[0];
  return meant.find(accepts) ?? first ?? passageOf(arrival, operation, pathParameters);
}

/** Those whose query the request has, else those that ask for none. */
function meantBy({ query: sent }: ApiRequest, variants: readonly Variant[]): readonly Variant[] {
  const asked = variants.filter(
    ({ query }) => query.length > 0 && query.every(([name, value]) => sent.get(name)?.includes(value)),
  );
  return asked.length > 0 ? asked : variants.filter(({ query }) => query.length === 0);
}

/** By the others of a route, which are the same list for each request. */
const sorted = new WeakMap<readonly Operation[], readonly Variant[]>();

/** Those before others that ask for more of a request. */
function variantsOf(first: Operation, others: readonly Operation[], contract: Contract): readonly Variant[] {
  const known = sorted.get(others);
  if (known !== undefined) return known;
  const variants = [first, ...others]
    .toSorted((one, other) => demands(other, contract) - demands(one, contract))
    .map((operation) => ({ operation, query: fixedQuery(operation.path), names: namesIn(operation.path) }));
  sorted.set(others, variants);
  return variants;
}

function accepts(passage: Passage): boolean {
  const read = body(passage);
  return read.kind === 'on' && validation(read).kind === 'on';
}

/** How much an operation asks of a request. */
function demands({ parameters, requestBody }: Operation, { document }: Contract): number {
  const required = parameters.filter((one) => one.required && one.in !== 'path').length;
  const strict = parameters.filter((one) => one.in === 'path' && one.validate(['?']).length > 0).length;
  const fields = [...(requestBody?.content.values() ?? [])].map(({ schema }) => requiredOf(schema, document).length);
  return required + strict + (requestBody?.required ? 1 : 0) + Math.max(0, ...fields);
}

function passageOf(arrival: Arrival, operation: Operation, pathParameters: Passage['pathParameters']): Passage {
  const { contract, state, request, now, random, headers, acting, sideEffect, retriedEarlyByMs } = arrival;
  return {
    kind: 'on',
    contract,
    state,
    request,
    now,
    random,
    operationId: operation.id,
    headers,
    acting,
    sideEffect,
    retriedEarlyByMs,
    operation,
    pathParameters,
    identity: null,
    body: undefined,
    mediaType: null,
    pending: null,
  };
}
