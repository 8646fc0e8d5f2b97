import type { Contract, DeclaredResponse, Operation } from '../contract/index.ts';
import { isRecord, join, member, tokensOf } from '../contract/index.ts';

/** A value of the document behind its references, and where it really stands. */
export interface Node {
  readonly pointer: string;
  readonly value: Readonly<Record<string, unknown>>;
}

/** A response with its object in the document. */
export interface ApiResponse {
  readonly operation: Operation;
  readonly response: DeclaredResponse;
  readonly node: Node;
}

/** An operation with its object in the document. */
export interface ApiOperation {
  readonly operation: Operation;
  readonly node: Node;
  readonly responses: readonly ApiResponse[];
  /** Of 400 and above, `default` not among them. */
  readonly errors: readonly ApiResponse[];
  /** Whether a status is declared, by itself, by its class or by `default`. */
  declares(status: number): boolean;
}

/** A contract as rules look at it. */
export interface Api {
  readonly contract: Contract;
  readonly operations: readonly ApiOperation[];
  resolve(pointer: string): Node | null;
}

/** Opens a contract for rules. */
export function openApi(contract: Contract): Api {
  const resolve = (pointer: string) => follow(contract.document, pointer);
  return { contract, resolve, operations: contract.operations.map((operation) => apiOperation(operation, resolve)) };
}

const nowhere: Node = { pointer: '', value: {} };
const maxHops = 50;

function apiOperation(operation: Operation, resolve: Api['resolve']): ApiOperation {
  const item = join('/paths', operation.path);
  const node =
    resolve(join(item, operation.method.toLowerCase())) ??
    resolve(join(item, 'additionalOperations', operation.method)) ??
    nowhere;
  const responses = operation.responses.map((response) => ({
    operation,
    response,
    node: resolve(join(node.pointer, 'responses', response.status)) ?? nowhere,
  }));
  const declared = new Set(operation.responses.map(({ status }) => status.toUpperCase()));
  return {
    operation,
    node,
    responses,
    errors: responses.filter(({ response }) => /^[45]/.test(response.status)),
    declares: (status) =>
      [String(status), `${Math.floor(status / 100)}XX`, 'DEFAULT'].some((name) => declared.has(name)),
  };
}

/** Follows a pointer through references within the document; null where it leads nowhere. */
function follow(root: unknown, start: string): Node | null {
  let pointer = start;
  for (let hops = 0; hops < maxHops; hops += 1) {
    const step = walk(root, pointer);
    if (step === null) return null;
    if (typeof step !== 'string') return step;
    pointer = step;
  }
  return null;
}

/** The value, or the pointer that a reference on the way sends one to. */
function walk(root: unknown, pointer: string): Node | string | null {
  const tokens = tokensOf(pointer);
  let value = root;
  for (const [index, token] of [...tokens, null].entries()) {
    const target = isRecord(value) ? value['$ref'] : undefined;
    if (typeof target === 'string' && target.startsWith('#/')) {
      return join(decodeURIComponent(target.slice(1)), ...tokens.slice(index));
    }
    if (token === null) break;
    value = member(value, token);
  }
  return isRecord(value) ? { pointer, value } : null;
}

/** Whether a caller has to say who it is: no alternative does without a credential. A certificate is refused before there is a request. */
export function isSecured({ security }: Operation): boolean {
  return security.length > 0 && security.every((needs) => needs.some(({ kind }) => kind !== 'mutual-tls'));
}

/** Whether a response says so in a header of that name. */
export function hasHeader({ response }: ApiResponse, ...names: readonly string[]): boolean {
  const wanted = names.map((name) => name.toLowerCase());
  return response.headers.some(({ name }) => wanted.includes(name.toLowerCase()));
}

/** `listAlerts`, or `GET /alerts` where the document has no id for it. */
export function nameOf({ id }: Operation): string {
  return `"${id}"`;
}

/** How a list is shown in a sentence: the first few, and how many more. */
export function listed(names: readonly string[], most = 5): string {
  const shown = names.slice(0, most).join(', ');
  return names.length > most ? `${shown} and ${names.length - most} more` : shown;
}
