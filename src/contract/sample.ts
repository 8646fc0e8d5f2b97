import type { BodyContent, Contract, Operation, SecurityNeed } from './contract.ts';
import { sentPath } from './document/path-text.ts';
import { isRecord } from './document/pointer.ts';
import type { FailureLayer, KnownCredential } from './failure-layer.ts';
import { knownId } from './ids.ts';
import { sampleOf } from './sample-schema.ts';
import { mergedSchema } from './schema-parts.ts';

/** A request that an operation accepts, made from what the contract itself says. */
export interface SampleRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: string | null;
}

/** What a sample is made with in place of the contract's own choice. */
export interface SampleChoices {
  /** Values of path and query parameters by their names. */
  readonly values?: Readonly<Record<string, string>>;
  /** Credentials by security scheme; null leaves that one out. */
  readonly credentials?: Readonly<Record<string, string | null>>;
}

type Document = Readonly<Record<string, unknown>>;

/** The value to use for a parameter: its example, default, first allowed value, or the smallest of its type. */
export function sampleParameter(schema: unknown, document: Document): string {
  const value = sampleOf(schema, document);
  if (Array.isArray(value))
    return (value.length > 0 ? value : [sampleOf(itemsOf(schema, document), document)]).join(',');
  return isRecord(value) ? JSON.stringify(value) : String(value);
}

/** A parameter is sent to say something: a list without items would say nothing. */
function itemsOf(schema: unknown, document: Document): unknown {
  return mergedSchema(schema, document)['items'];
}

/**
 * The body that the document gives as its first JSON example; without one, what its schema asks for, when the document
 * is given to look it up in. Null when there is neither.
 */
export function sampleBody(operation: Operation, document?: Document): Readonly<Record<string, unknown>> | null {
  const contents = [...(operation.requestBody?.content ?? [])].filter(([mediaType]) => mediaType.includes('json'));
  const examples = contents.flatMap(([, { examples }]) => Object.values(examples).slice(0, 1));
  const example = examples.find(isRecord);
  if (example !== undefined || document === undefined) return example ?? null;
  return (
    contents
      .values()
      .map(([, content]) => madeBody(content, document))
      .find(isRecord) ?? null
  );
}

/** Undefined: what was made breaks the schema all the same. */
function madeBody({ schema, validate }: BodyContent, document: Document): unknown {
  const body = sampleOf(schema, document);
  return validate(body).length === 0 ? body : undefined;
}

/** The path with its parameters filled in: by `values`, then by an id the layer's resources hold, then by the document. */
export function samplePath(
  contract: Contract,
  operation: Operation,
  values: Readonly<Record<string, string>> = {},
): string {
  const path = sentPath(operation.path).replace(/\{([^}]+)\}/g, (_, name: string) => {
    return encodeURIComponent(values[name] ?? knownId(contract, operation, name));
  });
  const query = operation.parameters
    .filter((parameter) => parameter.in === 'query' && (parameter.required || values[parameter.name] !== undefined))
    .map(({ name, schema }) =>
      [name, values[name] ?? sampleParameter(schema, contract.document)].map(encodeURIComponent),
    )
    .map((pair) => pair.join('='));
  return query.length === 0 ? path : `${path}?${query.join('&')}`;
}

/** Credentials of a scheme that are accepted everywhere, from anywhere and for good; those for all tenants come first. */
export function acceptedCredentialsOf(layer: FailureLayer, scheme: string): readonly KnownCredential[] {
  const known = [...(layer.credentials.get(scheme)?.known.values() ?? [])];
  const valid = known.filter(
    ({ state, addresses, validForRequests }) => state === 'valid' && addresses === null && validForRequests === null,
  );
  const limits = ({ scopes, tenant }: KnownCredential) => (scopes === null ? 0 : 2) + (tenant === null ? 0 : 1);
  return valid.toSorted((one, other) => limits(one) - limits(other));
}

/** A credential the layer accepts everywhere, from anywhere. */
export function acceptedCredential(layer: FailureLayer, scheme: string): KnownCredential | undefined {
  return acceptedCredentialsOf(layer, scheme)[0];
}

/** For each security scheme a value that is accepted; a layer without known credentials accepts any. */
export function acceptedCredentials({ layer, operations }: Contract): Readonly<Record<string, string>> {
  const schemes = new Set(
    operations.flatMap(({ security }) => security.flatMap((needs) => needs.map(({ scheme }) => scheme))),
  );
  return Object.fromEntries(
    [...schemes].map((scheme) => [scheme, acceptedCredential(layer, scheme)?.value ?? 'any-value']),
  );
}

/** The header that carries this credential for an operation; none where it needs no header credential. */
export function credentialHeader(operation: Operation, value: string): readonly [name: string, value: string] | null {
  const need = operation.security[0]?.find((candidate) => candidate.in === 'header');
  return need === undefined ? null : [need.name, headerValue(need, value)];
}

function headerValue({ kind }: SecurityNeed, value: string): string {
  if (kind === 'api-key' || kind === 'mutual-tls') return value;
  if (kind !== 'basic') return `Bearer ${value}`;
  // Written as user:password, sent in base64 (RFC 7617 §2).
  return `Basic ${value.includes(':') ? Buffer.from(value).toString('base64') : value}`;
}

/** The request with a credential where the scheme wants it; one that stood there before is replaced. */
export function withCredential(request: SampleRequest, need: SecurityNeed, value: string): SampleRequest {
  if (need.kind === 'mutual-tls') return request;
  if (need.in === 'query') return withQuery(request, need.name, value);
  if (need.in === 'cookie') return withHeader(request, 'Cookie', `${need.name}=${value}`);
  return withHeader(request, need.name, headerValue(need, value));
}

/** The request with this header, in place of those of the same name. */
export function withHeader(request: SampleRequest, name: string, value: string): SampleRequest {
  const same = (other: string) => other.toLowerCase() === name.toLowerCase();
  const [known] = request.headers.find(([other]) => same(other)) ?? [name];
  const others = request.headers.filter(([other]) => !same(other));
  return { ...request, headers: [...others, [known, value]] };
}

/** The request with one query parameter more. */
export function withQuery(request: SampleRequest, name: string, value: string): SampleRequest {
  const pair = `${encodeURIComponent(name)}=${encodeURIComponent(value)}`;
  return { ...request, path: `${request.path}${request.path.includes('?') ? '&' : '?'}${pair}` };
}

/** A request that gets the operation's success. */
export function sampleRequest(contract: Contract, operation: Operation, choices: SampleChoices = {}): SampleRequest {
  const { values = {}, credentials = {} } = choices;
  const body = sampleBody(operation, contract.document);
  const bare: SampleRequest = {
    method: operation.method,
    path: samplePath(contract, operation, values),
    headers: operation.parameters
      .filter((parameter) => parameter.in === 'header' && parameter.required)
      .map(({ name, schema }) => [name, values[name] ?? sampleParameter(schema, contract.document)]),
    body: body === null ? null : JSON.stringify(body),
  };
  const allowed = (operation.security[0] ?? []).reduce<SampleRequest>((request, need) => {
    const chosen = credentials[need.scheme];
    if (chosen === null) return request;
    return withCredential(
      request,
      need,
      chosen ?? acceptedCredential(contract.layer, need.scheme)?.value ?? 'any-value',
    );
  }, bare);
  return body === null ? allowed : withHeader(allowed, 'Content-Type', jsonTypeOf(operation));
}

function jsonTypeOf({ requestBody }: Operation): string {
  const type = [...(requestBody?.content.keys() ?? [])].find((name) => /^[^*]+json$/.test(name));
  return type ?? 'application/json';
}
