export interface CircuitBreakerOptions {
  /** Failures in a row that open it; default 5. */
  readonly failureThreshold?: number;
  /** Milliseconds after which an open one lets a single attempt through; default 30,000. */
  readonly halfOpenAfterMs?: number;
}

/** Every state holds only what it needs. Times are clock milliseconds. */
export type CircuitState =
  | { readonly kind: 'closed'; readonly failures: number }
  | { readonly kind: 'open'; readonly openedAt: number }
  /** One attempt is under way to see whether the API is back. */
  | { readonly kind: 'half-open'; readonly openedAt: number };

/** What an attempt said about the health of the API. `unknown`: nothing, as when the caller gave up. */
export type Health = 'success' | 'failure' | 'unknown';

/** A circuit breaker; `now` is always given, so that it runs on any clock. */
export interface CircuitBreaker {
  readonly state: CircuitState;
  /** Milliseconds until an attempt may be made; 0: now. */
  waitMs(now: number): number;
  /** Takes the right to one attempt; false while it is open, or while the probe is under way. */
  admit(now: number): boolean;
  /** What became of an attempt that was admitted. */
  record(health: Health, now: number): void;
}

/**
 * A circuit breaker: after failures in a row it lets nothing through, then one probe, and closes when that succeeds.
 *
 * Only what says that the API is ill counts: answers of the 4xx class, 429 included, prove that it is up.
 * Source: Nygard, Release It!; Azure architecture, "Circuit Breaker pattern". Written here because cockatiel's reads
 * `Date.now` itself and so can't run on our clock (decisions.md).
 */
export function createCircuitBreaker(options: CircuitBreakerOptions = {}): CircuitBreaker {
  const { failureThreshold = 5, halfOpenAfterMs = 30_000 } = options;
  let state: CircuitState = { kind: 'closed', failures: 0 };

  const waitMs = (now: number) => (state.kind === 'closed' ? 0 : Math.max(0, state.openedAt + halfOpenAfterMs - now));

  return {
    get state() {
      return state;
    },
    waitMs,
    admit(now) {
      if (state.kind === 'closed') return true;
      if (state.kind === 'half-open' || waitMs(now) > 0) return false;
      state = { kind: 'half-open', openedAt: state.openedAt };
      return true;
    },
    record(health, now) {
      state = next(state, health, { now, failureThreshold });
    },
  };
}

function next(
  state: CircuitState,
  health: Health,
  { now, failureThreshold }: { readonly now: number; readonly failureThreshold: number },
): CircuitState {
  if (health === 'success') return { kind: 'closed', failures: 0 };
  switch (state.kind) {
    case 'closed': {
      const failures = state.failures + (health === 'failure' ? 1 : 0);
      return failures >= failureThreshold ? { kind: 'open', openedAt: now } : { kind: 'closed', failures };
    }
    case 'open':
      // An attempt that was admitted before it opened: it changes nothing.
      return state;
    case 'half-open':
      return { kind: 'open', openedAt: health === 'failure' ? now : state.openedAt };
    default:
      return state satisfies never;
  }
}
