import type { IncomingMessage } from 'node:http';
import type { RequestBytes } from '../decision.ts';
import type { OpenConnection } from './connections.ts';

/** So much of a body that is too long is thrown away, so that the client hears the refusal; then the socket goes. */
const maxDiscardedBytes = 128 * 1024 * 1024;

/**
 * Reads a body up to a limit; longer ones are refused without being kept.
 * Null: the rest will never come, because the client left or sent what is no HTTP.
 */
export function readBody(
  request: IncomingMessage,
  limit: number,
  connection: Pick<OpenConnection, 'onUnreadable'>,
): Promise<RequestBytes | null> {
  if (Number(request.headers['content-length'] ?? 0) > limit) {
    discard(request);
    return Promise.resolve({ kind: 'too-large', part: 'body' });
  }
  return new Promise((resolve) => {
    const pieces: Buffer[] = [];
    let bytes = 0;
    const keep = (piece: Buffer) => {
      bytes += piece.length;
      pieces.push(piece);
      if (bytes <= limit) return;
      pieces.length = 0;
      request.off('data', keep);
      discard(request);
      resolve({ kind: 'too-large', part: 'body' });
    };
    const forget = connection.onUnreadable(() => {
      if (!request.complete) resolve(null);
    });
    request.on('data', keep);
    request.once('end', () => {
      forget();
      resolve(textOf(pieces, bytes));
    });
    request.once('close', () => resolve(null));
    request.on('error', () => resolve(null));
  });
}

function textOf(pieces: readonly Buffer[], bytes: number): RequestBytes {
  return bytes === 0 ? { kind: 'none' } : { kind: 'text', text: Buffer.concat(pieces).toString('utf8'), bytes };
}

function discard(request: IncomingMessage): void {
  let bytes = 0;
  request.on('error', () => {});
  request.on('data', (piece: Buffer) => {
    bytes += piece.length;
    if (bytes > maxDiscardedBytes) request.destroy();
  });
  request.resume();
}
