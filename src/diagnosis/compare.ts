import { fieldsOf } from '../retry/index.ts';
import type { Exchange, RecordedRequest } from '../trace/exchange.ts';
import { statusOf } from '../trace/exchange.ts';
import { isSecretName, maskInUrl, maskOf, schemeOf } from '../trace/secrets.ts';
import { readCalls } from './facts/history.ts';

/** One thing in which two requests differ. Secrets are masked; what is odd about them is said. */
export interface Difference {
  /** `method`, `url`, `header X-API-Key`, `body` … */
  readonly what: string;
  /** Null: it isn't there. */
  readonly inside: string | null;
  readonly outside: string | null;
  /** What the difference means, where more can be said than that there is one. */
  readonly because: string | null;
}

/** The same call inside and outside of the platform, and what that says. */
export interface Comparison {
  /** `platform`: it works outside; `shared`: both fail alike; `changed`: both fail, differently; `works`: both work. */
  readonly verdict: 'platform' | 'shared' | 'changed' | 'works' | 'outside-only';
  readonly summary: string;
  readonly inside: string;
  readonly outside: string;
  readonly differences: readonly Difference[];
  /** What no recording holds and has to be looked at by hand. */
  readonly unseen: readonly string[];
}

/** Holds a call as the platform made it against the same call from outside. */
export function compareExchanges(inside: Exchange, outside: Exchange): Comparison {
  const verdict = verdictOf(inside, outside);
  const differences = differencesOf(inside.request, outside.request);
  return {
    verdict,
    summary: summaries[verdict],
    inside: answerOf(inside),
    outside: answerOf(outside),
    differences,
    unseen:
      verdict === 'platform' && differences.length === 0
        ? ['address and network that the call comes from', 'TLS version, certificates and proxy', 'time of the call']
        : [],
  };
}

const summaries: Readonly<Record<Comparison['verdict'], string>> = {
  platform: 'It works outside the platform and fails inside: the platform’s configuration is the place to look.',
  shared: 'It fails in the same way inside and outside: the credentials or the API are the cause, not the platform.',
  changed: 'It fails inside and outside, but differently: the two calls meet different obstacles.',
  works: 'It works inside and outside: what failed before has passed, or depends on time or input.',
  'outside-only': 'It works inside the platform and fails outside: the call from outside lacks something.',
};

function verdictOf(inside: Exchange, outside: Exchange): Comparison['verdict'] {
  const [one, other] = [failed(inside), failed(outside)];
  if (!one) return other ? 'outside-only' : 'works';
  if (!other) return 'platform';
  return failureKey(inside) === failureKey(outside) ? 'shared' : 'changed';
}

function failed(exchange: Exchange): boolean {
  const [call] = readCalls([exchange]);
  return call === undefined || call.failure !== null || call.isDoubtful;
}

function failureKey(exchange: Exchange): string {
  const { outcome } = exchange;
  return outcome === null || outcome.kind === 'no-response' ? (outcome?.code ?? 'open') : String(statusOf(exchange));
}

function answerOf(exchange: Exchange): string {
  const { outcome } = exchange;
  if (outcome === null) return 'no answer was recorded';
  if (outcome.kind === 'no-response') return `no answer (${outcome.code})`;
  return outcome.kind === 'response'
    ? String(outcome.response.status)
    : `${outcome.response.status}, broken off (${outcome.code})`;
}

function differencesOf(inside: RecordedRequest, outside: RecordedRequest): readonly Difference[] {
  return [
    ...differs('method', inside.method, outside.method, null),
    ...urlDifferences(inside.url, outside.url),
    ...headerDifferences(inside, outside),
    ...bodyDifferences(inside, outside),
  ];
}

function differs(
  what: string,
  inside: string | null,
  outside: string | null,
  because: string | null,
): readonly Difference[] {
  return inside === outside ? [] : [{ what, inside, outside, because }];
}

function urlDifferences(inside: string, outside: string): readonly Difference[] {
  const [one, other] = [URL.parse(inside), URL.parse(outside)];
  if (one === null || other === null) return differs('url', inside, outside, null);
  const slash = one.pathname.replace(/\/$/, '') === other.pathname.replace(/\/$/, '');
  const names = new Set([...one.searchParams.keys(), ...other.searchParams.keys()]);
  return [
    ...differs('scheme', one.protocol, other.protocol, 'one speaks https and the other http'),
    ...differs('host', one.host, other.host, 'another environment or address'),
    ...differs('path', one.pathname, other.pathname, slash ? 'they differ in a slash at the end' : null),
    ...[...names].flatMap((name) => {
      const value = (url: URL) =>
        url.searchParams.has(name) ? shownInUrl(name, url.searchParams.getAll(name).join(', ')) : null;
      return differs(`query ${name}`, value(one), value(other), null);
    }),
  ];
}

