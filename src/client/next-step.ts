import type { Classification } from '../retry/classification.ts';
import { retryWaitMs } from './policies/backoff.ts';
import type { Settings } from './settings.ts';

/** What a call does after a failed attempt. */
export type Step =
  | { readonly kind: 'again'; readonly waitMs: number }
  | { readonly kind: 'stop'; readonly because: string };

export interface Standing {
  readonly classification: Classification;
  /** Attempts made so far, from 1. */
  readonly attempts: number;
  readonly budgetAllows: boolean;
  /** Milliseconds left of the whole call. */
  readonly leftMs: number;
}

/** Whether to try again and after which wait; every limit that stops it says so. Pure but for the given chance. */
export function nextStep(standing: Standing, settings: Settings): Step {
  const { classification, attempts } = standing;
  const { maxAttempts, honourRetryAfter, maxWaitMs, backoff, random } = settings;
  if (!classification.retry) return stop(classification.reason);
  if (attempts >= maxAttempts) return stop(attemptsUsed(maxAttempts));
  if (!standing.budgetAllows) return stop('The retry budget is used up: too many attempts fail.');
  const asked = honourRetryAfter ? classification.waitMs : null;
  if (asked !== null && asked > maxWaitMs) {
    return stop(`The answer asks for a wait of ${asked} ms, longer than the ${maxWaitMs} ms that are accepted.`);
  }
  const hint = honourRetryAfter ? classification : { waitMs: null };
  const waitMs = retryWaitMs(attempts, hint, backoff, random);
  if (waitMs >= standing.leftMs) {
    return stop(`The next attempt would begin in ${waitMs} ms, past the deadline in ${standing.leftMs} ms.`);
  }
  return { kind: 'again', waitMs };
}

function stop(because: string): Step {
  return { kind: 'stop', because };
}

function attemptsUsed(maxAttempts: number): string {
  return maxAttempts === 1 ? 'The client makes a single attempt.' : `All ${maxAttempts} attempts are used up.`;
}
