import type { Random } from '../../clock.ts';
import type { Classification } from '../../retry/classification.ts';

export interface BackoffOptions {
  /** Milliseconds before the first retry; default 1000. */
  readonly baseMs?: number;
  /** What each further wait is multiplied by; default 2. */
  readonly factor?: number;
  /** No wait of our own is longer; default 30,000. */
  readonly maxMs?: number;
  /** `full` (the default) draws from 0 to the wait; `none` takes it whole. */
  readonly jitter?: 'none' | 'full';
}

export type Backoff = Required<BackoffOptions>;

/** Waits of 1, 2, 4, 8, 16, 30, 30 … seconds, each drawn from nothing up to itself. */
export const defaultBackoff: Backoff = { baseMs: 1000, factor: 2, maxMs: 30_000, jitter: 'full' };

/**
 * The wait in milliseconds before a retry, counted from 1: exponential, capped, with full jitter.
 *
 * Source: AWS Architecture Blog, "Exponential Backoff And Jitter".
 */
export function backoffMs(retry: number, { baseMs, factor, maxMs, jitter }: Backoff, random: Random): number {
  const envelope = Math.min(maxMs, baseMs * factor ** (retry - 1));
  return jitter === 'none' ? envelope : Math.floor(random() * envelope);
}

/**
 * The wait that is kept before a retry: the longer of our own backoff and what the answer asks for.
 *
 * Jitter only adds to what the answer asks for (RFC 9110 §10.2.3: no earlier than told), by at most `baseMs`, so that
 * clients refused together don't come back together.
 */
export function retryWaitMs(
  retry: number,
  { waitMs, backoffFloorMs }: Pick<Classification, 'waitMs' | 'backoffFloorMs'>,
  backoff: Backoff,
  random: Random,
): number {
  const own = backoffMs(retry, backoff, random);
  const least = waitMs ?? backoffFloorMs ?? 0;
  if (least === 0) return own;
  const added = backoff.jitter === 'none' ? 0 : Math.floor(random() * backoff.baseMs);
  return Math.max(own, least + added);
}