function shownInUrl(name: string, value: string): string {
  return isSecretName(name) ? maskInUrl(value) : value;
}

/** Set by client, connection or recorder anew for each call. */
const passing = new Set([
  'content-length',
  'host',
  'connection',
  'date',
  'x-request-id',
  'traceparent',
  'tracestate',
  'user-agent',
  'accept-encoding',
  'keep-alive',
  'postman-token',
]);
const telling = new Set(['user-agent']);

function headerDifferences(inside: RecordedRequest, outside: RecordedRequest): readonly Difference[] {
  const [one, other] = [fieldsOf(inside.headers), fieldsOf(outside.headers)];
  const names = [...new Set([...Object.keys(one), ...Object.keys(other)])];
  const found = names.filter((name) => !passing.has(name) && !/^sec-/.test(name) && one[name] !== other[name]);
  const agent = names.filter((name) => telling.has(name) && one[name] !== other[name]);
  return [...found, ...agent].map((name) => ({
    what: `header ${nameAsSent(name, inside, outside)}`,
    inside: shown(name, one[name]),
    outside: shown(name, other[name]),
    because: reasonFor(one[name], other[name]),
  }));
}

function nameAsSent(name: string, ...requests: readonly RecordedRequest[]): string {
  const all = requests.flatMap(({ headers }) => headers);
  return all.find(([candidate]) => candidate.toLowerCase() === name)?.[0] ?? name;
}

/** Masked where it is a secret: its length and what is odd about it stay. */
function shown(name: string, value: string | undefined): string | null {
  if (value === undefined) return null;
  const scheme = schemeOf(value);
  return isSecretName(name) ? `${scheme}${maskOf(value.slice(scheme.length))}` : value;
}

/** What two values that look alike differ in. */
function reasonFor(inside: string | undefined, outside: string | undefined): string | null {
  if (inside === undefined) return 'the platform does not send it';
  if (outside === undefined) return 'only the platform sends it';
  if (inside.trim() === outside.trim()) return 'they differ in blanks at the edge';
  if (visible(inside) === visible(outside)) return 'they differ in characters that cannot be seen';
  if (inside.toLowerCase() === outside.toLowerCase()) return 'they differ in upper and lower case';
  if (inside.includes(outside) || outside.includes(inside))
    return `one holds ${Math.abs(inside.length - outside.length)} characters more than the other`;
  return null;
}

function visible(text: string): string {
  return text.replaceAll(/[\s\u00A0\u200B-\u200D\u2060\uFEFF"'“”‘’]/g, '');
}

function bodyDifferences(inside: RecordedRequest, outside: RecordedRequest): readonly Difference[] {
  const [one, other] = [inside.body?.text ?? '', outside.body?.text ?? ''];
  if (one === other) return [];
  const [first, second] = [members(one), members(other)];
  if (first === null || second === null)
    return [{ what: 'body', inside: cut(one), outside: cut(other), because: null }];
  const names = [...new Set([...first.keys(), ...second.keys()])];
  return names
    .filter((name) => first.get(name) !== second.get(name))
    .map((name) => ({
      what: `body ${name}`,
      inside: field(name, first),
      outside: field(name, second),
      because: typeReason(first.get(name), second.get(name)),
    }));
}

function field(name: string, values: ReadonlyMap<string, string>): string | null {
  const value = values.get(name);
  if (value === undefined) return null;
  return isSecretName(name.split('.').at(-1) ?? name) ? maskOf(value) : cut(value);
}

function typeReason(inside: string | undefined, outside: string | undefined): string | null {
  if (inside === undefined) return 'the platform does not send it';
  if (outside === undefined) return 'only the platform sends it';
  return inside === `"${outside}"` || outside === `"${inside}"` ? 'one is a text, the other is not' : null;
}

/** Every leaf of a JSON object by its place, as JSON; null where the text is no object. */
function members(text: string): ReadonlyMap<string, string> | null {
  try {
    const json: unknown = JSON.parse(text);
    return typeof json === 'object' && json !== null ? new Map(leaves(json, '')) : null;
  } catch {
    return null;
  }
}

function leaves(value: unknown, at: string): readonly (readonly [string, string])[] {
  if (typeof value !== 'object' || value === null) return [[at, JSON.stringify(value)]];
  return Object.entries(value).flatMap(([name, member]) => leaves(member, at === '' ? name : `${at}.${name}`));
}

function cut(text: string): string {
  return text.length > 200 ? `${text.slice(0, 200)}… (${text.length} characters)` : text;
}
