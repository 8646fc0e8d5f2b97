import type { Facts } from './facts.ts';
import { memberOf } from './json.ts';
import { parsePolicyWindows } from './rate-limit-field.ts';
import { isExhausted } from './waits.ts';

/** A wait from which on a loop in the process is no answer any more: 15 minutes (AIP-194 on RESOURCE_EXHAUSTED). */
export const longestWaitInProcessMs = 15 * 60 * 1000;

const dailySeconds = 86_400;

/** What a row may ask beside the status or the error code, by name. */
export const conditions = {
  'told to wait': ({ wait }) => wait !== null,
  'rate limit in the dress of 403': (facts) =>
    facts.wait !== null || isExhausted(facts.signal.headers) || /secondary rate limit/i.test(facts.signal.body ?? ''),
  'quota used up for long': (facts) => isQuotaUsedUp(facts),
  'first request with this key still running': ({ signal }) =>
    speaksOfKey(signal.requestHeaders, signal.body) &&
    /outstanding|in.progress|in.flight|being processed|still (running|processing)|concurrent/i.test(signal.body ?? ''),
  'key used with another payload': ({ signal }) => /idempotency.?key/i.test(signal.body ?? ''),
  'may appear later': ({ signal }) => signal.eventuallyConsistent === true,
  'body broken off': ({ code }) => code !== null,
  'never sent': ({ signal }) => signal.phase === 'connect',
  'stale connection': ({ signal }) => signal.phase === 'request' && signal.reusedConnection === true,
} as const satisfies Record<string, (facts: Facts) => boolean>;

export type Condition = keyof typeof conditions;

/** Codes that say that somebody gave up waiting; in which phase, the signal says. */
export const timeoutCodes: readonly string[] = [
  'TIMEOUT',
  'ETIMEDOUT',
  'UND_ERR_HEADERS_TIMEOUT',
  'UND_ERR_BODY_TIMEOUT',
];

function isQuotaUsedUp({ wait, signal, json }: Facts): boolean {
  if (wait !== null && wait.ms > longestWaitInProcessMs) return true;
  if (/insufficient_quota/.test(signal.body ?? '')) return true;
  const type = memberOf(json, 'type');
  const isQuotaProblem = typeof type === 'string' && type.endsWith('quota-exceeded');
  return isQuotaProblem && (hasDailyPolicy(signal.headers) || namesDailyPolicy(json));
}

function hasDailyPolicy(headers: Readonly<Record<string, string>>): boolean {
  return parsePolicyWindows(headers['ratelimit-policy']).some((seconds) => seconds >= dailySeconds);
}

function namesDailyPolicy(json: unknown): boolean {
  return /\b(daily|day|monthly|month)\b/i.test(JSON.stringify(memberOf(json, 'violated-policies') ?? ''));
}

function speaksOfKey(requestHeaders: Readonly<Record<string, string>> | undefined, body: string | undefined): boolean {
  return requestHeaders?.['idempotency-key'] !== undefined || /idempotency.?key/i.test(body ?? '');
}
