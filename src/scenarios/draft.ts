import type { ClientRequest } from '../client/client.ts';
import type { Contract, Operation } from '../contract/contract.ts';
import { credentialHeader, sampleBody, samplePath } from '../contract/index.ts';
import { Problem } from '../problem.ts';
import { suggest } from '../suggest.ts';
import { applyEdits, type BodyEdit } from './body-edits.ts';
import { withSchemeCredentials } from './scheme-credentials.ts';

/** Where a credential is put; `scheme` is where the contract wants it. */
export type CredentialPlace =
  | { readonly in: 'scheme' }
  | { readonly in: 'header'; readonly name: string }
  | { readonly in: 'query'; readonly name: string }
  | { readonly in: 'body'; readonly name: string };

/** A body written out, an example of the document by its name, or whichever example the operation has first. */
export type DraftBody =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'example'; readonly name: string }
  | { readonly kind: 'sample' };

/** A credential and where it goes; `credentials`, by security scheme, come before `value` where a scheme wants one. */
export interface DraftCredential {
  readonly value: string;
  readonly place: CredentialPlace;
  readonly credentials?: ReadonlyMap<string, string>;
}

/** What the client will send on its next calls; the Given steps fill it in. */
export interface Draft {
  /** Null: none. */
  credential: DraftCredential | null;
  readonly parameters: Map<string, string>;
  readonly headers: Map<string, string>;
  body: DraftBody | null;
  readonly edits: BodyEdit[];
  contentType: string;
}

/** A request that says nothing yet. */
export function createDraft(): Draft {
  return {
    credential: null,
    parameters: new Map(),
    headers: new Map(),
    body: null,
    edits: [],
    contentType: 'application/json',
  };
}

/** A request, and the operation that the contract says it leads to. */
export interface PlannedRequest {
  readonly operation: Operation | null;
  readonly request: ClientRequest;
}

/** What goes on the wire when the client calls `target`: an operationId, or a method and a path. */
export function planRequest(contract: Contract, draft: Draft, target: string): PlannedRequest {
  const [method = '', concrete] = target.split(' ');
  const operation = concrete === undefined ? operationOf(contract, target) : routed(contract, method, concrete);
  const path = concrete ?? pathOf(contract, operation as Operation, draft);
  const body = bodyOf(draft, operation, operation?.method ?? method);
  const bare = { path: withQueryCredential(path, draft), headers: headersOf(contract, draft, operation, body) };
  return {
    operation,
    request: {
      method: operation?.method ?? method,
      ...withSchemeCredentials(bare, draft.credential, operation),
      ...(body === undefined ? {} : { body }),
      operationId: operation?.id ?? null,
    },
  };
}

/** The operation of that id; a Problem with a suggestion when there is none. */
export function operationOf(contract: Contract, target: string): Operation {
  const [method = '', path] = target.split(' ');
  const found = path === undefined ? contract.operation(target) : routed(contract, method, path);
  if (found !== null && found !== undefined) return found;
  const leftOut = contract.excluded.find(({ id, method, path }) => target === id || target === `${method} ${path}`);
  if (leftOut !== undefined) throw excludedOperation(target, leftOut);
  const ids = contract.operations.map(({ id }) => id);
  throw new Problem(
    'unknown-operation',
    `Failed to find operation "${target}": the contract has no such operation.${suggest(target, ids)}`,
    `Use one of: ${ids.join(', ')}; or a method and a path that leads to one.`,
  );
}

/** It is there, but defects of the document keep it from being served: another name would be no help. */
function excludedOperation(target: string, { problem }: Contract['excluded'][number]): Problem {
  const why = problem.message.replace(/\.$/, '');
  return new Problem('excluded-operation', `Failed to call operation "${target}": ${why}.`, problem.fix);
}

function routed(contract: Contract, method: string, target: string): Operation | null {
  const [path = ''] = target.split('?');
  const template = contract.operations.find((operation) => operation.method === method && operation.path === path);
  if (template !== undefined) return template;
  const route = contract.route(method, path);
  return route.kind === 'operation' ? route.operation : null;
}

