import type { HeaderList, RecordedBody } from './exchange.ts';
import { headerOf } from './exchange.ts';
import { redactJson } from './redact-json.ts';
import type { Ledger } from './secrets.ts';
import { hide, hideInUrl, isMasked, isSecretName, schemeOf } from './secrets.ts';

function decodeQuietly(text: string, decode: (text: string) => string): string {
  try {
    return decode(text);
  } catch {
    return text;
  }
}

/** The scheme stays readable: that it is the wrong one, or there twice, is a cause. */
function redactAuthorization(value: string, ledger: Ledger): string {
  const scheme = schemeOf(value);
  const secret = value.slice(scheme.length);
  if (/^basic/i.test(scheme)) {
    const pair = decodeQuietly(secret, atob);
    ledger.secrets.add(pair).add(pair.slice(pair.indexOf(':') + 1));
  }
  // "Bearer Bearer abc": what is repeated elsewhere is the last word alone.
  ledger.secrets.add(secret.split(/\s+/).at(-1) ?? secret);
  return scheme + hide(secret, ledger);
}

function redactCookies(value: string, ledger: Ledger, onlyFirst: boolean): string {
  return value
    .split(';')
    .map((part, index) => {
      const [, name = '', secret = part] = /^(\s*[^=]*=)?([\s\S]*)$/.exec(part) ?? [];
      return onlyFirst && index > 0 ? part : name + hide(secret, ledger);
    })
    .join(';');
}

/** They say which request it was: masking them would take the thread out of the trace. */
export const openHeaders = new Set([
  'idempotency-key',
  'x-request-id',
  'traceparent',
  'etag',
  'if-match',
  'if-none-match',
]);

function redactHeader(name: string, value: string, ledger: Ledger): string {
  const lower = name.toLowerCase();
  if (openHeaders.has(lower)) return value;
  if (lower === 'authorization' || lower === 'proxy-authorization') return redactAuthorization(value, ledger);
  if (lower === 'cookie' || lower === 'set-cookie') return redactCookies(value, ledger, lower === 'set-cookie');
  if (lower === 'location' || lower === 'referer') return redactUrl(value, ledger);
  return isSecretName(name) ? hide(value, ledger) : value;
}

/** Header fields with the credentials in them masked. */
export function redactHeaders(headers: HeaderList, ledger: Ledger): HeaderList {
  return headers.map(([name, value]) => [name, redactHeader(name, value, ledger)]);
}

function redactPairs(pairs: string, ledger: Ledger, conceal: typeof hide): string {
  return pairs.replace(/(?<![^&=])([^&=]+)=([^&]*)/g, (pair, name: string, value: string) => {
    if (!isSecretName(decodeQuietly(name, decodeURIComponent)) || value === '' || isMasked(value)) return pair;
    ledger.secrets.add(value);
    return `${name}=${conceal(decodeQuietly(value.replaceAll('+', ' '), decodeURIComponent), ledger)}`;
  });
}

/** A URL without its user, and without the values of secret parameters. */
export function redactUrl(url: string, ledger: Ledger): string {
  const [, before = url, query = '', fragment = ''] = /^([^?#]*)(\?[^#]*)?(#[\s\S]*)?$/.exec(url) ?? [];
  const bare = before.replace(/^([a-z][a-z0-9+.-]*:\/\/)([^/@]*)@/i, (whole, scheme: string, user: string) => {
    if (isMasked(user)) return whole;
    ledger.secrets.add(user.slice(user.indexOf(':') + 1));
    return `${scheme}${hideInUrl(user, ledger)}@`;
  });
  return (
    bare + [query, fragment].map((part) => part.slice(0, 1) + redactPairs(part.slice(1), ledger, hideInUrl)).join('')
  );
}

/** A JSON or form body with its secret fields masked. */
export function redactBody(body: RecordedBody | null, headers: HeaderList, ledger: Ledger): RecordedBody | null {
  if (body === null) return null;
  const form = /x-www-form-urlencoded/i.test(headerOf(headers, 'content-type') ?? '');
  const text = form ? redactPairs(body.text, ledger, hide) : redactJson(body.text, (secret) => hide(secret, ledger));
  return { ...body, text };
}
