import { acceptedCredential, type Contract, type Operation, sampleRequest } from '../contract/index.ts';
import { Problem } from '../problem.ts';
import { suggest } from '../suggest.ts';

/** The call that a client is asked to make: an operation, and a request that it accepts. */
export interface PlannedRequest {
  readonly operation: Operation;
  /** Path and query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
  readonly credential: string | null;
}

/** Asks for an operation by its id, or leaves the choice to the contract. */
export interface OperationChoice {
  readonly operation?: string | undefined;
  readonly writeOperation?: string | undefined;
}

/** Those operations of a method that a client could be asked to call, the one that asks least of it first. */
export function candidatesFor(contract: Contract, method: 'GET' | 'POST', wanted?: string): readonly PlannedRequest[] {
  if (wanted !== undefined) return [planned(contract, named(contract, method, wanted))];
  return contract.operations
    .filter((operation) => operation.method === method)
    .map((operation) => ({ operation, rank: rankOf(operation) }))
    .toSorted((one, other) => other.rank - one.rank)
    .map(({ operation }) => planned(contract, operation));
}

function named(contract: Contract, method: string, wanted: string): Operation {
  const option = method === 'GET' ? '--operation' : '--write-operation';
  const operation = contract.operation(wanted);
  const fitting = contract.operations.filter((candidate) => candidate.method === method).map(({ id }) => id);
  if (operation?.method === method) return operation;
  const why = operation === undefined ? 'no operation has that id' : `it is a ${operation.method}, not a ${method}`;
  throw new Problem(
    'unknown-operation',
    `Failed to judge with "${wanted}": ${why}.${suggest(wanted, fitting)}`,
    `Give ${option} one of: ${fitting.join(', ')}.`,
  );
}

/** A list, or the creation of an item, that wants a credential says most; what has to be named or made up says least. */
function rankOf({ path, method, security, parameters, responses, requestBody }: Operation): number {
  const needed = parameters.filter(({ required }) => required).length;
  const succeeds = responses.some(({ status, content }) => /^2/.test(status) && [...content.keys()].some(isJson));
  const hasBody = [...(requestBody?.content.keys() ?? [])].some(isJson);
  return [
    path.includes('{') ? 0 : 8,
    needed === 0 ? 4 : 0,
    succeeds ? 4 : 0,
    method === 'POST' && hasBody ? 4 : 0,
    security.length > 0 ? 2 : 0,
  ].reduce((total, points) => total + points, 0);
}

const isJson = (mediaType: string) => mediaType.includes('json');

function planned(contract: Contract, operation: Operation): PlannedRequest {
  const { path, headers, body } = sampleRequest(contract, operation);
  const scheme = operation.security[0]?.[0]?.scheme;
  const credential = scheme === undefined ? null : (acceptedCredential(contract.layer, scheme)?.value ?? 'any-value');
  return { operation, path, headers: Object.fromEntries(headers), body, credential };
}
