import { type Classification, classifyRetry, type Expectation, type Policy } from '../../retry/index.ts';
import { type Contract, declaredResponse, type Operation } from '../contract.ts';
import { isRecord } from '../document/pointer.ts';
import { resolveSchema } from '../schema-parts.ts';

/** What a document says about repeating the calls of an operation (`x-speakeasy-retries`). */
export interface DeclaredRetries {
  /** `429`, `5XX`; none where it says not to repeat. */
  readonly statuses: readonly string[];
  readonly connectionErrors: boolean;
  /** Whether it stands at the operation itself, and not for the whole document. */
  readonly own: boolean;
}

type Part = Readonly<Record<string, unknown>>;

function operationPart({ document }: Contract, { path, method }: Operation): Part {
  const paths = isRecord(document['paths']) ? document['paths'] : {};
  return resolveSchema(resolveSchema(paths[path], document)[method.toLowerCase()], document);
}

/** Null: the document says nothing. */
function declaredRetries(contract: Contract, operation: Operation): DeclaredRetries | null {
  const own = operationPart(contract, operation)['x-speakeasy-retries'];
  const said = own ?? contract.document['x-speakeasy-retries'];
  if (!isRecord(said)) return null;
  const listed = Array.isArray(said['statusCodes'])
    ? said['statusCodes'].map((one) => String(one).toUpperCase())
    : ['5XX'];
  const never = said['strategy'] === 'none';
  return {
    statuses: never ? [] : listed,
    connectionErrors: !never && said['retryConnectionErrors'] === true,
    own: own !== undefined,
  };
}

function lists({ statuses }: DeclaredRetries, status: number): boolean {
  return statuses.includes(String(status)) || statuses.includes(`${Math.floor(status / 100)}XX`);
}

/**
 * Whether the document says that a call of the operation may be repeated although its method alone doesn't: it has to
 * carry an idempotency key, or `x-speakeasy-retries` stands at the operation and is about failures that may come too late.
 */
export function isDeclaredIdempotent(contract: Contract, operation: Operation): boolean {
  const keyed = operation.parameters.some(
    ({ name, in: place, required }) => place === 'header' && required && /idempoten/i.test(name),
  );
  if (keyed) return true;
  const retries = declaredRetries(contract, operation);
  if (!retries?.own) return false;
  return retries.connectionErrors || [500, 502, 504].some((status) => lists(retries, status));
}

/** An expectation, and whether it is the document's: then it stands in place of what the policy says. */
export type DeclaredMeaning = Expectation & { readonly byDocument?: true };

/** What a failure of an operation means, where the layer or the document says so; null: nobody does. */
export function declaredMeaning(
  contract: Contract,
  operation: Operation | null,
  status: number,
): DeclaredMeaning | null {
  const { operations, expect } = contract.layer;
  const written = operations.get(operation?.id ?? '')?.expect.get(status) ?? expect.get(status);
  return written ?? (operation === null || status < 400 ? null : documentMeaning(contract, operation, status));
}

function documentMeaning(contract: Contract, operation: Operation, status: number): DeclaredMeaning | null {
  const retries = declaredRetries(contract, operation);
  if (retries === null) return null;
  if (retries.statuses.length === 0) return { class: 'not-retryable', byDocument: true };
  const { class: own } = classified(contract, operation, status);
  // What may be repeated anyway is told better by the table: when, and under which condition.
  const isRefused = own === 'not-retryable' || own === 'retryable-after-change';
  return isRefused && lists(retries, status) ? { class: 'retryable', byDocument: true } : null;
}

/** What a failure of an operation means: as the layer says, then the document, then the policy. */
export function expectedMeaning(contract: Contract, operation: Operation, status: number, policy?: Policy) {
  const { class: retryClass, category, side, retry } = classified(contract, operation, status, policy);
  const { byDocument: _, ...declared } = declaredMeaning(contract, operation, status) ?? {};
  return { class: retryClass, category, side, retry, ...declared };
}

function classified(contract: Contract, operation: Operation, status: number, policy?: Policy): Classification {
  const declared = declaredResponse(operation, status)?.headers ?? [];
  const waits = declared.some(({ name }) => name.toLowerCase() === 'retry-after');
  const signal = {
    method: operation.method,
    status,
    headers: waits ? { 'retry-after': '1' } : {},
    declaredIdempotent: isDeclaredIdempotent(contract, operation),
  };
  return classifyRetry(signal, policy ?? contract.layer.policy ?? 'standard');
}
