import type { Effect } from '../../faults/index.ts';
import type { Outcome } from '../../trace/exchange.ts';
import { wait } from './wait.ts';
import { broken, finish, left, type Reply, sendDripping, sendHead, sendPiece, sendWhole } from './wire.ts';

/** What the socket adapter can do beside answering. */
export interface Powers {
  /** Closes the listener for a while. */
  refuse(forMs: number): void;
}

/** Does to the answer, and to its socket, what the effect says; null sends it as it is. */
export async function carryOut(effect: Effect | null, reply: Reply, powers: Powers): Promise<Outcome> {
  if (!(await reachesFront(reply))) return left(reply, false);
  switch (effect?.kind) {
    case 'reset':
      return cutOff(reply, effect.afterBytes, 'reset');
    case 'close':
      return cutOff(reply, effect.afterBytes, 'close');
    case 'hang':
      return hang(reply, effect.afterBytes, effect.forMs);
    case 'malformed-chunk':
      return malformChunk(reply);
    case 'garbage':
      return sendGarbage(reply);
    case 'drip':
      return sendDripping(reply, effect.chunks, effect.totalMs);
    case 'refuse':
      powers.refuse(effect.forMs);
      return cutOff(reply, null, 'reset');
    case 'status':
    case 'delay':
    case 'rewrite':
    case undefined:
      return sendWhole(reply);
    default:
      return effect satisfies never;
  }
}

/** Behind other answers of a pipelining client there is no socket yet to do something to. */
function reachesFront({ response, waiter }: Reply): Promise<boolean> {
  if (!waiter.connection.isOpen) return Promise.resolve(false);
  if (response.socket !== null) return Promise.resolve(true);
  return new Promise((resolve) => {
    const forget = waiter.connection.onClosed(() => resolve(false));
    response.once('socket', () => {
      forget();
      resolve(true);
    });
  });
}

/** Less than the whole body, so that something is missing. Null: there is no body to cut. */
function cutBody(body: Buffer | null, afterBytes: number | null): Buffer | null {
  if (body === null || afterBytes === null) return null;
  return body.subarray(0, Math.min(afterBytes, body.length - 1));
}

async function cutOff(reply: Reply, afterBytes: number | null, how: 'reset' | 'close'): Promise<Outcome> {
  const part = cutBody(reply.body, afterBytes);
  const message = how === 'reset' ? 'the mock reset the connection' : 'the mock closed the connection';
  if (part === null) {
    sever(reply, how);
    return { kind: 'no-response', code: 'ECONNRESET', message, phase: 'response' };
  }
  sendHead(reply, reply.headers);
  if (!(await sendPiece(reply, part))) return left(reply, true);
  // A RST takes with it what the client hasn't read yet.
  for (let turn = 0; how === 'reset' && turn < 4; turn += 1) await new Promise(setImmediate);
  sever(reply, how);
  return broken(reply, 'ECONNRESET', `${message} after ${part.length} bytes of the body`, part);
}

function sever({ waiter }: Reply, how: 'reset' | 'close'): void {
  if (how === 'reset') waiter.connection.socket.resetAndDestroy();
  else waiter.connection.socket.destroySoon();
}

async function hang(reply: Reply, afterBytes: number | null, forMs: number | null): Promise<Outcome> {
  const part = cutBody(reply.body, afterBytes);
  if (part === null) return (await wait(reply.waiter, forMs)) ? sendWhole(reply) : left(reply, false);
  sendHead(reply, reply.headers);
  if (!(await sendPiece(reply, part)) || !(await wait(reply.waiter, forMs))) {
    return broken(
      reply,
      'ECONNABORTED',
      `the connection was closed while the mock hung after ${part.length} bytes`,
      part,
    );
  }
  return finish(reply, reply.body?.subarray(part.length) ?? null);
}

function malformChunk(reply: Reply): Outcome {
  const { socket } = reply.waiter.connection;
  const chunked = reply.headers.filter(([name]) => name.toLowerCase() !== 'content-length');
  sendHead(reply, [...chunked, ['Transfer-Encoding', 'chunked']]);
  reply.response.flushHeaders();
  socket.write('this is no chunk size\r\n');
  socket.destroySoon();
  return broken(reply, 'HPE_INVALID_CHUNK_SIZE', 'the mock broke the framing of the chunks', Buffer.alloc(0));
}

function sendGarbage(reply: Reply): Outcome {
  const { socket } = reply.waiter.connection;
  socket.write(Buffer.from('lskdu018973t09sylgasjkfg1][]\u0007\u00ff\u0000./{}\r\n', 'latin1'));
  socket.destroySoon();
  return {
    kind: 'no-response',
    code: 'HPE_INVALID_CONSTANT',
    message: 'the mock sent bytes that are no HTTP',
    phase: 'response',
  };
}
