/**
 * The reference client: undici plus policies, each of which is off until it is asked for, and the remedies that are
 * more than a setting. It judges by src/retry and records plain exchanges; it knows no contract and no mock.
 */
export {
  type CallResult,
  type Client,
  type ClientOptions,
  type ClientRequest,
  succeeded,
} from './client.ts';
export { createClient } from './create-client.ts';
export { type Backoff, type BackoffOptions, backoffMs, defaultBackoff, retryWaitMs } from './policies/backoff.ts';
export type { CacheOptions } from './policies/cache.ts';
export {
  type CircuitBreaker,
  type CircuitBreakerOptions,
  type CircuitState,
  createCircuitBreaker,
  type Health,
} from './policies/circuit-breaker.ts';
export { type Concurrency, createConcurrency } from './policies/concurrency.ts';
export { createHoldBack, type HoldBack } from './policies/hold-back.ts';
export { idempotencyKeyFor } from './policies/idempotency-key.ts';
export { createRetryBudget, type RetryBudget, type RetryBudgetOptions } from './policies/retry-budget.ts';
export { createSpacing, type Spacing } from './policies/spacing.ts';
export { type Batcher, type BatcherOptions, batchesOf, createBatcher } from './remedies/batching.ts';
export {
  createIfMissing,
  type EnsureResult,
  ifFound,
  type Lookups,
  type UpdateResult,
  updateIfExists,
} from './remedies/existence.ts';
export {
  type NextPage,
  nextByCursor,
  nextByLink,
  nextByOffset,
  type PaginationOptions,
  pagesOf,
} from './remedies/pagination.ts';
export {
  type FieldShape,
  growPayload,
  type PayloadShape,
  type PreparedPayload,
  preparePayload,
} from './remedies/payload.ts';
