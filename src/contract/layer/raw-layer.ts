import type { Expectation, Policy } from '../../retry/classification.ts';
import type {
  Delay,
  KnownCredential,
  Pagination,
  RateLimit,
  ResourceCollection,
  Rule,
  When,
} from '../failure-layer.ts';

/** A refusal as it is written: what is left out keeps its default. */
export interface RawRefusal {
  readonly status?: number;
  /** Never written: see `Refusal`. */
  readonly instead?: readonly number[];
  readonly message?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface RawMatch {
  readonly operation: string | readonly string[];
  readonly tags?: readonly string[];
  readonly headers: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  readonly path: Readonly<Record<string, string>>;
  readonly bodyFragment?: string;
}

export type RawKnown = { readonly [Key in keyof KnownCredential]?: NonNullable<KnownCredential[Key]> };

export interface RawCredentialPolicy {
  readonly missing: RawRefusal;
  readonly unknown: RawRefusal;
  readonly expired?: RawRefusal;
  readonly revoked?: RawRefusal;
  readonly scope: RawRefusal;
  readonly address: RawRefusal;
  readonly tenant: RawRefusal;
  readonly known?: Readonly<Record<string, RawKnown>>;
}

export type RawRateLimit = Omit<RateLimit, 'match' | 'refusal' | 'summary' | 'onlyCredentials'> & {
  readonly onlyCredentials?: readonly string[];
  readonly summary?: string;
  readonly match?: RawMatch;
  readonly refusal: RawRefusal;
};

export type RawResource = Omit<
  ResourceCollection,
  'name' | 'operations' | 'notFound' | 'seed' | 'showsExamples' | OptionalOfResource
> & {
  readonly [Key in OptionalOfResource]?: NonNullable<ResourceCollection[Key]>;
} & {
  readonly operations: { readonly [Key in keyof ResourceCollection['operations']]?: string };
  readonly notFound: RawRefusal;
  readonly pagination?: Pagination;
  readonly seed?: ResourceCollection['seed'];
};
type OptionalOfResource =
  | 'idsParameter'
  | 'tenantProperty'
  | 'itemsProperty'
  | 'createdAtProperty'
  | 'hiddenWhen'
  | 'pagination';

export interface RawRespond {
  readonly status: number;
  readonly message?: string;
  readonly example?: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface RawRule {
  readonly id: string;
  readonly summary?: string;
  readonly match?: RawMatch;
  readonly when: Pick<When, 'skip'> & { readonly [Key in Exclude<keyof When, 'skip'>]?: number };
  readonly phase: Rule['phase'];
  readonly respond?: RawRespond;
  readonly fault?: string | Readonly<Record<string, unknown>>;
  readonly delay?: Delay;
  readonly acts?: Rule['acts'];
  readonly expect?: Expectation;
  readonly enabled: boolean;
}

/** The file as its schema allows it, with the schema's defaults filled in; null stands for a part that breaks it. */
export interface RawLayer {
  readonly seed?: number;
  readonly policy?: Policy;
  readonly defaults: { readonly undocumentedStatus: 'error' | 'warn' | 'allow' };
  readonly errorBody?: { readonly contentType: string; readonly template: unknown };
  readonly requestIdHeader: string;
  readonly credentials: Readonly<Record<string, RawCredentialPolicy>>;
  readonly rateLimits: readonly (RawRateLimit | null)[];
  readonly routing: Readonly<Record<'notFound' | 'methodNotAllowed' | 'malformedPath' | 'unknownId', RawRefusal>>;
  readonly size: { readonly bodyBytes: number } & Readonly<Record<'tooLarge' | 'headersTooLarge', RawRefusal>>;
  readonly validation: { readonly status?: number; readonly messages: Readonly<Record<string, string>> } & Readonly<
    Record<'mediaType' | 'malformedBody' | 'missingBody', RawRefusal>
  >;
  readonly resources: Readonly<Record<string, RawResource>>;
  readonly rules: readonly (RawRule | null)[];
  readonly state: boolean;
  readonly ids: Readonly<Record<string, { readonly known?: string; readonly unknown?: string }>>;
  readonly expect: Readonly<Record<string, Expectation>>;
  readonly operations: Readonly<Record<string, { readonly expect?: Readonly<Record<string, Expectation>> }>>;
  readonly control: {
    readonly requestHeaders: boolean;
    readonly caseHeader: string;
    readonly instructionHeader: string;
    readonly casePathPrefix: string;
  };
  readonly upstream: { readonly apply: readonly ('rules' | 'rateLimits')[] };
}
