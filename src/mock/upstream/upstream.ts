import { Problem } from '../../problem.ts';
import type { HeaderList } from '../../trace/exchange.ts';

/** An API that the mock stands before. */
export interface UpstreamOptions {
  /** Base URL, with or without a path. */
  readonly url: string;
  /** Milliseconds until its answer has to begin, from the request's last byte; default 30,000. 504 behind it. */
  readonly timeoutMs?: number;
  /** Refuses what breaks the document, in both directions, instead of recording it alone. */
  readonly strict?: boolean;
  /** Tells the client in `X-Faultline-Violations` what broke the document. */
  readonly tellViolations?: boolean;
  /** Go with each request, in place of the client's of the same name: credentials of the API behind. Never recorded. */
  readonly headers?: HeaderList;
}

/** The same, checked and taken apart. */
export interface UpstreamTarget {
  readonly protocol: 'http:' | 'https:';
  /** Without brackets. */
  readonly hostname: string;
  readonly port: number;
  /** For `Host`. */
  readonly authority: string;
  /** Without a trailing slash. */
  readonly pathPrefix: string;
}

const loopback = new Set(['localhost', '127.0.0.1', '::1', '0.0.0.0', '::']);

/** Reads the base URL; a Problem for what is none, for credentials in it, and for the address that the mock itself listens on. */
export function readUpstream(url: string, own: { readonly host: string; readonly port: number }): UpstreamTarget {
  const parsed = parse(url);
  const { protocol } = parsed;
  const hostname = parsed.hostname.replace(/^\[|\]$/g, '');
  const port = parsed.port === '' ? (protocol === 'https:' ? 443 : 80) : Number(parsed.port);
  const isOwnHost = hostname === own.host || (loopback.has(hostname) && loopback.has(own.host));
  if (port === own.port && isOwnHost) {
    const fix = 'Give the address of the API behind, or another --port.';
    throw refused(url, 'that is where this server listens', fix);
  }
  const pathPrefix = parsed.pathname.replace(/\/+$/, '');
  return { protocol: protocol as UpstreamTarget['protocol'], hostname, port, authority: parsed.host, pathPrefix };
}

type Rule = readonly [isWrong: (url: URL) => boolean, why: string, fix: string];

const rules: readonly Rule[] = [
  [
    ({ protocol }) => !/^https?:$/.test(protocol),
    'it is no http or https URL',
    'Give the whole base URL, for example https://api.example.com/v1.',
  ],
  [
    ({ username, password }) => username !== '' || password !== '',
    'it holds credentials',
    "Take them out, and give --upstream-header 'Authorization: …'.",
  ],
  [({ search, hash }) => search !== '' || hash !== '', 'it has a query or a fragment', 'Give the base URL alone.'],
];

function parse(url: string): URL {
  const parsed = URL.parse(url);
  if (parsed === null)
    throw refused(url, 'it is no URL', 'Give the whole base URL, for example https://api.example.com/v1.');
  for (const [isWrong, why, fix] of rules) if (isWrong(parsed)) throw refused(url, why, fix);
  return parsed;
}

/** A URL without what may be a secret in it. */
function shown(url: string): string {
  return url.replace(/^([a-z][a-z0-9+.-]*:\/\/)[^/?#]*@/i, '$1').replace(/[?#].*$/s, '');
}

function refused(url: string, why: string, fix: string): Problem {
  return new Problem('bad-upstream', `Failed to stand before "${shown(url)}": ${why}.`, fix);
}
