import type { HeaderList } from '../../trace/exchange.ts';
import { isSameName, lowerCase } from '../lower-case.ts';

type Headers = Readonly<Record<string, string>>;

/** The fields of a request, in the form that each of its readers wants. Nobody changes them. */
export interface Fields {
  /** Names and values in turn, as node:http has them. */
  readonly raw: readonly string[];
  readonly pairs: HeaderList;
  /** Lower-case names, repeated fields joined. */
  readonly joined: Headers;
}

/** Reads the fields of a request; `last` are those of the one before it on its connection, which most often are the same. */
export function readFields(raw: readonly string[], last: Fields | null): Fields {
  if (last !== null && isSame(last.raw, raw)) return last;
  const pairs = pairsOf(raw);
  return { raw, pairs, joined: joinHeaders(pairs) };
}

function isSame(one: readonly string[], other: readonly string[]): boolean {
  if (one.length !== other.length) return false;
  for (let index = one.length - 1; index >= 0; index -= 1) if (one[index] !== other[index]) return false;
  return true;
}

/** A flat list of names and values as pairs. */
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
    const key = lowerCase(name);
    const before = joined[key];
    joined[key] = before === undefined ? value : `${before}${key === 'cookie' ? '; ' : ', '}${value}`;
  }
  return joined;
}

/** Headers of both; where the names differ in nothing but case, the second one's value stands. */
export function mergeHeaders(first: Headers, second: Headers): Headers {
  const kept = Object.entries(first).filter(([name]) => !holds(second, name));
  return Object.fromEntries([...kept, ...Object.entries(second)]);
}

function holds(headers: Headers, name: string): boolean {
  for (const one in headers) if (isSameName(one, name)) return true;
  return false;
}

/** Sets headers in a flat list, in place; what was there under the same name gives way. */
export function putHeaders(fields: string[], headers: Headers): void {
  for (const name in headers) putHeader(fields, name, headers[name] ?? '');
}

/** Sets one header, in its place if there is one of that name. */
export function putHeader(fields: string[], name: string, value: string): void {
  let at = fields.length;
  for (let index = fields.length - 2; index >= 0; index -= 2) {
    if (!isSameName(fields[index] ?? '', name)) continue;
    if (at < fields.length) fields.splice(at, 2);
    at = index;
  }
  fields[at] = name;
  fields[at + 1] = value;
}
