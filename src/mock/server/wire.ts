import type { ServerResponse } from 'node:http';
import { httpDate } from '../../clock.ts';
import type { Ending } from '../cases/recording.ts';
import type { Answer } from '../decision.ts';
import { fieldsOf, isPlain } from './reply-fields.ts';
import { type Waiter, wait } from './wait.ts';

/** An answer on its way out. */
export interface Reply {
  readonly response: ServerResponse;
  readonly status: number;
  /** Names and values in turn, as they go on the wire, `Date` and `Content-Length` included. */
  readonly fields: readonly string[];
  /** Null: the answer has none, or the method was HEAD. */
  readonly text: string | null;
  readonly bytes: number;
  readonly waiter: Waiter;
}

const none: Answer['headers'] = {};
const withoutBody = (status: number) => status < 200 || status === 204 || status === 304;

/** Settles what goes on the wire for an answer; `added` comes on top of its own headers. */
export function prepareReply(
  response: ServerResponse,
  { status, headers, over = none, body }: Answer,
  added: Answer['headers'],
  method: string,
  waiter: Waiter,
): Reply {
  const isBare = withoutBody(status);
  const text = isBare ? '' : (body ?? '');
  const bytes = text === '' ? 0 : Buffer.byteLength(text);
  const length = isBare ? null : String(bytes);
  const fields = fieldsOf({ headers, over, added, date: httpDate(waiter.clock.now()), length });
  return { response, status, fields, text: method === 'HEAD' || bytes === 0 ? null : text, bytes, waiter };
}

/** Sends the status line and the headers. */
export function sendHead({ response, status, waiter }: Reply, fields: readonly string[]): void {
  waiter.recording.responding();
  // Our own Date: the case's clock may be far from the machine's.
  response.sendDate = false;
  response.writeHead(status, fields as string[]);
}

/**
 * Sends the whole answer. Most often the machine takes it at once; else the end comes when it has taken all of it.
 * As text it leaves in one write together with the headers: 9 % less processor time on a bare node:http server.
 */
export function sendWhole(reply: Reply): Ending | Promise<Ending> {
  sendHead(reply, reply.fields);
  const { response, text, bytes } = reply;
  if (response.socket === null || response.socket.writableLength > 0) return finish(reply, bodyOf(reply));
  // Of ASCII alone one encoding is as good as another, and this one needs no look at each letter.
  if (text === null || bytes === text.length) response.end(text, 'latin1');
  // A text in UTF-8 has node:http write the headers in it too, which by then are bytes.
  else response.end(reply.fields.every(isPlain) ? text : bodyOf(reply));
  return response.socket.writableLength === 0 ? answered(reply) : ended(reply);
}

/** Ends the answer with its last piece. */
export function finish(reply: Reply, rest: Buffer | null): Promise<Ending> {
  const end = ended(reply);
  reply.response.end(rest ?? undefined);
  return end;
}

/** Resolves when an answer that is being ended was handed to the machine, or the connection is closed. */
function ended(reply: Reply): Promise<Ending> {
  const { response, waiter } = reply;
  return new Promise((resolve) => {
    const forget = waiter.connection.onClosed(() => resolve(left(reply, true)));
    response.once('finish', () => {
      forget();
      resolve(answered(reply));
    });
  });
}

/** Sends a piece of the body and waits until it has left for the other side. False: the connection was closed meanwhile. */
export async function sendPiece({ response, waiter }: Reply, piece: Buffer): Promise<boolean> {
  const { connection, clock } = waiter;
  const sent = await new Promise<boolean>((resolve) => {
    const forget = connection.onClosed(() => resolve(false));
    response.write(piece, (error) => {
      forget();
      resolve(!error);
    });
  });
  // In one process the client needs a few turns to see the piece before virtual time moves on.
  for (let turn = 0; sent && clock.kind === 'virtual' && turn < 4; turn += 1) await new Promise(setImmediate);
  return sent;
}

/** Sends the body in pieces, evenly spread; the last one goes when the time is over. */
export async function sendDripping(reply: Reply, chunks: number, totalMs: number): Promise<Ending> {
  const body = bodyOf(reply) ?? Buffer.alloc(0);
  const edge = (index: number) => Math.round((body.length * index) / chunks);
  sendHead(reply, reply.fields);
  reply.response.flushHeaders();
  for (let index = 1; index <= chunks; index += 1) {
    const before = Math.round((totalMs * (index - 1)) / chunks);
    if (!(await wait(reply.waiter, Math.round((totalMs * index) / chunks) - before))) return left(reply, true);
    const piece = body.subarray(edge(index - 1), edge(index));
    if (index === chunks) return finish(reply, piece);
    if (piece.length > 0 && !(await sendPiece(reply, piece))) return left(reply, true);
  }
  return finish(reply, null);
}

/** The bytes of the body; null: there is none. */
export function bodyOf({ text }: Reply): Buffer | null {
  return text === null ? null : Buffer.from(text);
}

/** The answer as the trace keeps it. */
function answered({ status, fields, text, bytes }: Reply): Ending {
  return { kind: 'response', status, fields, text, bytes, sha256: null };
}

/** The answer broke off behind its headers. */
export function broken({ status, fields }: Reply, code: string, message: string, sent: Buffer): Ending {
  const body = { text: sent.toString('utf8'), bytes: sent.length, sha256: null };
  return { kind: 'broken-body', status, fields, ...body, code, message };
}

/** The connection was closed before the answer was out: by the client, or because the case was reset. */
export function left(reply: Reply, headSent: boolean): Ending {
  const code = 'ECONNABORTED';
  const message = 'the connection was closed before the answer had ended';
  return headSent
    ? broken(reply, code, message, Buffer.alloc(0))
    : { kind: 'no-response', code, message, phase: 'response' };
}
