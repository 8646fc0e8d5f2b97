import { httpDate } from '../clock.ts';

const longAgoMs = 3_600_000;
const dynamic = /^@(dynamic|date|epoch)=(\d+(?:\.\d+)?)$/;

/**
 * The headers of a fault or a rule as they go on the wire at `now` (milliseconds since the epoch).
 *
 * `@dynamic=2` is a number of seconds, `@date=2` the HTTP-date in two seconds, `@epoch=2` the same in seconds since 1970,
 * `@past` a date an hour gone, `@garbage` what no client can read.
 */
export function resolveHeaders(
  headers: Readonly<Record<string, string>>,
  now: number,
): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, resolveValue(value, now)]));
}

function resolveValue(value: string, now: number): string {
  if (value === '@past') return httpDate(now - longAgoMs);
  if (value === '@garbage') return 'soon-ish; maybe';
  const [, form, seconds] = dynamic.exec(value) ?? [];
  if (form === undefined || seconds === undefined) return value;
  const ms = Number(seconds) * 1000;
  if (form === 'epoch') return String(Math.ceil((now + ms) / 1000));
  return form === 'date' ? httpDate(now + ms) : String(Math.ceil(ms / 1000));
}
