import type { ApiRequest } from '../decision.ts';

/** The cookies of a request by name; of two with one name the first counts. */
export function cookiesOf({ headers }: ApiRequest): ReadonlyMap<string, string> {
  const cookies = new Map<string, string>();
  for (const part of (headers['cookie'] ?? '').split(/[;,]/)) {
    const at = part.indexOf('=');
    const name = part.slice(0, at).trim();
    if (at > 0 && !cookies.has(name)) cookies.set(name, part.slice(at + 1).trim());
  }
  return cookies;
}
