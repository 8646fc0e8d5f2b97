import type { Phase } from '../trace/exchange.ts';

/** Whether and how a failed call may be tried again, as DESIGN's five classes; the phrase is what Gherkin says. */
export const retryClasses = {
  retryable: 'retryable',
  'retryable-after-delay': 'retryable after a delay',
  'retryable-if-idempotent': 'retryable only if idempotent',
  'retryable-after-change': 'retryable after a change',
  'not-retryable': 'not retryable',
} as const;
export type RetryClass = keyof typeof retryClasses;

/** What kind of failure it is; the phrase is what Gherkin says. */
export const categories = {
  authentication: 'authentication',
  authorization: 'authorization',
  validation: 'validation',
  'not-found': 'not found',
  conflict: 'conflict',
  throttling: 'throttling',
  'server-error': 'server error',
  unavailable: 'unavailable',
  timeout: 'timeout',
  connection: 'connection',
} as const;
export type Category = keyof typeof categories;

/** Who has the problem. `between` is a gateway, proxy or edge. */
export const sides = {
  client: 'client',
  provider: 'provider',
  between: 'between',
  network: 'network',
} as const;
export type Side = keyof typeof sides;

/** Which table classifies: the reference's own, or the RFCs'. */
export const policies = ['reference', 'standard'] as const;
export type Policy = (typeof policies)[number];

/** What is known of one failed (or successful) attempt. Header names are lower case. */
export interface Signal {
  readonly method: string;
  /** Null when no status line came back; then `errorCode` says why. */
  readonly status: number | null;
  readonly headers: Readonly<Record<string, string>>;
  /** The body as text, as far as it came. */
  readonly body?: string;
  readonly errorCode?: string | null;
  readonly phase?: Phase | null;
  /** Whether the connection had carried an earlier request. */
  readonly reusedConnection?: boolean;
  /** Headers of the request, lower case: `idempotency-key`, `if-match` and the like make a repeat safe. */
  readonly requestHeaders?: Readonly<Record<string, string>>;
  /** The operation is declared idempotent although its method is not. */
  readonly declaredIdempotent?: boolean;
  /** What was just written may take a while to appear: a 404 may then be tried once more. */
  readonly eventuallyConsistent?: boolean;
  /** Milliseconds since the epoch at which the answer came; needed to read dates. */
  readonly now?: number;
}

/** The answer to "may I try again, when, and why?". */
export interface Classification {
  readonly status: number | null;
  /** Null for a success. */
  readonly category: Category | null;
  readonly class: RetryClass;
  /** The decision for this method and these keys: may the same request be sent again as it is? */
  readonly retry: boolean;
  /** The earliest wait in milliseconds that the server asked for; null when it asked for none. */
  readonly waitMs: number | null;
  /** Where the wait was read: `Retry-After`, `RateLimit` …; null when there is none. */
  readonly waitSource: string | null;
  readonly mayHaveBeenApplied: 'no' | 'unknown' | 'yes';
  readonly reason: string;
  /** RFC section or provider's page. */
  readonly source: string;
  readonly side: Side | null;
  readonly policy: Policy;
  /** What has to change first, for `retryable-after-change`. */
  readonly changeNeeded: string | null;
  /** The repeat must use another connection (RFC 9110 §15.5.20). */
  readonly newConnection: boolean;
  /** The shortest wait in milliseconds that makes sense where the server named none; absent: any. */
  readonly backoffFloorMs?: number;
}

/** What a failure layer, a scenario or a rule says a failure means. */
export interface Expectation {
  readonly class: RetryClass;
  readonly category?: Category;
  readonly side?: Side;
}
