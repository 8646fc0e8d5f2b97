import { hash, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type { ControlReply } from './control.ts';
import { problemReply } from './problem-details.ts';

/** Who may use the control API. */
export interface Access {
  /** Address that it is bound to. */
  readonly host: string;
  /** Null: nobody is asked for one. */
  readonly token: string | null;
}

/** Whether only this machine can reach the address. */
export function isLoopback(host: string): boolean {
  const name = host.toLowerCase().replace(/^\[|\]$/g, '');
  return name === 'localhost' || name.endsWith('.localhost') || name === '::1' || /^127(\.\d{1,3}){3}$/.test(name);
}

/**
 * Refuses web pages, and names that only look like this machine; null when the request may go on.
 *
 * A page can send requests to loopback without being able to read the answers, and by DNS rebinding even read them: the
 * first shows by `Origin` or `Sec-Fetch-Site`, the second by `Host`.
 */
export function refuseStranger(headers: IncomingHttpHeaders, { host, token }: Access): ControlReply | null {
  const site = headers['sec-fetch-site'];
  if (headers.origin !== undefined || (site !== undefined && site !== 'none')) return fromPage(headers.origin);
  const wanted = nameOf(headers.host ?? '');
  if (isLoopback(host) && !isLoopback(wanted) && wanted !== host.toLowerCase()) return forAnother(headers.host);
  return token === null || bears(headers.authorization, token) ? null : withoutToken(headers.authorization);
}

function nameOf(authority: string): string {
  return authority.toLowerCase().replace(/:\d*$/, '');
}

function bears(authorization: string | undefined, token: string): boolean {
  const given = /^Bearer +(\S+) *$/i.exec(authorization ?? '')?.[1] ?? '';
  const digest = (text: string) => hash('sha256', text, 'buffer');
  return timingSafeEqual(digest(given), digest(token));
}

function fromPage(origin = 'another site'): ControlReply {
  const detail = `Failed to answer a page of "${origin}": the control API is not for web pages.`;
  const fix = 'Call it from a test, a script or a shell.';
  return problemReply(403, [{ code: 'web-page', detail, fix }]);
}

function forAnother(host = ''): ControlReply {
  const detail = `Failed to answer for "${host}": the control API is bound to this machine only.`;
  const fix = 'Call it as 127.0.0.1 or localhost, or start it with --control-host.';
  return problemReply(403, [{ code: 'wrong-host', detail, fix }]);
}

function withoutToken(authorization: string | undefined): ControlReply {
  const why = authorization === undefined ? 'no token was sent' : 'the token is a wrong one';
  const detail = `Failed to accept the request: ${why}.`;
  const fix = 'Send "Authorization: Bearer <token>" with the token that the mock printed when it started.';
  const challenge = { 'WWW-Authenticate': 'Bearer realm="Faultline control API"' };
  return problemReply(401, [{ code: 'unauthorized', detail, fix }], challenge);
}
