import type { SampleRequest } from '../../contract/index.ts';
import type { CauseKind } from '../../trace/exchange.ts';

/** One request of a way to fail, and how it is sent. */
export interface CatalogueStep {
  readonly request: SampleRequest;
  /** How often. */
  readonly times: number;
  /** Seconds between two of them. */
  readonly pauseSeconds: number;
  /** Whether all of them are sent at the same time. */
  readonly atOnce: boolean;
  /** Whether all of them go over one connection. */
  readonly sameConnection: boolean;
  /** Seconds before the first of them. */
  readonly waitSeconds: number;
  /** Seconds after which the client stops waiting; null: it waits as long as it takes. */
  readonly giveUpSeconds: number | null;
  /** So many bytes to send in addition: as the body, or in a header. */
  readonly filler: { readonly in: 'body' | 'header'; readonly bytes: number } | null;
}

/** What decided the failing answer. `wire`: it was no request yet. `client`: no answer of the mock's, the client gave up. */
export type CatalogueCause = CauseKind | 'wire' | 'client';

/** One way to make the mock fail, and the requests that do it on a freshly started mock. */
export interface CatalogueEntry {
  /** `401`, the name of a fault, `delay`, or `client-timeout`. */
  readonly failure: string;
  readonly summary: string;
  /** Id of the operation; null where no operation is meant. */
  readonly operation: string | null;
  /** Sent in this order; the last request is the one that fails. None: no request can do it. */
  readonly steps: readonly CatalogueStep[];
  readonly cause: CatalogueCause;
  /** Id of the rule or quota; null where none is behind it. */
  readonly ruleId: string | null;
  /** Whether it is one of the plain ones that a newcomer tries first. */
  readonly start: boolean;
  /** Seconds until the failure shows. */
  readonly seconds: number;
}

/** A way to fail as its source proposes it, before it was tried. */
export interface Candidate {
  readonly failure: string | number;
  readonly summary: string;
  readonly operation: string | null;
  /** Several ways to say it; the first that shows the failure is taken. */
  readonly variants: readonly (readonly CatalogueStep[])[];
  readonly cause: CatalogueCause;
  readonly ruleId?: string | null;
  readonly start?: boolean;
  /** Name of the case that it needs for itself, because it depends on what was sent before, or changes something. */
  readonly ownCase?: string | null;
}

/** A request as a step, sent once unless something else is said. */
export function stepOf(request: SampleRequest, how: Partial<CatalogueStep> = {}): CatalogueStep {
  return {
    request,
    times: 1,
    pauseSeconds: 0,
    atOnce: false,
    sameConnection: false,
    waitSeconds: 0,
    giveUpSeconds: null,
    filler: null,
    ...how,
  };
}
