import type { Place } from '../problem.ts';
import type { Expectation, Policy } from '../retry/classification.ts';

/** The failure layer, read and with its defaults filled in: when the API fails, and how. */
export interface FailureLayer {
  /** Needed as soon as a rule uses `probability`. */
  readonly seed: number | null;
  /** The table that classifies this API's failures, which `expect` and the scenarios speak by; null: the layer doesn't say. */
  readonly policy: Policy | null;
  /** The dialect of errors that no operation declares; of all errors, where the layer writes one. */
  readonly errorBody: ErrorBody;
  /** Whether an error takes the shape that its response declares: the layer writes no `errorBody`. */
  readonly fitsErrors: boolean;
  /** Header that carries the request id in both directions. */
  readonly requestIdHeader: string;
  /** By name of the security scheme. */
  readonly credentials: ReadonlyMap<string, CredentialPolicy>;
  readonly rateLimits: readonly RateLimit[];
  readonly routing: Routing;
  /** Values of path parameters by their names, or by an operation's id and the name (`getUser user_id`). */
  readonly ids: ReadonlyMap<string, PathIds>;
  readonly size: { readonly bodyBytes: number; readonly tooLarge: Refusal; readonly headersTooLarge: Refusal };
  readonly validation: ValidationPolicy;
  readonly resources: readonly ResourceCollection[];
  readonly rules: readonly Rule[];
  /** What a status means on this API: the expected retry class, category and side. */
  readonly expect: ReadonlyMap<number, Expectation>;
  /** The same for single operations, by their ids; what it says comes before `expect`. */
  readonly operations: ReadonlyMap<string, { readonly expect: ReadonlyMap<number, Expectation> }>;
  readonly control: ControlOptions;
  readonly upstream: UpstreamPolicy;
}

/** What of the layer acts when the mock stands before a real API, beside what is injected. Default: nothing. */
export interface UpstreamPolicy {
  readonly apply: readonly ('rules' | 'rateLimits')[];
}

/** The API's error dialect. `{message}`, `{status}`, `{title}`, `{requestId}` in any string are filled in. */
export interface ErrorBody {
  readonly contentType: string;
  readonly template: unknown;
  /** Fields of which the document lists all values: the one that names the error best stands there. */
  readonly codes?: readonly ErrorCode[];
}

/** A field of an error body, by the names that lead to it. */
export interface ErrorCode {
  readonly path: readonly string[];
  readonly allowed: readonly unknown[];
}

/** Answers to requests that meet no operation, or nothing that a path parameter names. */
export interface Routing {
  readonly notFound: Refusal;
  readonly methodNotAllowed: Refusal;
  readonly malformedPath: Refusal;
  readonly unknownId: Refusal;
}

/** What a path parameter may name; null: what the document lets be made up. */
export interface PathIds {
  /** Names something. */
  readonly known: string | null;
  /** Names nothing. */
  readonly unknown: string | null;
}

/** A status, a message template and headers: how the layer refuses. */
export interface Refusal {
  readonly status: number;
  /** Statuses in its place, for operations that declare one of these and not `status`; absent: `status`, declared or not. */
  readonly instead?: readonly number[];
  readonly message: string;
  readonly headers: Readonly<Record<string, string>>;
}

export type CredentialState = 'valid' | 'expired' | 'revoked';

export interface CredentialPolicy {
  readonly scheme: string;
  readonly missing: Refusal;
  readonly unknown: Refusal;
  readonly expired: Refusal;
  readonly revoked: Refusal;
  readonly scope: Refusal;
  readonly address: Refusal;
  /** Of a credential that belongs to one tenant, when it writes an item for another. */
  readonly tenant: Refusal;
  readonly known: ReadonlyMap<string, KnownCredential>;
  /** Whether the known values are made up: nobody wrote them. */
  readonly demonstration: boolean;
}

