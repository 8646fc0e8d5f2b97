import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Contract } from '../../contract/contract.ts';
import type { ApiRequest } from '../decision.ts';
import { joinHeaders, pairsOf } from './headers.ts';
import { caseIdPattern, parseQuery, type Target } from './target.ts';

const safeRequestId = /^[A-Za-z0-9._~:/+=@-]{1,128}$/;

/** The request without its body. An id of the client's is taken over if it is short and harmless. */
export function readHead(contract: Contract, message: IncomingMessage, target: Target, reused: boolean): ApiRequest {
  const rawHeaders = pairsOf(message.rawHeaders);
  const headers = joinHeaders(rawHeaders);
  const given = headers[contract.layer.requestIdHeader.toLowerCase()];
  return {
    id: given !== undefined && safeRequestId.test(given) ? given : randomUUID(),
    method: (message.method ?? 'GET').toUpperCase(),
    path: target.path,
    query: parseQuery(target.search),
    headers,
    rawHeaders,
    body: { kind: 'none' },
    address: (message.socket.remoteAddress ?? '').replace(/^::ffff:/, ''),
    reusedConnection: reused,
  };
}

/** What no gate looks at: null when it is in order, else the status and what is wrong. */
export function flawOf(
  { layer }: Contract,
  { headers, rawHeaders }: ApiRequest,
  httpVersion: string,
): readonly [number, string] | null {
  const { requestHeaders, caseHeader } = layer.control;
  const caseId = headers[caseHeader.toLowerCase()];
  if (httpVersion === '1.1' && headers['host'] === undefined) return [400, 'The Host header is missing.'];
  // By two hosts a server is made to see another request than whoever passed it on (RFC 9112 §3.2).
  if (rawHeaders.filter(([name]) => name.toLowerCase() === 'host').length > 1) {
    return [400, 'There is more than one Host header.'];
  }
  if (requestHeaders && caseId !== undefined && !caseIdPattern.test(caseId)) {
    return [400, `${caseHeader} takes letters, digits, ".", "_", "~" and "-", at most 128 of them.`];
  }
  const expects = headers['expect'];
  if (expects === undefined || expects.toLowerCase() === '100-continue') return null;
  return [417, 'Only "Expect: 100-continue" is understood.'];
}

/** Whether the announced body is longer than the layer allows. */
export function announcesTooMuch({ layer }: Contract, message: IncomingMessage): boolean {
  return Number(message.headers['content-length'] ?? 0) > layer.size.bodyBytes;
}
