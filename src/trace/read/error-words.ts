import type { Phase } from '../exchange.ts';
import { connectWords, requestWords } from './connection-words.ts';
import { looseWords } from './loose-words.ts';
import { systemError } from './system-errors.ts';
import { certificateWords, handshakeWords } from './tls-words.ts';
import { waitingWords } from './waiting-words.ts';

/** An error of a client in the machine's words. */
export interface ReadError {
  /** Node's or undici's code. */
  readonly code: string;
  readonly phase: Phase;
}

/** How runtimes and tools say an error. */
export interface ErrorWords extends ReadError {
  readonly says: readonly RegExp[];
  /** Said of other errors as well: the system's number or a reason beside it, where there is one, tells which it was. */
  readonly isVague?: true;
}

const chrome: Readonly<Record<string, string>> = {
  CONNECTION_REFUSED: 'ECONNREFUSED',
  CONNECTION_RESET: 'ECONNRESET',
  CONNECTION_ABORTED: 'ECONNABORTED',
  CONNECTION_CLOSED: 'UND_ERR_SOCKET',
  EMPTY_RESPONSE: 'UND_ERR_SOCKET',
  NAME_NOT_RESOLVED: 'ENOTFOUND',
  CONNECTION_TIMED_OUT: 'UND_ERR_CONNECT_TIMEOUT',
  TIMED_OUT: 'UND_ERR_HEADERS_TIMEOUT',
  ADDRESS_UNREACHABLE: 'EHOSTUNREACH',
  INTERNET_DISCONNECTED: 'ENETUNREACH',
  NETWORK_CHANGED: 'ECONNRESET',
  CERT_DATE_INVALID: 'CERT_HAS_EXPIRED',
  CERT_AUTHORITY_INVALID: 'SELF_SIGNED_CERT_IN_CHAIN',
  CERT_COMMON_NAME_INVALID: 'ERR_TLS_CERT_ALTNAME_INVALID',
  SSL_PROTOCOL_ERROR: 'EPROTO',
  CLEARTEXT_NOT_PERMITTED: 'EPROTO',
  SSL_VERSION_OR_CIPHER_MISMATCH: 'EPROTO',
  BAD_SSL_CLIENT_AUTH_CERT: 'EPROTO',
  TOO_MANY_REDIRECTS: 'ERR_FR_TOO_MANY_REDIRECTS',
  ABORTED: 'ABORTED',
  FAILED: 'UNKNOWN',
  CONTENT_LENGTH_MISMATCH: 'ERR_CONTENT_LENGTH_MISMATCH',
  INCOMPLETE_CHUNKED_ENCODING: 'ERR_CONTENT_LENGTH_MISMATCH',
  INVALID_CHUNKED_ENCODING: 'HPE_INVALID_CHUNK_SIZE',
  INVALID_HTTP_RESPONSE: 'HPE_INVALID_CONSTANT',
};

/** Chrome's `net::ERR_…` as Node's code; what isn't known keeps its name. */
export function chromeErrorCode(text: string): string {
  const name = /ERR_([A-Z0-9_]+)/.exec(text)?.[1];
  return name === undefined ? (readErrorWords(text)?.code ?? 'UNKNOWN') : (chrome[name] ?? `ERR_${name}`);
}

/** The special before the general: a failed handshake names the certificate as well, and a timeout what it waited for. */
const words: readonly ErrorWords[] = [
  ...certificateWords,
  ...handshakeWords,
  ...connectWords,
  ...requestWords,
  ...waitingWords,
];

/** The error that a text tells of, as runtimes, browsers and tools word it; null when it tells of none. */
export function readErrorWords(text: string): ReadError | null {
  // The browser keeps the answer to itself; its own code says no more.
  if (/blocked by CORS policy/.test(text)) return null;
  const browser = /net::?ERR_[A-Z_]+/.exec(text)?.[0];
  if (browser !== undefined) return ofBrowser(browser);
  // PHP, R and git name libcurl's number another way than curl itself.
  const plain = text.replaceAll(
    /\[curl\] (\d+)\b|\b(?:lib)?curl(?:_exec\(\))?(?: \w+){0,3} ?(?:error|errno|code)(?: code| number| no)?[:=#]? ?\(?(\d+)\)?/gi,
    'curl: ($1$2)',
  );
  const all = words.filter(({ says }) => says.some((pattern) => pattern.test(plain)));
  // That no connection came about is vague where the reason stands beside it.
  const found = all.find(({ isVague, phase }) => !(isVague === true && phase === 'connect')) ?? all[0];
  const byNumber = systemError(text);
  if (found === undefined) return byNumber;
  if (byNumber !== null && found.isVague === true) return byNumber;
  const parser = /HPE_[A-Z_]+/.exec(text)?.[0];
  return { code: found.code.startsWith('HPE_') ? (parser ?? found.code) : found.code, phase: found.phase };
}

/** The error that bare words hint at; null where they hint at none. */
export function readLooseWords(text: string): ReadError | null {
  return looseWords.find(({ says }) => says.some((pattern) => pattern.test(text))) ?? null;
}

function ofBrowser(said: string): ReadError {
  const isWithin = /CONTENT_LENGTH_MISMATCH|CHUNKED_ENCODING/.test(said);
  const isBefore = /CONNECTION_(REFUSED|TIMED)|NAME|CERT|SSL|ADDRESS|INTERNET/.test(said);
  return { code: chromeErrorCode(said), phase: isWithin ? 'body' : isBefore ? 'connect' : 'response' };
}
