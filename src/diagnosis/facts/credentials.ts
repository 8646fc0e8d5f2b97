import { isMasked, isSecretName, schemeOf } from '../../trace/secrets.ts';
import type { Facts } from './index.ts';
import type { RequestFacts } from './request.ts';

/** One credential as the request carried it. The value is for looking at, never for printing. */
export interface SentCredential {
  readonly in: 'header' | 'query' | 'cookie' | 'body';
  readonly name: string;
  /** Without its scheme. */
  readonly value: string;
  /** `Bearer`, `Basic` … as written; empty when there is none. */
  readonly scheme: string;
  /** Its claims, when it is a JSON Web Token (RFC 7519). */
  readonly claims: Readonly<Record<string, unknown>> | null;
}

const openHeaders = new Set(['proxy-authorization', 'sec-websocket-key', 'idempotency-key', 'x-idempotency-key']);

/** Every credential that the request carries, an empty one included. */
export function sentCredentials(request: RequestFacts): readonly SentCredential[] {
  const headers = Object.entries(request.headers)
    .filter(([name]) => name !== 'cookie' && isSecretName(name) && !openHeaders.has(name))
    .map(([name, value]) => credential('header', request.headerNames[name] ?? name, value));
  const query = [...request.query]
    .filter(([name]) => isSecretName(name))
    .map(([name, value]) => credential('query', name, value));
  const cookies = (request.headers['cookie'] ?? '')
    .split(/;\s*/)
    .map((pair) => pair.split('='))
    .filter(([name = '']) => /sess|auth|token|sid/i.test(name))
    .map(([name = '', ...value]) => credential('cookie', name, value.join('=')));
  return [...headers, ...query, ...cookies];
}

/** Credentials that stand in the body, where few APIs look for them. */
export function credentialsInBody({ json }: RequestFacts): readonly SentCredential[] {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return [];
  return Object.entries(json)
    .filter(([name, value]) => isSecretName(name) && typeof value === 'string')
    .map(([name, value]) => credential('body', name, String(value)));
}

/** APIs name schemes of their own (`Splunk`, `JWT`, `OAuth`, `GenieKey`): one word before the value, RFC 9110 §11.4. */
const ownScheme = /^[A-Za-z][\w-]* +(?=\S+$)/;

function credential(place: SentCredential['in'], name: string, raw: string): SentCredential {
  const isAuthorization = place === 'header' && /^(proxy-)?authorization$/i.test(name);
  const scheme = schemeOf(raw) || (isAuthorization ? (ownScheme.exec(raw)?.[0] ?? '') : '');
  const value = raw.slice(scheme.length);
  return { in: place, name, value, scheme: scheme.trim(), claims: claimsOf(value.trim()) };
}

function claimsOf(token: string): Readonly<Record<string, unknown>> | null {
  const [header = '', payload, signature] = token.split('.');
  if (!header.startsWith('eyJ') || payload === undefined || signature === undefined) return null;
  try {
    const claims: unknown = JSON.parse(atob(payload.replaceAll('-', '+').replaceAll('_', '/')));
    return typeof claims === 'object' && claims !== null ? (claims as Readonly<Record<string, unknown>>) : null;
  } catch {
    return null;
  }
}

/** How a person names it: `the X-API-Key header`. */
export function nameOf({ in: place, name, scheme }: SentCredential): string {
  const words = { header: 'header', query: 'query parameter', cookie: 'cookie', body: 'field of the body' } as const;
  return `the ${name} ${words[place]}${scheme === '' ? '' : ` (${scheme})`}`;
}

const flaws: readonly (readonly [RegExp, string])[] = [
  [/^(bearer|basic|token|apikey)\s+/i, 'the scheme stands in it twice'],
  [/[\r\n]/, 'a line break is in it'],
  [/^[\uFEFF]|[\u200B-\u200D\u2060\uFEFF]/, 'an invisible character is in it'],
  [/\u00A0/, 'a non-breaking space is in it'],
  [/^\s|\s$/, 'a space is at its edge'],
  [/\S[ \t]+\S/, 'a space is in the middle of it'],
  [/["'“”‘’`]/, 'quotes are around it or in it'],
  [/%[0-9A-F]{2}/i, 'it is percent-encoded'],
  [/[^\x20-\x7E\s]/, 'a character is in it that no key has'],
];

const maskedFlaws: readonly (readonly [RegExp, string])[] = [
  [/a line break/, 'a line break is in it'],
  [/a space at its edge/, 'a space is at its edge'],
  [/a space inside/, 'a space is in the middle of it'],
  [/quotes/, 'quotes are around it or in it'],
];

/** What pasting does to a credential; empty when it looks whole. A masked one still says what was odd about it. */
export function pasteFlaws({ value, claims, scheme }: SentCredential): readonly string[] {
  if (isMasked(value)) return maskedFlaws.filter(([pattern]) => pattern.test(value)).map(([, words]) => words);
  if (claims !== null && !/\s|["']/.test(value)) return [];
  const known = scheme.toLowerCase() === 'digest' || /^aws4/i.test(scheme) || /^\w+="/.test(value);
  return known ? [] : flaws.filter(([pattern]) => pattern.test(value)).map(([, words]) => words);
}

const placeholders =
  /^\s*$|\{\{.*\}\}|\$\{.*\}|^\$[A-Z_]+$|^%[A-Z_]+%$|^<[^>]+>$|\[[a-z _-]+\]|^(your|my|insert|enter|put|change|replace)[-_ ]?.*(key|token|secret|password|here|me)|^(xxx+|todo|test|changeme|undefined|null|none|nan|\[object Object\])$|(api|access)[-_ ]?(key|token)[-_ ]?here/i;

/** What people put over a credential that nobody may see. */
const covered = /^(\*{3,}|[[<({*]*(removed|redacted|hidden|masked|filtered|censored|sanitized)[\])>}*]*)$/i;

/** The credential is no credential: empty, or a template that nothing was filled into. */
export function isPlaceholder({ value }: SentCredential): boolean {
  if (isMasked(value)) return /blank|a placeholder/.test(value);
  return placeholders.test(value) && !covered.test(value);
}

/** A token that lets nobody in: it says where a list goes on, or what is paid with. */
const otherToken = /\b(page|paging|pagination|continuation|cursor|sync|delta|resume|upload|card|payment) ?tokens?\b/gi;

/** The facts without what is said of tokens that are no credentials. */
export function withoutOtherTokens(facts: Facts): Facts {
  const without = (words: string) => words.replaceAll(otherToken, '$1 marker');
  return { ...facts, words: without(facts.words), plain: without(facts.plain) };
}
