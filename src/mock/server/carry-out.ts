import type { Effect } from '../../faults/index.ts';
import type { Ending } from '../cases/recording.ts';
import { isSameName } from '../lower-case.ts';
import { pairsOf } from './headers.ts';
import { wait } from './wait.ts';
import { bodyOf, broken, finish, left, type Reply, sendDripping, sendHead, sendPiece, sendWhole } from './wire.ts';

/** What the socket adapter can do beside answering. */
export interface Powers {
  /** Closes the listener for a while. */
  refuse(forMs: number): void;
}

/** Does to the answer, and to its socket, what the effect says; null sends it as it is. */
export function carryOut(effect: Effect | null, reply: Reply, powers: Powers): Ending | Promise<Ending> {
  const { response, waiter } = reply;
  // Behind other answers of a pipelining client there is no socket yet to do something to.
  if (!waiter.connection.isOpen || response.socket === null) return carryOutLater(effect, reply, powers);
  return act(effect, reply, powers);
}

async function carryOutLater(effect: Effect | null, reply: Reply, powers: Powers): Promise<Ending> {
  return (await reachesFront(reply)) ? act(effect, reply, powers) : left(reply, false);
}

function act(effect: Effect | null, reply: Reply, powers: Powers): Ending | Promise<Ending> {
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

function reachesFront({ response, waiter }: Reply): Promise<boolean> {
  if (!waiter.connection.isOpen) return Promise.resolve(false);
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

async function cutOff(reply: Reply, afterBytes: number | null, how: 'reset' | 'close'): Promise<Ending> {
  const part = cutBody(bodyOf(reply), afterBytes);
  const message = how === 'reset' ? 'the mock reset the connection' : 'the mock closed the connection';
  if (part === null) {
    sever(reply, how);
    return { kind: 'no-response', code: 'ECONNRESET', message, phase: 'response' };
  }
  sendHead(reply, reply.fields);
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

async function hang(reply: Reply, afterBytes: number | null, forMs: number | null): Promise<Ending> {
  const body = bodyOf(reply);
  const part = cutBody(body, afterBytes);
  if (part === null) return (await wait(reply.waiter, forMs)) ? sendWhole(reply) : left(reply, false);
  sendHead(reply, reply.fields);
  if (!(await sendPiece(reply, part)) || !(await wait(reply.waiter, forMs))) {
    return broken(
      reply,
      'ECONNABORTED',
      `the connection was closed while the mock hung after ${part.length} bytes`,
      part,
    );
  }
  return finish(reply, body?.subarray(part.length) ?? null);
}

function malformChunk(reply: Reply): Ending {
  const { socket } = reply.waiter.connection;
  const chunked = pairsOf(reply.fields).filter(([name]) => !isSameName(name, 'content-length'));
  sendHead(reply, [...chunked.flat(), 'Transfer-Encoding', 'chunked']);
  reply.response.flushHeaders();
  socket.write('this is no chunk size\r\n');
  socket.destroySoon();
  return broken(reply, 'HPE_INVALID_CHUNK_SIZE', 'the mock broke the framing of the chunks', Buffer.alloc(0));
}

function sendGarbage(reply: Reply): Ending {
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
