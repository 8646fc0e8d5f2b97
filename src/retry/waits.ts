import { readBodyWait } from './body-waits.ts';
import type { Signal } from './classification.ts';
import { parseHttpDate } from './http-date.ts';
import { parseRateLimit } from './rate-limit-field.ts';

/** What the server asked for: the earliest time of a repeat, counted from the answer. */
export interface Wait {
  /** Milliseconds, never negative. */
  readonly ms: number;
  /** The field it was read from, as its specification spells it. */
  readonly source: string;
}

type Answered = Pick<Signal, 'status' | 'headers' | 'now'>;
type Reader = (answer: Answered, json: unknown) => Wait | null;

/**
 * The wait that counts when several are given: `Retry-After` before everything (draft-ietf-httpapi-ratelimit-headers-11),
 * then the providers' own millisecond fields, the body, `RateLimit`, and last the older reset fields.
 *
 * Malformed fields are ignored, as if they weren't there.
 */
const readers: readonly Reader[] = [
  (answer) => readRetryAfter(answer),
  readMilliseconds('retry-after-ms'),
  readMilliseconds('x-ms-retry-after-ms'),
  readMilliseconds('x-amz-retry-after'),
  readMilliseconds('grpc-retry-pushback-ms'),
  (_, json) => readBodyWait(json),
  readRateLimit,
  readLegacyReset('X-RateLimit-Reset-After'),
  readLegacyReset('RateLimit-Reset'),
  readLegacyReset('X-RateLimit-Reset'),
  readLegacyReset('X-Rate-Limit-Reset'),
];

/** How long the answer asks to wait; null when it doesn't. Header names are lower case. */
export function readWait(answer: Answered, json?: unknown): Wait | null {
  for (const read of readers) {
    const wait = read(answer, json);
    if (wait !== null) return { ms: Math.min(wait.ms, longestWaitMs), source: wait.source };
  }
  return null;
}

// RFC 9111 §1.2.2: a number of seconds too large to hold counts as 2^31.
const longestWaitMs = 2 ** 31 * 1000;

/**
 * `Retry-After` in milliseconds from `now`: whole seconds or an HTTP-date (RFC 9110 §10.2.3); null when absent or malformed.
 *
 * A date that has passed is 0. Without `now` the answer's own `Date` takes its place; without both a date can't be read.
 */
export function readRetryAfter(answer: Pick<Signal, 'headers' | 'now'>): Wait | null {
  const value = answer.headers['retry-after']?.trim();
  if (value === undefined) return null;
  if (/^\d+$/.test(value)) return { ms: Math.min(Number(value) * 1000, longestWaitMs), source: 'Retry-After' };
  const from = timeOf(answer);
  const date = from === null ? null : parseHttpDate(value, from);
  return date === null || from === null ? null : { ms: Math.max(0, date - from), source: 'Retry-After' };
}

// Azure's two, AWS's (integer milliseconds) and gRPC A6's; all of them count from the answer.
function readMilliseconds(name: string): Reader {
  return ({ headers }) => {
    const value = headers[name]?.trim();
    return value !== undefined && /^\d{1,13}(\.\d+)?$/.test(value)
      ? { ms: Math.ceil(Number(value)), source: name }
      : null;
  };
}

const throttling: readonly (number | null)[] = [429, 403, 503];

// A limit with quota left says nothing about why the call failed; only a 429 is about the limit for certain.
function readRateLimit({ status, headers }: Answered): Wait | null {
  if (!throttling.includes(status)) return null;
  const limits = parseRateLimit(headers['ratelimit']);
  const exhausted = limits.filter(({ remaining }) => remaining === 0);
  const counted = exhausted.length === 0 && status === 429 ? limits : exhausted;
  const resets = counted.map(({ resetSeconds }) => resetSeconds).filter((seconds) => seconds !== null);
  return resets.length === 0 ? null : { ms: Math.max(...resets) * 1000, source: 'RateLimit' };
}

const remainingNames = ['x-ratelimit-remaining', 'ratelimit-remaining', 'x-rate-limit-remaining'];

/** Whether one of the older fields says that nothing is left. */
export function isExhausted(headers: Readonly<Record<string, string>>): boolean {
  return remainingNames.some((name) => headers[name]?.trim() === '0');
}

// Numbers from 1e9 on are a time (seconds since 2001), from 1e12 on one in milliseconds; smaller ones are seconds to go.
const firstEpochSeconds = 1e9;
const firstEpochMs = 1e12;

function readLegacyReset(source: string): Reader {
  return (answer) => {
    if (!speaksOfLimit(answer)) return null;
    const text = answer.headers[source.toLowerCase()]?.trim();
    if (text === undefined || !/^\d{1,15}(\.\d+)?$/.test(text)) return null;
    const ms = untilReset(Number(text), answer);
    return ms === null ? null : { ms, source };
  };
}

function speaksOfLimit({ status, headers }: Answered): boolean {
  return status === 429 || (throttling.includes(status) && isExhausted(headers));
}

function untilReset(value: number, answer: Answered): number | null {
  if (value < firstEpochSeconds) return Math.ceil(value * 1000);
  const from = timeOf(answer);
  const at = value >= firstEpochMs ? value : value * 1000;
  return from === null ? null : Math.max(0, Math.ceil(at - from));
}

// When the answer came; a log that didn't note it may still hold the server's own Date.
function timeOf({ headers, now }: Pick<Signal, 'headers' | 'now'>): number | null {
  return now ?? parseHttpDate(headers['date'] ?? '', 0);
}
