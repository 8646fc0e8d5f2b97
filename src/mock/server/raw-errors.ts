import type { Duplex } from 'node:stream';
import { httpDate } from '../../clock.ts';
import type { FailureLayer, Refusal } from '../../contract/failure-layer.ts';
import { reasonPhrase } from '../../contract/index.ts';
import type { Answer } from '../decision.ts';
import { ownError } from './own-errors.ts';

type ParseError = Error & { readonly code?: string };

/** An answer for bytes that never became a request; null when nobody is left to hear it. */
export function answerTo(error: ParseError, layer: FailureLayer, requestId: string): Answer | null {
  const { status, message } = refusalFor(error.code ?? '', layer);
  if (error.code === 'ECONNRESET' || error.code === 'EPIPE') return null;
  return ownError(layer, status, message, requestId);
}

function refusalFor(code: string, { size }: FailureLayer): Pick<Refusal, 'status' | 'message'> {
  if (code === 'HPE_HEADER_OVERFLOW') return size.headersTooLarge;
  if (code === 'HPE_CHUNK_EXTENSIONS_OVERFLOW') return size.tooLarge;
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return { status: 408, message: 'The request took too long to arrive.' };
  return { status: 400, message: 'The request is not valid HTTP.' };
}

/** Writes an answer on a socket that has no response object, and closes it. */
export function writeRaw(socket: Duplex, { status, headers, body }: Answer, now: number): void {
  if (!socket.writable) {
    socket.destroy();
    return;
  }
  const text = body ?? '';
  const all = {
    ...headers,
    Date: httpDate(now),
    'Content-Length': String(Buffer.byteLength(text)),
    Connection: 'close',
  };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.end(`HTTP/1.1 ${status} ${reasonPhrase(status)}\r\n${lines.join('')}\r\n${text}`, () => socket.destroy());
}
