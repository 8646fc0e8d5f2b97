import type { ClientRequest } from '../client/client.ts';
import type { Contract, Operation } from '../contract/contract.ts';
import {
  credentialHeader,
  isDeclaredIdempotent,
  type SampleRequest,
  sampleParameter,
  samplePath,
} from '../contract/index.ts';
import { Problem } from '../problem.ts';
import { suggest } from '../suggest.ts';
import { type SchemeOverrides, withAccepted } from './accepted-credentials.ts';
import type { BodyEdit } from './body-edits.ts';
import { bodyOf, type DraftBody, type DraftedBody } from './draft-body.ts';

/** Where a credential is put; `scheme` is where the contract wants it. */
export type CredentialPlace =
  | { readonly in: 'scheme' }
  | { readonly in: 'header'; readonly name: string }
  | { readonly in: 'query'; readonly name: string }
  | { readonly in: 'body'; readonly name: string };

/** What the client will send on its next calls; the Given steps fill it in. */
export interface Draft {
  /** Null: none. */
  credential: { readonly value: string; readonly place: CredentialPlace } | null;
  /** Not null: calls carry what each operation asks for: these, else `credential` where it has the scheme's place, else what is accepted. */
  schemes: SchemeOverrides | null;
  readonly parameters: Map<string, string>;
  /** Parameters that are left out although the operation asks for them. */
  readonly omitted: Set<string>;
  readonly headers: Map<string, string>;
  body: DraftBody | null;
  readonly edits: BodyEdit[];
  /** Null: the one that the body has. */
  contentType: string | null;
}

/** A request that says nothing yet. */
export function createDraft(): Draft {
  return {
    credential: null,
    schemes: null,
    parameters: new Map(),
    omitted: new Set(),
    headers: new Map(),
    body: null,
    edits: [],
    contentType: null,
  };
}

/** A request, and the operation that the contract says it leads to. */
export interface PlannedRequest {
  readonly operation: Operation | null;
  readonly request: ClientRequest;
}

/** What goes on the wire when the client calls `target`: an operationId, a method and a template, or a method and a path. */
export function planRequest(contract: Contract, draft: Draft, target: string): PlannedRequest {
  const [method = '', written] = target.split(' ');
  const operation = written === undefined ? operationOf(contract, target) : routed(contract, method, written);
  const isTemplate = operation !== null && written === templateOf(operation);
  const concrete = isTemplate ? undefined : written;
  const bare = concrete ?? pathOf(contract, operation as Operation, draft);
  const body = bodyOf(contract, draft, operation, operation?.method ?? method);
  const sent = withSchemes(contract, draft, operation, {
    method: operation?.method ?? method,
    path: withQueryCredential(bare, draft),
    headers: headersOf(contract, draft, operation, body),
    body: null,
  });
  return {
    operation,
    request: {
      method: sent.method,
      path: sent.path,
      headers: [...withCookies(contract, draft, operation, sent.headers), ...draft.headers],
      ...(body === undefined ? {} : { body: body.text }),
      operationId: operation?.id ?? null,
      ...(operation !== null && isDeclaredIdempotent(contract, operation) ? { declaredIdempotent: true } : {}),
    },
  };
}

function withSchemes(contract: Contract, draft: Draft, operation: Operation | null, request: SampleRequest) {
  const { schemes, credential } = draft;
  if (schemes === null || operation === null) return request;
  const others = credential?.place.in === 'scheme' ? credential.value : null;
  return withAccepted(contract, operation, request, { overrides: schemes, others });
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

/** The operation's path as steps write it, which have no blank within a path. */
export function templateOf({ path }: Operation): string {
  return path.replaceAll(' ', '%20');
}

function routed(contract: Contract, method: string, target: string): Operation | null {
  const [path = ''] = target.split('?');
  const template = contract.operations.find(
    (operation) => operation.method === method && templateOf(operation) === path,
  );
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
  return withoutOmitted(samplePath(contract, operation, Object.fromEntries(draft.parameters)), draft);
}

function withoutOmitted(path: string, { omitted }: Draft): string {
  const [bare = '', query = ''] = path.split('?');
  const kept = query.split('&').filter((pair) => !omitted.has(decodeURIComponent(pair.split('=')[0] ?? '')));
  return omitted.size === 0 || kept.join('') === '' ? (omitted.size === 0 ? path : bare) : `${bare}?${kept.join('&')}`;
}

function withQueryCredential(path: string, { credential }: Draft): string {
  if (credential?.place.in !== 'query') return path;
  const pair = `${encodeURIComponent(credential.place.name)}=${encodeURIComponent(credential.value)}`;
  return `${path}${path.includes('?') ? '&' : '?'}${pair}`;
}

function headersOf(
  contract: Contract,
  draft: Draft,
  operation: Operation | null,
  body: DraftedBody | undefined,
): [string, string][] {
  const declared = (operation?.parameters ?? []).filter((parameter) => parameter.in === 'header');
  const headers: [string, string][] = declared.flatMap(({ name, required, schema }) => {
    const given = draft.parameters.get(name);
    const value = given ?? (required ? sampleParameter(schema, contract.document) : undefined);
    return value === undefined || draft.omitted.has(name) ? [] : [[name, value] as [string, string]];
  });
  const credential = credentialHeaderOf(contract, draft, operation);
  if (credential !== null) headers.push([credential[0], credential[1]]);
  if (body !== undefined && body.mediaType !== '') headers.push(['Content-Type', body.mediaType]);
  return headers;
}

/** Cookies that are parameters, behind the one that carries a credential. */
function withCookies(
  contract: Contract,
  draft: Draft,
  operation: Operation | null,
  headers: SampleRequest['headers'],
): readonly [string, string][] {
  const pairs = (operation?.parameters ?? []).flatMap(({ in: place, name, required, schema }) => {
    const given = place === 'cookie' ? draft.parameters.get(name) : undefined;
    const isLeftOut = place !== 'cookie' || draft.omitted.has(name) || (given === undefined && !required);
    return isLeftOut ? [] : [`${name}=${given ?? sampleParameter(schema, contract.document)}`];
  });
  const isCookie = ([name]: readonly [string, string]) => name.toLowerCase() === 'cookie';
  const all = [...headers.filter(isCookie).map(([, value]) => value), ...pairs].join('; ');
  const others = headers.filter((header) => !isCookie(header)).map(([name, value]): [string, string] => [name, value]);
  return all === '' ? others : [...others, ['Cookie', all]];
}

/** An operation that needs no credentials is sent them too, as a client does that sets them once for all calls. */
function credentialHeaderOf(contract: Contract, { credential, schemes }: Draft, operation: Operation | null) {
  if (credential === null) return null;
  if (credential.place.in === 'header') return [credential.place.name, credential.value] as const;
  if (credential.place.in !== 'scheme' || schemes !== null) return null;
  const speaker = operation?.security[0]?.length
    ? operation
    : contract.operations.find(({ security }) => security[0]?.length);
  return speaker === undefined ? null : credentialHeader(speaker, credential.value);
}
