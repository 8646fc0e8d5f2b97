import { onceFor } from '../once-for.ts';
import type { Place, Problem } from '../problem.ts';
import type { FailureLayer } from './failure-layer.ts';

/** An OpenAPI document together with its failure layer, read, checked and compiled. */
export interface Contract {
  readonly title: string;
  readonly version: string;
  /** Path as the person gave it; shown in messages and reports. */
  readonly path: string;
  readonly sha256: string;
  /** The bundled document as a plain object, without external references and callbacks: what Prism is given. */
  readonly document: Readonly<Record<string, unknown>>;
  readonly operations: readonly Operation[];
  /** Operations left out because of a defect of the document, each with its reason. */
  readonly excluded: readonly ExcludedOperation[];
  readonly layer: FailureLayer;
  /** Null when there is no layer file (all defaults). */
  readonly layerFile: { readonly path: string; readonly sha256: string } | null;
  /** What is odd but doesn't stop anything. */
  readonly warnings: readonly Problem[];
  operation(id: string): Operation | undefined;
  /** Whether `document` is what stands in the file; not where it was made from Swagger 2.0 or from several documents. */
  readonly asWritten: boolean;
  /** Where a value of the document stands in its file. */
  place(pointer: string): Place;
  /** Indexed route: which operation a method and a path (no query) lead to. */
  route(method: string, path: string): Route;
  /** Compiles what was put off until it is called; what is defective is left out from then on. */
  checkAll(): void;
}

export interface ExcludedOperation {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly problem: Problem;
}

export type Route =
  | {
      readonly kind: 'operation';
      readonly operation: Operation;
      /** Further ones whose paths differ by a fragment alone, which no request carries; the rest of it tells which is meant. */
      readonly others?: readonly Operation[];
      readonly pathParameters: Readonly<Record<string, string>>;
    }
  /** The path exists, the method doesn't. `allow` lists those that do, upper case. */
  | { readonly kind: 'method-not-allowed'; readonly allow: readonly string[] }
  | { readonly kind: 'not-found' }
  /** The document has it, with a defect for which it isn't served. */
  | { readonly kind: 'left-out'; readonly exclusion: ExcludedOperation }
  /** The path can't be percent-decoded. */
  | { readonly kind: 'malformed-path' };

export interface Operation {
  /** `operationId`, or `GET /users/{user_id}` where the document has none. */
  readonly id: string;
  /** Upper case. */
  readonly method: string;
  /** Template as it stands in the document. */
  readonly path: string;
  readonly summary: string | null;
  readonly tags: readonly string[];
  /** Alternatives, each a set of schemes that must all hold; empty: no credentials needed. */
  readonly security: readonly (readonly SecurityNeed[])[];
  readonly parameters: readonly Parameter[];
  readonly requestBody: RequestBody | null;
  /** In the document's order. */
  readonly responses: readonly DeclaredResponse[];
  readonly place: Place;
}

export interface SecurityNeed {
  readonly scheme: string;
  readonly scopes: readonly string[];
  readonly kind: 'api-key' | 'basic' | 'bearer' | 'oauth2' | 'openid-connect' | 'mutual-tls';
  /** Where an API key is read; `header` and `Authorization` for the HTTP schemes. */
  readonly in: 'header' | 'query' | 'cookie';
  /** Name of the header, query parameter or cookie, as written in the document. */
  readonly name: string;
}

export interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header' | 'cookie';
  readonly required: boolean;
  readonly schema: unknown;
  /** The raw text, or texts, as they came in the request; coerces as the schema says. */
  validate(values: readonly string[]): readonly Violation[];
  /** Of an object that a query spreads over several names (`deepObject`, exploded `form`): judges the whole query. Else null. */
  readonly validateQuery?: ((query: ReadonlyMap<string, readonly string[]>) => readonly Violation[]) | null;
}

export interface RequestBody {
  readonly required: boolean;
  /** By media type without parameters, lower case; may hold ranges such as `application/*`. */
  readonly content: ReadonlyMap<string, BodyContent>;
}

export interface BodyContent {
  readonly schema: unknown;
  /** How the fields of a form that are lists are written; a field that isn't named repeats its name. */
  readonly separators?: Readonly<Record<string, string>>;
  readonly examples: Readonly<Record<string, unknown>>;
  validate(body: unknown): readonly Violation[];
}

export interface DeclaredResponse {
  /** `200`, `4XX` or `default`, as in the document. */
  readonly status: string;
  readonly description: string;
  readonly headers: readonly ResponseHeader[];
  readonly content: ReadonlyMap<string, BodyContent>;
  readonly place: Place;
}

export interface ResponseHeader {
  readonly name: string;
  readonly required: boolean;
  /** What a value has to be made of; null where the document shows one. */
  readonly unseen: unknown;
  validate(value: string): readonly Violation[];
}

/** What is wrong with one value. `kind` selects the message template of the failure layer. */
export interface Violation {
  readonly kind: ViolationKind;
  /** JSON pointer into the body, or the parameter's name. */
  readonly at: string;
  /** The field's name as a person would say it, e.g. `severity`. */
  readonly field: string;
  readonly in: 'body' | 'path' | 'query' | 'header' | 'cookie' | 'response';
  /** What Ajv said. */
  readonly message: string;
  /** For templates: `{type}`, `{allowed}`, `{format}`, `{value}` … */
  readonly details: Readonly<Record<string, string>>;
}

export const violationKinds = [
  'missing',
  'null',
  'empty',
  'unknown-field',
  'type',
  'enum',
  'format',
  'range',
  'length',
  'pattern',
  'other',
] as const;
export type ViolationKind = (typeof violationKinds)[number];

/** The response that a status falls under: exact, then its class (`5XX`), then `default`. */
export function declaredResponse(operation: Operation, status: number): DeclaredResponse | undefined {
  const known = declared(operation);
  if (!known.has(status)) known.set(status, findResponse(operation, status));
  return known.get(status);
}

/** A few of the statuses there are, for each operation that is called. */
const declared = onceFor((_: Operation) => new Map<number, DeclaredResponse | undefined>());

function findResponse(operation: Operation, status: number): DeclaredResponse | undefined {
  const named = (wanted: string) => operation.responses.find((response) => response.status.toUpperCase() === wanted);
  return named(String(status)) ?? named(`${Math.floor(status / 100)}XX`) ?? named('DEFAULT');
}
