import type { Exchange } from '../trace/exchange.ts';
import { statusOf } from '../trace/exchange.ts';
import { faultSeen } from '../trace/fault-seen.ts';

/** Faults that leave the status alone and spoil the answer. */
const spoiltAnswers = new Set(['invalid-json', 'wrong-content-type', 'empty-body']);

/** The failure that an exchange shows: a status from 400, or the name of a transport fault; null for a success. */
export function failureOf(exchange: Exchange): string | null {
  const { outcome, cause } = exchange;
  const status = statusOf(exchange);
  if (status !== null && status >= 400) return String(status);
  if (outcome !== null && outcome.kind !== 'response') return cause?.fault ?? faultSeen(outcome);
  return cause?.fault !== undefined && spoiltAnswers.has(cause.fault) ? cause.fault : null;
}

/** What came back, in one or two words. */
export function answerOf(exchange: Exchange): string {
  const { outcome } = exchange;
  if (outcome === null) return 'still open';
  if (outcome.kind === 'no-response') return `no answer (${outcome.code})`;
  return outcome.kind === 'response'
    ? String(outcome.response.status)
    : `${outcome.response.status}, broken off (${outcome.code})`;
}

/** Path and query of a URL. */
export function pathOf(url: string): string {
  return url.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i, '') || '/';
}
