import { memberOf } from './json.ts';

/** A wait in milliseconds that stands in an error body, with where; null when there is none. */
export function readBodyWait(json: unknown): { readonly ms: number; readonly source: string } | null {
  const retryInfo = readRetryInfo(json);
  if (retryInfo !== null) return { ms: retryInfo, source: 'google.rpc.RetryInfo' };
  for (const holder of [json, memberOf(json, 'error'), memberOf(json, 'parameters')]) {
    const ms = readMember(holder);
    if (ms !== null) return { ms, source: 'body retry_after' };
  }
  return null;
}

// https://github.com/googleapis/googleapis/blob/master/google/rpc/error_details.proto: a Duration such as "3.5s".
function readRetryInfo(json: unknown): number | null {
  const details = memberOf(memberOf(json, 'error'), 'details') ?? memberOf(json, 'details');
  if (!Array.isArray(details)) return null;
  const info: unknown = details.find((detail) => String(memberOf(detail, '@type')).endsWith('google.rpc.RetryInfo'));
  const delay = memberOf(info, 'retryDelay');
  const seconds = typeof delay === 'string' ? /^(\d{1,10}(?:\.\d{1,9})?)s$/.exec(delay)?.[1] : undefined;
  return seconds === undefined ? null : Math.ceil(Number(seconds) * 1000);
}

function readMember(holder: unknown): number | null {
  const ms = readNumber(memberOf(holder, 'retry_after_ms'));
  if (ms !== null) return Math.ceil(ms);
  const seconds = readNumber(memberOf(holder, 'retry_after') ?? memberOf(holder, 'retryAfter'));
  return seconds === null ? null : Math.ceil(seconds * 1000);
}

function readNumber(value: unknown): number | null {
  if (typeof value === 'string' && /^\d{1,10}(\.\d{1,9})?$/.test(value)) return Number(value);
  return typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value : null;
}