function pathOf(contract: Contract, operation: Operation, draft: Draft): string {
  const declared = operation.parameters.map(({ name }) => name);
  for (const name of draft.parameters.keys()) {
    if (
      declared.includes(name) ||
      contract.operations.some(({ parameters }) => parameters.some((p) => p.name === name))
    )
      continue;
    throw new Problem(
      'unknown-parameter',
      `Failed to call ${operation.id}: no operation declares a parameter "${name}".${suggest(name, declared)}`,
      declared.length === 0 ? 'Leave the parameter out.' : `Use one of: ${declared.join(', ')}.`,
    );
  }
  return samplePath(contract, operation, Object.fromEntries(draft.parameters));
}

function bodyOf(draft: Draft, operation: Operation | null, method: string): string | undefined {
  const takesBody = operation === null ? !['GET', 'HEAD'].includes(method) : operation.requestBody !== null;
  if (!takesBody || draft.body === null) return undefined;
  const text = textOf(draft.body, operation);
  const place = draft.credential?.place;
  const edits: readonly BodyEdit[] =
    place?.in === 'body'
      ? [...draft.edits, { kind: 'set', field: place.name, value: draft.credential?.value }]
      : draft.edits;
  return applyEdits(text, edits);
}

function textOf(body: DraftBody, operation: Operation | null): string {
  if (body.kind === 'text') return body.text;
  if (body.kind === 'example') return exampleOf(operation, body.name);
  const sample = operation === null ? null : sampleBody(operation);
  if (sample !== null) return JSON.stringify(sample);
  throw new Problem(
    'no-example',
    `Failed to find an example: the request body of ${operation?.id ?? 'no operation'} has none that is JSON.`,
    'Write the body out with "the request body is:", or add an example to the document.',
  );
}

function exampleOf(operation: Operation | null, name: string): string {
  const contents = [...(operation?.requestBody?.content.values() ?? [])];
  const examples = Object.assign({}, ...contents.map((content) => content.examples)) as Record<string, unknown>;
  if (Object.hasOwn(examples, name)) return JSON.stringify(examples[name]);
  throw new Problem(
    'unknown-example',
    `Failed to find example "${name}": the request body of ${operation?.id ?? 'no operation'} has no example of that name.${suggest(name, Object.keys(examples))}`,
    `Use one of: ${Object.keys(examples).join(', ') || 'none is declared'}; or write the body out.`,
  );
}

function withQueryCredential(path: string, { credential }: Draft): string {
  if (credential?.place.in !== 'query') return path;
  const pair = `${encodeURIComponent(credential.place.name)}=${encodeURIComponent(credential.value)}`;
  return `${path}${path.includes('?') ? '&' : '?'}${pair}`;
}

function headersOf(contract: Contract, draft: Draft, operation: Operation | null, body: string | undefined) {
  const declared = (operation?.parameters ?? []).filter((parameter) => parameter.in === 'header');
  const headers: [string, string][] = declared.flatMap(({ name }) => {
    const value = draft.parameters.get(name);
    return value === undefined ? [] : [[name, value] as [string, string]];
  });
  const credential = credentialHeaderOf(contract, draft, operation);
  if (credential !== null) headers.push([credential[0], credential[1]]);
  if (body !== undefined && draft.contentType !== '') headers.push(['Content-Type', draft.contentType]);
  return [...headers, ...draft.headers];
}

/** An operation that needs no credentials is sent them too, as a client does that sets them once for all calls. */
function credentialHeaderOf(contract: Contract, { credential }: Draft, operation: Operation | null) {
  if (credential === null) return null;
  if (credential.place.in === 'header') return [credential.place.name, credential.value] as const;
  if (credential.place.in !== 'scheme' || credential.credentials !== undefined) return null;
  const speaker = operation?.security[0]?.length
    ? operation
    : contract.operations.find(({ security }) => security[0]?.length);
  return speaker === undefined ? null : credentialHeader(speaker, credential.value);
}
