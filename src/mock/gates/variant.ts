import type { Contract, Operation, Route } from '../../contract/contract.ts';
import { fixedQuery, namesIn, requiredOf } from '../../contract/index.ts';
import type { ApiRequest } from '../decision.ts';
import { body } from './body.ts';
import type { Arrival, Passage } from './gate.ts';
import { validation } from './validation.ts';

type Found = Route & { readonly kind: 'operation' };

/** The request on its way into the operation that it means. */
export function enter(arrival: Arrival, found: Found): Passage {
  return passageOf(arrival, found, variantOf(arrival, found));
}

/**
 * Of several that differ behind their paths: those whose query the request has, else those that ask for none; the first that
 * accepts the request, those before others that ask for more.
 */
function variantOf(arrival: Arrival, found: Found): Operation {
  const { operation, others } = found;
  if (others === undefined || others.length === 0) return operation;
  const variants = variantsOf(operation, others, arrival.contract);
  const asked = variants.filter(({ path }) => asksFor(fixedQuery(path), arrival.request));
  const meant = asked.length > 0 ? asked : variants.filter(({ path }) => fixedQuery(path).length === 0);
  return (
    meant.find((one) => accepts(passageOf(arrival, found, one))) ??
    (meant.includes(operation) ? operation : meant[0]) ??
    operation
  );
}

function asksFor(query: ReturnType<typeof fixedQuery>, request: ApiRequest): boolean {
  return query.length > 0 && query.every(([name, value]) => request.query.get(name)?.includes(value));
}

/** By the others of a route, which are the same list for each request. */
const sorted = new WeakMap<readonly Operation[], readonly Operation[]>();

function variantsOf(first: Operation, others: readonly Operation[], contract: Contract): readonly Operation[] {
  const known = sorted.get(others);
  if (known !== undefined) return known;
  const variants = [first, ...others].toSorted((one, other) => demands(other, contract) - demands(one, contract));
  sorted.set(others, variants);
  return variants;
}

function accepts(passage: Passage): boolean {
  const read = body(passage);
  return read.kind === 'on' && validation(read).kind === 'on';
}

/** Each variant has names of its own for what stands in the path. */
function parametersOf({ operation: first, pathParameters }: Found, operation: Operation): Passage['pathParameters'] {
  if (operation === first) return pathParameters;
  const names = namesIn(operation.path);
  return Object.fromEntries(namesIn(first.path).map((name, at) => [names[at] ?? name, pathParameters[name] ?? '']));
}

/** How much an operation asks of a request. */
function demands({ parameters, requestBody }: Operation, { document }: Contract): number {
  const required = parameters.filter((one) => one.required && one.in !== 'path').length;
  const strict = parameters.filter((one) => one.in === 'path' && one.validate(['?']).length > 0).length;
  const fields = [...(requestBody?.content.values() ?? [])].map(({ schema }) => requiredOf(schema, document).length);
  return required + strict + (requestBody?.required ? 1 : 0) + Math.max(0, ...fields);
}

function passageOf(arrival: Arrival, found: Found, operation: Operation): Passage {
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
    pathParameters: parametersOf(found, operation),
    identity: null,
    body: undefined,
    mediaType: null,
    pending: null,
  };
}
