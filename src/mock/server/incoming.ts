import type { IncomingMessage } from 'node:http';
import type { Contract } from '../../contract/contract.ts';
import { controlNames } from '../control-names.ts';
import type { ApiRequest } from '../decision.ts';
import { lowerCase } from '../lower-case.ts';
import type { OpenConnection } from './connections.ts';
import { newRequestId } from './request-id.ts';
import { caseIdPattern, type ReadTarget } from './target.ts';

const safeRequestId = /^[A-Za-z0-9._~:/+=@-]{1,128}$/;

const noBody: ApiRequest['body'] = { kind: 'none' };

/** The request without its body. An id of the client's is taken over if it is short and harmless. */
export function readHead(
  { layer }: Contract,
  message: IncomingMessage,
  target: ReadTarget,
  connection: Pick<OpenConnection, 'fields' | 'peer'>,
  reused: boolean,
): ApiRequest {
  const { pairs, joined } = connection.fields(message.rawHeaders);
  const given = joined[controlNames(layer).requestId];
  return {
    id: given !== undefined && safeRequestId.test(given) ? given : newRequestId(),
    // The parser lets through only methods that it knows, in upper case.
    method: message.method ?? 'GET',
    path: target.path,
    query: target.query,
    headers: joined,
    rawHeaders: pairs,
    body: noBody,
    address: connection.peer(),
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
  if (httpVersion === '1.1' && headers['host'] === undefined) return [400, 'The Host header is missing.'];
  // By two hosts a server is made to see another request than whoever passed it on (RFC 9112 §3.2).
  if (headers['host']?.includes(',') && rawHeaders.filter(([name]) => lowerCase(name) === 'host').length > 1) {
    return [400, 'There is more than one Host header.'];
  }
  const caseId = headers[controlNames(layer).case];
  if (requestHeaders && caseId !== undefined && !caseIdPattern.test(caseId)) {
    return [400, `${caseHeader} takes letters, digits, ".", "_", "~" and "-", at most 128 of them.`];
  }
  const expects = headers['expect'];
  if (expects === undefined || expects.toLowerCase() === '100-continue') return null;
  return [417, 'Only "Expect: 100-continue" is understood.'];
}

/** Whether the announced body is longer than the layer allows. */
export function announcesTooMuch({ layer }: Contract, { headers }: ApiRequest): boolean {
  return Number(headers['content-length'] ?? 0) > layer.size.bodyBytes;
}
