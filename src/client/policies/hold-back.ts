import type { Clock } from '../../clock.ts';
import { fieldsOf, parseRateLimit, readWait } from '../../retry/index.ts';
import { type Exchange, statusOf } from '../../trace/exchange.ts';

/** Remembers when the API wants to hear from this client again. */
export interface HoldBack {
  /** Takes note of what an answer says about the quota. */
  observe(exchange: Exchange): void;
  /** Resolves once the API may be called. */
  pass(signal?: AbortSignal): Promise<void>;
}

/**
 * Keeps all calls of a client back while the quota is used up, not just the one that was refused.
 *
 * A 429 or 503 holds until its wait has passed; a success that reports `r=0` holds until the reset
 * (draft-ietf-httpapi-ratelimit-headers-11: a client should not exceed what remains).
 */
export function createHoldBack(clock: Clock): HoldBack {
  let until = Number.NEGATIVE_INFINITY;
  return {
    observe(exchange) {
      until = Math.max(until, exchange.respondedAt === null ? until : exchange.respondedAt + holdMs(exchange));
    },
    async pass(signal) {
      // Whoever was let go first may have been refused again meanwhile.
      for (let wait = until - clock.now(); wait > 0; wait = until - clock.now()) await clock.sleep(wait, signal);
    },
  };
}

function holdMs(exchange: Exchange): number {
  const { outcome } = exchange;
  const status = statusOf(exchange);
  if (outcome === null || outcome.kind === 'no-response' || status === null) return 0;
  const headers = fieldsOf(outcome.response.headers);
  if (status === 429 || status === 503) {
    return readWait({ status, headers, now: exchange.respondedAt ?? exchange.startedAt })?.ms ?? 0;
  }
  const resets = parseRateLimit(headers['ratelimit'])
    .filter(({ remaining }) => remaining === 0)
    .map(({ resetSeconds }) => (resetSeconds ?? 0) * 1000);
  return Math.max(0, ...resets);
}