export interface KnownCredential {
  readonly value: string;
  /** What Gherkin and the table of `serve` call it: "a read-only API key". */
  readonly summary: string | null;
  readonly state: CredentialState;
  /** Null: every scope. */
  readonly scopes: readonly string[] | null;
  /** CIDR blocks or addresses; null: from anywhere. */
  readonly addresses: readonly string[] | null;
  /** Requests with it belong to the case of this id. */
  readonly case: string | null;
  /** Stops being valid after so many accepted requests of a case ("rotated while in use"). */
  readonly validForRequests: number | null;
  /** Sees and writes only this tenant's items of collections with a `tenantProperty`; null: everybody's. */
  readonly tenant: string | null;
}

/** Which requests a rule or quota speaks of; every given part must hold. */
export interface Match {
  /** Ids of operations; null: all of them. */
  readonly operations: readonly string[] | null;
  /** Lower-case name → exact value. */
  readonly headers: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  readonly path: Readonly<Record<string, string>>;
  readonly bodyFragment: string | null;
}

/** Dev Proxy's names. */
export interface RateLimit {
  readonly id: string;
  /** What a person reads about it in the table of `serve`. */
  readonly summary: string | null;
  readonly match: Match;
  /** Whose requests are counted together: `credential`, `ip`, `global`, or `header:<name>`. */
  readonly key: string;
  readonly algorithm: 'fixed-window' | 'sliding-window' | 'token-bucket' | 'concurrent';
  readonly rateLimit: number;
  readonly resetTimeWindowSeconds: number;
  readonly costPerRequest: number;
  readonly headers: 'draft' | 'x-ratelimit' | 'x-rate-limit' | 'ratelimit' | 'none';
  readonly resetFormat: 'SecondsLeft' | 'UtcEpochSeconds' | 'HttpDate';
  readonly retryAfter: 'seconds' | 'date' | 'none';
  readonly onEarlyRetry: 'allow' | 'repeat' | 'restart-window';
  readonly refusal: Refusal;
  /** Off until a step, a case or the control API switches it on. */
  readonly enabled: boolean;
  /** Credentials whose requests it neither counts nor refuses: those with a quota of their own. */
  readonly exceptCredentials: readonly string[];
  /** Credentials whose requests alone it counts; null: everybody's. */
  readonly onlyCredentials: readonly string[] | null;
}

export interface ValidationPolicy {
  readonly status: number;
  /** As in a refusal. */
  readonly instead?: readonly number[];
  /** `{fields}` (comma-separated) for missing; `{field}` and the violation's details for the others. */
  readonly messages: Readonly<Record<string, string>>;
  readonly mediaType: Refusal;
  readonly malformedBody: Refusal;
  readonly missingBody: Refusal;
}

export interface ResourceCollection {
  readonly name: string;
  /** Property that holds the id. */
  readonly idProperty: string;
  /** Path parameter that names one. */
  readonly idParameter: string;
  /** `schema`: whatever its schema asks for. */
  readonly newId: 'sequence' | 'uuid' | 'schema';
  /** Whether whoever creates an item may say its id. */
  readonly clientIds: boolean;
  /** Path parameters that name what holds the items (`/users/{user_id}/keys`): each of their values has items of its own. */
  readonly parentParameters: readonly string[];
  readonly seed: readonly Readonly<Record<string, unknown>>[];
  /** Whether the seed is what the document shows: then a list that nobody changed is the document's own example. */
  readonly showsExamples: boolean;
  readonly operations: ResourceOperations;
  /** `{id}` is filled in. */
  readonly notFound: Refusal;
  /** Collection bound: the oldest gives way, those of the seed last. */
  readonly maxItems: number;
  /** Query parameter that selects several by id (`GET /users?ids=1,2`). */
  readonly idsParameter: string | null;
  /** Property compared with the credential's tenant; null: no tenants. */
  readonly tenantProperty: string | null;
  /** Ids that exist only after so many milliseconds of the case's clock ("synchronised only later"). */
  readonly visibleAfterMs: Readonly<Record<string, number>>;
  /** Property of a list answer that holds the items; null: the answer is the array itself. */
  readonly itemsProperty: string | null;
  /** Property that gets the time of creation (ISO 8601, of the case's clock); null: none. */
  readonly createdAtProperty: string | null;
  /** An item with all these values is not found by its id any more, though lists still show it ("deactivated"); null: none. */
  readonly hiddenWhen: Readonly<Record<string, unknown>> | null;
  /** Null: a list answer holds all items. */
  readonly pagination: Pagination | null;
}

