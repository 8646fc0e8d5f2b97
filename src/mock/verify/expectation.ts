import type { Verdict } from '../../result.ts';
import type { Exchange } from '../../trace/exchange.ts';

/** How many: exactly so many, or between two bounds. */
export interface Count {
  readonly exactly?: number;
  readonly min?: number;
  readonly max?: number;
}

/**
 * What a client is to have done to one operation. All requests of the case to that operation count as the attempts of
 * one call, so each call that is to be judged needs a case of its own.
 */
export interface ExpectedCall {
  readonly operationId: string;
  readonly attempts?: Count;
  /** Between any two attempts. */
  readonly minGapMilliseconds?: number;
  /** No attempt came before the time that a `Retry-After` before it had named. */
  readonly honoursRetryAfter?: true;
  /** Every attempt carries the same `Idempotency-Key`. */
  readonly sameIdempotencyKey?: true;
  /** How many changes of stored resources the attempts left behind. */
  readonly sideEffects?: Count;
  /** Each wait is at least 1.3 times the one before; waits that the server asked for aside. Needs jitter to be off. */
  readonly backoff?: 'exponential';
}

/** How many requests may have led to no operation of the contract. */
export interface ExpectedTraffic {
  readonly unexpected: Count;
}

export type Expected = ExpectedCall | ExpectedTraffic;

/** A request that led nowhere and looks like one that was expected. */
export interface NearMiss {
  /** Id of the exchange. */
  readonly exchange: string;
  /** Method and path. */
  readonly request: string;
  readonly why: string;
}

/** One promise of one expectation, and what was seen. */
export interface VerificationResult {
  /** With this one promise only. */
  readonly expectation: Expected;
  /** `untested`: nothing happened by which it could have been kept or broken. */
  readonly verdict: Verdict;
  readonly observed: string;
  /** Ids of the exchanges that it was seen in. */
  readonly evidence: readonly string[];
  readonly nearMisses: readonly NearMiss[];
}

/** Passed: every promise was kept. One that was not tested has not passed. */
export interface Verification {
  readonly passed: boolean;
  readonly results: readonly VerificationResult[];
}

/** What one promise comes to. */
export interface Judgement {
  readonly verdict: Verdict;
  readonly observed: string;
  readonly evidence: readonly Exchange[];
}

/** How one kind of promise is judged, from the attempts in the order in which they came. */
export interface Judge<Wanted> {
  judge(attempts: readonly Exchange[], wanted: Wanted, blurMs: number): Judgement;
}
