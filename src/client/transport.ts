import { Client as Connection, type Dispatcher, Pool } from 'undici';
import type { Clock } from '../clock.ts';
import type { HeaderList } from '../trace/exchange.ts';
import { collectReply, type Reply, type ReplyCollector } from './reply.ts';

/** One attempt as bytes: no policy, no judgement. */
export interface Transport {
  send(message: Message): Promise<Reply>;
  close(): Promise<void>;
}

export interface Message {
  readonly method: string;
  readonly path: string;
  readonly headers: HeaderList;
  readonly body: string | undefined;
  readonly timeoutMs: number;
  /** Over a connection of its own, which is closed afterwards. */
  readonly freshConnection: boolean;
  readonly signal: AbortSignal | undefined;
}

/** Made once: Node works out the stack of an error that a socket is closed with, each time anew. */
const closed = new Error('the client was closed');

/**
 * Sends over a pool of kept-alive connections to one origin.
 *
 * Undici's own timers are off: they run on real time and would undercut or outlast the clock's.
 */
export function createTransport(baseUrl: URL, clock: Clock, maxBodyBytes: number): Transport {
  const settings = {
    headersTimeout: 0,
    bodyTimeout: 0,
    connect: { timeout: 0 },
    allowH2: false,
    maxResponseSize: maxBodyBytes,
  };
  const pool = new Pool(baseUrl.origin, settings);
  const prefix = baseUrl.pathname.replace(/\/$/, '');

  return {
    async send(message) {
      const own = message.freshConnection ? new Connection(baseUrl.origin, settings) : null;
      try {
        return await exchange(own ?? pool, { ...message, path: `${prefix}${message.path}` }, clock);
      } finally {
        await own?.destroy(closed);
      }
    },
    close: () => pool.destroy(closed),
  };
}

async function exchange(dispatcher: Dispatcher, message: Message, clock: Clock): Promise<Reply> {
  const collector = collectReply(() => clock.now());
  const stopWaiting = watchTime(collector, message.timeoutMs, clock);
  const stopListening = watchSignal(collector, message.signal);
  dispatch(dispatcher, message, collector);
  try {
    const reply = await collector.reply;
    // Undici frees a connection only after the reply has ended; without this turn the next call would open another.
    await new Promise((resolve) => setImmediate(resolve));
    return reply;
  } finally {
    stopWaiting();
    stopListening();
  }
}

function dispatch(dispatcher: Dispatcher, message: Message, { handler }: ReplyCollector): void {
  dispatcher.dispatch(
    {
      method: message.method as Dispatcher.HttpMethod,
      path: message.path,
      headers: message.headers.flat(),
      body: message.body ?? null,
    },
    handler,
  );
}

function watchTime(collector: ReplyCollector, timeoutMs: number, clock: Clock): () => void {
  if (!Number.isFinite(timeoutMs)) return () => {};
  return clock.timer(timeoutMs, () => collector.giveUp('TIMEOUT', `no whole answer within ${timeoutMs} ms`));
}

function watchSignal(collector: ReplyCollector, signal: AbortSignal | undefined): () => void {
  const stop = () => collector.giveUp('ABORTED', 'the caller gave the call up');
  if (signal?.aborted) stop();
  signal?.addEventListener('abort', stop, { once: true });
  return () => signal?.removeEventListener('abort', stop);
}