/** A page of a list answer: at most `limit` items, those behind a cursor, an offset or a page's number. */
export interface Pagination {
  readonly limitParameter: string | null;
  readonly cursorParameter: string | null;
  readonly offsetParameter: string | null;
  readonly pageParameter: string | null;
  /** Property of the answer that holds the next cursor, or null on the last page. */
  readonly nextProperty: string | null;
  readonly defaultLimit: number;
  readonly maxLimit: number;
}

/** Ids of the operations that read and change a collection. */
export interface ResourceOperations {
  readonly list: string | null;
  readonly create: string | null;
  readonly read: string | null;
  readonly replace: string | null;
  readonly update: string | null;
  readonly delete: string | null;
}

/** `fault` is a name, an alias, an instruction string, or `{ name, …options }`; parsed when the layer is read. */
export interface FaultCall {
  readonly name: string;
  readonly options: Readonly<Record<string, unknown>>;
}

export type Delay =
  | { readonly type: 'fixed'; readonly milliseconds: number }
  | { readonly type: 'uniform'; readonly lower: number; readonly upper: number }
  | { readonly type: 'lognormal'; readonly median: number; readonly sigma: number; readonly maxValue: number | null }
  /** So many milliseconds for each item of the answer's list. */
  | { readonly type: 'per-item'; readonly milliseconds: number }
  /** Seconds read from a query parameter of the request, with a default (`timeout_seconds`). */
  | {
      readonly type: 'from-query';
      readonly parameter: string;
      readonly defaultMilliseconds: number;
      readonly maxMilliseconds: number;
    };

export interface Respond {
  readonly status: number;
  readonly message: string | null;
  /** Named example of that response in the document. */
  readonly example: string | null;
  /** Whole body; wins over message and example. */
  readonly body: unknown;
  /** Values may be `@dynamic=2` (seconds), `@date=2` (HTTP-date), `@epoch=2` (seconds since 1970), `@past`, `@garbage`. */
  readonly headers: Readonly<Record<string, string>>;
}

/** match + when + what. */
export interface Rule {
  readonly id: string;
  /** What a person reads about it in the table of `serve` and in the report. */
  readonly summary: string | null;
  readonly match: Match;
  readonly when: When;
  /** `after`: runs the whole way, keeps the side effect, then loses the reply. */
  readonly phase: 'before' | 'after';
  /** Null: the rule only delays. */
  readonly respond: Respond | null;
  readonly fault: FaultCall | null;
  readonly delay: Delay | null;
  /** Before authentication, or behind the resources. */
  readonly acts: 'infrastructure' | 'backend';
  readonly expect: Expectation | null;
  readonly enabled: boolean;
  readonly place: Place;
}

/** On which of the matching requests of a case a rule fires, counted from 1: `skip+1` … `skip+times`. */
export interface When {
  readonly skip: number;
  /** Null: always. */
  readonly times: number | null;
  /** Every nth matching request; null: each. */
  readonly every: number | null;
  /** From 0 to 1; needs the layer's seed. */
  readonly probability: number | null;
  /** Milliseconds of the case's clock since it was opened; null: no bound. */
  readonly fromMs: number | null;
  readonly untilMs: number | null;
}

export interface ControlOptions {
  /** Whether `Prefer`, the instruction header and the case header are listened to. */
  readonly requestHeaders: boolean;
  readonly caseHeader: string;
  readonly instructionHeader: string;
  readonly casePathPrefix: string;
}

/** The defaults of `control`. */
export const defaultControl: ControlOptions = {
  requestHeaders: true,
  caseHeader: 'X-Faultline-Case',
  instructionHeader: 'X-Faultline-Instruction',
  casePathPrefix: '/__case/',
};
