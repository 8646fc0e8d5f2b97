import type { Classification } from '../retry/classification.ts';
import type { Exchange } from '../trace/exchange.ts';
import type { Attempt } from './attempt.ts';
import { type CircuitBreaker, createCircuitBreaker, type Health } from './policies/circuit-breaker.ts';
import { createConcurrency } from './policies/concurrency.ts';
import { createHoldBack } from './policies/hold-back.ts';
import { createRetryBudget } from './policies/retry-budget.ts';
import { createSpacing } from './policies/spacing.ts';
import type { Settings } from './settings.ts';

/** The policies that all calls of a client share: when an attempt may go out, and what its outcome changes. */
export interface Admission {
  readonly breaker: CircuitBreaker | null;
  budgetAllows(): boolean;
  /** Waits for its turn, then sends; null when the circuit breaker doesn't let it through. */
  through(send: () => Promise<Attempt>, signal: AbortSignal | undefined): Promise<Attempt | null>;
  learn(exchange: Exchange, classification: Classification): void;
}

export function createAdmission(settings: Settings): Admission {
  const { clock, circuitBreaker, retryBudget, spacingMs, maxConcurrent, holdBack } = settings;
  const breaker = circuitBreaker === undefined ? null : createCircuitBreaker(circuitBreaker);
  const budget = retryBudget === undefined ? null : createRetryBudget(retryBudget);
  const spacing = spacingMs === undefined ? null : createSpacing(spacingMs, clock);
  const hold = holdBack ? createHoldBack(clock) : null;
  const concurrency = maxConcurrent === undefined ? null : createConcurrency(maxConcurrent);

  async function inTurn(send: () => Promise<Attempt>, signal: AbortSignal | undefined): Promise<Attempt | null> {
    // An open breaker refuses at once; whoever had to wait asks it again, as it may have opened meanwhile.
    if (breaker !== null && breaker.waitMs(clock.now()) > 0) return null;
    await hold?.pass(signal);
    await spacing?.turn(signal);
    if (breaker !== null && !breaker.admit(clock.now())) return null;
    const attempt = await send();
    // A probe that never went out gives its place back.
    if (!attempt.sent) breaker?.record('unknown', clock.now());
    return attempt;
  }

  return {
    breaker,
    budgetAllows: () => budget?.allows() ?? true,
    through: (send, signal) =>
      concurrency === null ? inTurn(send, signal) : concurrency.run(() => inTurn(send, signal), signal),
    learn(exchange, classification) {
      const health = healthOf(classification);
      breaker?.record(health, clock.now());
      hold?.observe(exchange);
      if (health === 'success') budget?.succeeded();
      if (classification.retry) budget?.failed();
    },
  };
}

// What the client brought about itself proves that the API is up, or at least nothing about it.
function healthOf({ category, side, status }: Classification): Health {
  if (category === null || (side === 'client' && status !== null)) return 'success';
  return side === 'client' ? 'unknown' : 'failure';
}
