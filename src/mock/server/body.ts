import type { IncomingMessage } from 'node:http';
import type { RequestBytes } from '../decision.ts';
import type { OpenConnection } from './connections.ts';

/** So much of a body that is too long is thrown away, so that the client hears the refusal; then the socket goes. */
const maxDiscardedBytes = 128 * 1024 * 1024;

const none: RequestBytes = { kind: 'none' };
const tooLarge: RequestBytes = { kind: 'too-large', part: 'body' };

type Headers = Readonly<Record<string, string>>;

/** Whether a body comes at all (RFC 9112 §6.3). Where none does, nothing has to be waited for. */
export function hasBody(headers: Headers): boolean {
  const length = headers['content-length'];
  return headers['transfer-encoding'] !== undefined || (length !== undefined && length !== '0');
}

/** In bytes: what the request announces, if anything, and what is read at most. */
export interface BodyBounds {
  readonly announced: string | undefined;
  readonly limit: number;
}

/**
 * A body that has come as a whole; undefined: it has not, or is not wanted. Most bodies come together with their head, and
 * then the events of a stream need not be waited for.
 */
export function bodyAtHand(request: IncomingMessage, { announced, limit }: BodyBounds): RequestBytes | undefined {
  if (!request.complete || Number(announced ?? 0) > limit) return undefined;
  const whole: Buffer | null = request.read();
  if (whole === null) return none;
  return whole.length > limit ? tooLarge : textOf(whole);
}

/**
 * Reads a body up to a limit; longer ones are refused without being kept.
 * Null: the rest will never come, because the client left or sent what is no HTTP.
 */
export function readBody(
  request: IncomingMessage,
  { announced, limit }: BodyBounds,
  connection: Pick<OpenConnection, 'isReadable' | 'onUnreadable'>,
  done: (body: RequestBytes | null) => void,
): void {
  if (Number(announced ?? 0) > limit) {
    discard(request);
    done(tooLarge);
    return;
  }
  if (!request.complete && !connection.isReadable) {
    done(null);
    return;
  }
  let pieces: Buffer[] = [];
  let bytes = 0;
  let isDone = false;
  const settle = (body: RequestBytes | null) => {
    if (isDone) return;
    isDone = true;
    forget();
    done(body);
  };
  const keep = (piece: Buffer) => {
    bytes += piece.length;
    pieces.push(piece);
    if (bytes <= limit) return;
    pieces = [];
    request.off('data', keep);
    discard(request);
    settle(tooLarge);
  };
  const forget = connection.onUnreadable(() => {
    if (!request.complete) settle(null);
  });
  // Nothing else need be listened to: a body that breaks off takes its connection with it, or makes it unreadable.
  request.on('data', keep);
  request.on('end', () => settle(bytes === 0 ? none : textOf(Buffer.concat(pieces))));
}

function textOf(whole: Buffer): RequestBytes {
  return { kind: 'text', text: whole.toString('utf8'), bytes: whole.length };
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
