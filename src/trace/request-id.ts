import type { HeaderList } from './exchange.ts';

/**
 * The headers with an id of the request, and that id. A call that brings one keeps it, since its API may say how it looks; of a
 * UUID (RFC 9562 §4) the last twelve digits become the attempt's own, so that no two attempts have the same.
 */
export function withRequestId(
  headers: HeaderList,
  name: string,
  id: string,
): { readonly id: string; readonly headers: HeaderList } {
  const own = headers.find(([other]) => other.toLowerCase() === name.toLowerCase());
  if (own === undefined) return { id, headers: [...headers, [name, id]] };
  const [spelt, given] = own;
  const kept = uuid.test(given) ? `${given.slice(0, 24)}${digitsOf(id)}` : given;
  return { id: kept, headers: headers.map((field) => (field === own ? ([spelt, kept] as const) : field)) };
}

const uuid = /^[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}$/i;

/** Twelve hexadecimal digits that go with a text. */
function digitsOf(text: string): string {
  const most = 2 ** 48;
  const number = [...text].reduce((sum, letter) => (sum * 31 + (letter.codePointAt(0) ?? 0)) % most, 7);
  return number.toString(16).padStart(12, '0');
}
