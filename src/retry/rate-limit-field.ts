/** One service limit as `RateLimit` reports it. */
export interface ServiceLimit {
  readonly remaining: number;
  /** Null: not said. */
  readonly resetSeconds: number | null;
}

const member = /^(?:"[^"]*"|[A-Za-z*][\w:/.*-]*)((?:\s*;\s*[a-z*][\w.*-]*(?:=[^;]*)?)*)$/;
// draft-ietf-httpapi-ratelimit-headers-07 and express-rate-limit's "draft-7".
const keyed = /^limit=\d+,\s*remaining=(\d+),\s*reset=(\d+)$/;
const longestField = 2000;

/**
 * Reads a `RateLimit` field (draft-ietf-httpapi-ratelimit-headers-11): `"name";r=0;t=30`, several separated by commas.
 *
 * A field that is malformed anywhere gives no limits at all, as the draft demands.
 */
export function parseRateLimit(field: string | undefined): readonly ServiceLimit[] {
  if (field === undefined || field.length > longestField) return [];
  const old = keyed.exec(field.trim());
  if (old !== null) return [{ remaining: Number(old[1]), resetSeconds: Number(old[2]) }];
  const limits = splitMembers(field).map(readMember);
  return limits.includes(null) ? [] : limits.filter((limit) => limit !== null);
}

function splitMembers(field: string): readonly string[] {
  return field.split(/,(?=(?:[^"]*"[^"]*")*[^"]*$)/).map((part) => part.trim());
}

function readMember(text: string): ServiceLimit | null {
  const parameters = member.exec(text)?.[1];
  if (parameters === undefined) return null;
  const remaining = wholeNumber(parameters, 'r');
  const reset = wholeNumber(parameters, 't');
  if (typeof remaining !== 'number' || reset === 'malformed') return null;
  return { remaining, resetSeconds: reset };
}

function wholeNumber(parameters: string, name: string): number | null | 'malformed' {
  const given = parameters
    .split(';')
    .map((part) => part.trim())
    .find((part) => part.split('=')[0] === name);
  if (given === undefined) return null;
  const value = given.slice(name.length + 1).trim();
  return /^\d{1,15}$/.test(value) ? Number(value) : 'malformed';
}

/** The window in seconds of every policy in a `RateLimit-Policy` field: `"day";q=1000;w=86400`. */
export function parsePolicyWindows(field: string | undefined): readonly number[] {
  if (field === undefined || field.length > longestField) return [];
  return splitMembers(field)
    .map((text) => wholeNumber(member.exec(text)?.[1] ?? '', 'w'))
    .filter((window) => typeof window === 'number');
}
