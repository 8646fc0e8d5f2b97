import type { RateLimit, Rule } from '../contract/failure-layer.ts';

/** All that a case remembers between two requests. Never changed in place. */
export interface CaseState {
  readonly openedAt: number;
  /** Rules injected into this case come first, then those of the layer. */
  readonly rules: readonly Rule[];
  readonly rateLimits: readonly RateLimit[];
  /** Queued instruction strings by operation id. */
  readonly instructions: ReadonlyMap<string, readonly string[]>;
  /** How often a rule's match held, and how often it acted, by rule id. */
  readonly ruleCounts: ReadonlyMap<string, { readonly matched: number; readonly hits: number }>;
  /** By `limit id` + NUL + `whose`. */
  readonly quotas: ReadonlyMap<string, QuotaState>;
  /** Keys of the quotas in which a request under way has a place, by its id. */
  readonly places: ReadonlyMap<string, readonly string[]>;
  /** Of the collections that were changed: by the collection and its parents. */
  readonly resources: ReadonlyMap<string, StoredShelf>;
  /** Accepted requests by credential value; only of credentials that wear out. */
  readonly credentialUses: ReadonlyMap<string, number>;
  /** Credentials that this case accepts beside the layer's. */
  readonly extraCredentials: readonly string[];
}

export interface QuotaState {
  readonly windowStart: number;
  /** Units taken in the window; for the token bucket tokens times milliseconds, see there. */
  readonly used: number;
  /** Times of the accepted requests, one for each unit taken; only for the sliding window. */
  readonly times: readonly number[];
  /** Requests under way; only for `concurrent`. */
  readonly open: readonly string[];
  /** When the last refusal told the client to come back; null when there was none. */
  readonly refusedUntil: number | null;
}

/** The items of a collection below their parents. */
export interface StoredShelf {
  /** By id, in order of creation. */
  readonly items: ReadonlyMap<string, StoredResource>;
  /** The largest number that was given as an id; null: none was. */
  readonly lastNumber: number | null;
}

export interface StoredResource {
  /** In milliseconds since the case was opened: from then on it is seen. Small, so that a stored item is one object less. */
  readonly createdAfter: number;
  /** The failure layer put it there: it is the last to give way when its collection is full. */
  readonly seeded: boolean;
  readonly value: Readonly<Record<string, unknown>>;
}
