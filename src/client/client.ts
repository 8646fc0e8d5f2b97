import type { Clock, Random } from '../clock.ts';
import type { Classification, Policy } from '../retry/classification.ts';
import type { Exchange, HeaderList } from '../trace/exchange.ts';
import type { BackoffOptions } from './policies/backoff.ts';
import type { CacheOptions } from './policies/cache.ts';
import type { CircuitBreakerOptions, CircuitState } from './policies/circuit-breaker.ts';
import type { RetryBudgetOptions } from './policies/retry-budget.ts';

/** One request as the caller asks for it; how often it is sent is the client's affair. */
export interface ClientRequest {
  readonly method: string;
  /** Path and query, as they go on the wire; joined to the client's base URL. */
  readonly path: string;
  /** They replace the client's own headers of the same name. */
  readonly headers?: HeaderList;
  readonly body?: string | undefined;
  /** Milliseconds for one attempt, from its start to the last byte of the body; default from the client. */
  readonly timeoutMs?: number | undefined;
  readonly operationId?: string | null;
  /** A repeat has no further effect although the method allows one (RFC 9110 §9.2.2). */
  readonly declaredIdempotent?: boolean;
  /** What was just written may take a while to appear: a 404 may be tried once more. */
  readonly eventuallyConsistent?: boolean;
  /** Ends the call at once, also in the midst of an attempt; the outcome's code is `ABORTED`. */
  readonly signal?: AbortSignal;
}

/** One logical call: every attempt it took, and how it ended. */
export interface CallResult {
  /** Empty when nothing was sent: the answer was cached, or the circuit breaker was open. */
  readonly attempts: readonly Exchange[];
  /** The last exchange; its outcome says what the caller got. */
  readonly last: Exchange;
  readonly classification: Classification;
  /** Milliseconds waited before each attempt but the first. */
  readonly waitsMs: readonly number[];
  /** Why no further attempt was made; null when the call succeeded. */
  readonly gaveUp: string | null;
  /** The whole body of the last answer as text, where `last` may hold a cut one; null when none came. */
  readonly body: string | null;
  /** The answer was kept from an earlier call; nothing was sent. */
  readonly cached: boolean;
}

/**
 * How a client behaves. Every policy is off unless it is asked for, so that the bare client does one attempt and
 * nothing else. Times are in milliseconds.
 */
export interface ClientOptions {
  /** Without a trailing slash. */
  readonly baseUrl: string;
  /** Default: the real one. All waits and timeouts go by it. */
  readonly clock?: Clock;
  /** Which table says what may be retried; default `standard`. */
  readonly policy?: Policy;
  /** For one attempt; default 30,000. */
  readonly timeoutMs?: number;
  readonly headers?: HeaderList;
  /** Attempts, not retries: 1 (the default) never retries. */
  readonly maxAttempts?: number;
  /** Prefix of the request ids, so that they say which scenario they belong to; default: a random one. */
  readonly requestIdPrefix?: string;
  /** Header that carries the request id; default `X-Request-Id`. */
  readonly requestIdHeader?: string;
  /** Base of the URLs in the exchanges, where `baseUrl` has a prefix that nobody should see; default `baseUrl`. */
  readonly recordedBaseUrl?: string;
  /** Written into the exchanges; default empty. */
  readonly caseId?: string;
  /** Draws jitter and idempotency keys; default: the machine's. */
  readonly random?: Random;
  /** Bytes of a body that are taken at most; a longer one is broken off. Default 16 MiB. */
  readonly maxBodyBytes?: number;

  /** How long to wait before each retry; default: from 1 s, doubling, to 30 s, with full jitter. */
  readonly backoff?: BackoffOptions;
  /** Waits at least as long as the answer asks (RFC 9110 §10.2.3); default true. */
  readonly honourRetryAfter?: boolean;
  /** Gives up when the answer asks for more than this; default 15 minutes. */
  readonly maxWaitMs?: number;
  /** For the whole call, waits included; default: none. */
  readonly deadlineMs?: number;
  /** Stops retrying when too much fails (gRPC A6). */
  readonly retryBudget?: RetryBudgetOptions;
  /** Gives each POST and PATCH an `Idempotency-Key`, the same on every attempt; default false. */
  readonly idempotencyKeys?: boolean;
  /** Stops sending after failures in a row, and probes after a time. */
  readonly circuitBreaker?: CircuitBreakerOptions;
  /** Least time between the starts of two attempts. */
  readonly spacingMs?: number;
  /** Attempts under way at the same time at most. */
  readonly maxConcurrent?: number;
  /** Waits before the next attempt, of whatever call, when an answer says that the quota is used up; default false. */
  readonly holdBack?: boolean;
  /** Keeps answers to GET. */
  readonly cache?: CacheOptions;
  /** Asked once in a call that was refused for its credential; the headers it gives replace those sent. Null: none. */
  readonly renewCredential?: (classification: Classification) => Promise<HeaderList | null> | HeaderList | null;
}

/** Sends calls to one API and keeps every promise that a good client keeps. */
export interface Client {
  /** Never throws for what the API does: how it ended stands in the result. */
  call(request: ClientRequest): Promise<CallResult>;
  /** State of the circuit breaker; null without one. */
  readonly circuit: CircuitState['kind'] | null;
  /** Closes every connection; calls under way end as broken. */
  close(): Promise<void>;
}

/** Whether the call got what it asked for: an answer that is no failure, and all of it. */
export function succeeded({ last, classification }: Pick<CallResult, 'last' | 'classification'>): boolean {
  return last.outcome?.kind === 'response' && classification.category === null;
}
