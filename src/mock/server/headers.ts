import type { HeaderList } from '../../trace/exchange.ts';

type Headers = Readonly<Record<string, string>>;

/** Node's flat list of names and values as pairs. */
export function pairsOf(raw: readonly string[]): HeaderList {
  const pairs: [string, string][] = [];
  for (let index = 0; index < raw.length; index += 2) pairs.push([raw[index] ?? '', raw[index + 1] ?? '']);
  return pairs;
}

/** Lower-case names; repeated fields joined by a comma, cookies by a semicolon (RFC 9110 §5.3, RFC 6265 §5.4). */
export function joinHeaders(pairs: HeaderList): Headers {
  // Without a prototype: a field may be called "constructor" or "__proto__".
  const joined: Record<string, string> = Object.create(null);
  for (const [name, value] of pairs) {
    const key = name.toLowerCase();
    const before = joined[key];
    joined[key] = before === undefined ? value : `${before}${key === 'cookie' ? '; ' : ', '}${value}`;
  }
  return joined;
}

/** Headers of both; where the names differ in nothing but case, the second one's value stands. */
export function mergeHeaders(first: Headers, second: Headers): Headers {
  const over = new Set(Object.keys(second).map((name) => name.toLowerCase()));
  const kept = Object.entries(first).filter(([name]) => !over.has(name.toLowerCase()));
  return { ...Object.fromEntries(kept), ...second };
}
