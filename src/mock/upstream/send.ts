import { type Agent, type ClientRequest, type IncomingMessage, request as requestHttp } from 'node:http';
import type { Clock } from '../../clock.ts';
import type { HeaderList } from '../../trace/exchange.ts';
import type { UpstreamTarget } from './upstream.ts';

/** A request to the API behind. */
export interface Outgoing {
  readonly method: string;
  /** Path and query. */
  readonly path: string;
  readonly headers: HeaderList;
  /** Bytes that are here already, a stream of them, or none. */
  readonly body: Buffer | IncomingMessage | null;
  /** Told what goes by of a stream. */
  onChunk(chunk: Buffer): void;
  /** The API behind asks for the body: `100 Continue`. */
  onContinue(): void;
}

/** The head of its answer; the body is still to come. */
export interface Arrived {
  readonly response: IncomingMessage;
  readonly request: ClientRequest;
}

/** Why no answer came. */
export class UpstreamFailure extends Error {
  override readonly name = 'UpstreamFailure';
  readonly status: 502 | 504;
  readonly code: string;

  constructor(status: 502 | 504, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

/** How to reach the API behind. */
export interface Sender {
  /** Resolves with the head of the answer; rejects with an `UpstreamFailure`. `signal` breaks it off. */
  send(outgoing: Outgoing, signal: AbortSignal): Promise<Arrived>;
  close(): void;
}

/** Loads TLS only where it is needed. */
async function transportOf({ protocol }: UpstreamTarget): Promise<{ agent: Agent; request: typeof requestHttp }> {
  const options = { keepAlive: true, scheduling: 'lifo' } as const;
  if (protocol === 'http:') return { agent: new (await import('node:http')).Agent(options), request: requestHttp };
  const https = await import('node:https');
  return { agent: new https.Agent(options), request: https.request };
}

/**
 * Sends over kept-alive connections. By node:http and not by undici, which passes on neither `Expect: 100-continue` nor
 * the trailers of a request.
 */
export async function createSender(target: UpstreamTarget, timeoutMs: number, clock: Clock): Promise<Sender> {
  const { agent, request } = await transportOf(target);

  function once(outgoing: Outgoing, signal: AbortSignal): Promise<Arrived> {
    const { method, path, headers, body } = outgoing;
    return new Promise((resolve, reject) => {
      const sent = request({
        agent,
        method,
        host: target.hostname,
        port: target.port,
        path: `${target.pathPrefix}${path}`,
        headers: headers.flat(),
        setHost: false,
        signal,
      });
      const watch = createWatch(clock, timeoutMs, () =>
        sent.destroy(new UpstreamFailure(504, 'TIMEOUT', `no answer began within ${timeoutMs} ms`)),
      );
      sent.once('response', (response) => {
        watch.stop();
        resolve({ response, request: sent });
      });
      sent.on('error', (error: NodeJS.ErrnoException) => {
        watch.stop();
        reject(failureOf(error, sent.reusedSocket));
      });
      sent.once('continue', outgoing.onContinue);
      watch.restart();
      pour(body, sent, (chunk) => {
        watch.restart();
        outgoing.onChunk(chunk);
      });
    });
  }

  return {
    async send(outgoing, signal) {
      try {
        return await once(outgoing, signal);
      } catch (error) {
        // A kept connection may have been closed while the request was on its way to it: nobody has seen it then.
        const isStale = error instanceof StaleConnection && outgoing.body === null && repeatable.has(outgoing.method);
        if (!isStale) throw error instanceof StaleConnection ? error.failure : error;
      }
      return await once(outgoing, signal).catch((error: unknown) => {
        throw error instanceof StaleConnection ? error.failure : error;
      });
    },
    close: () => agent.destroy(),
  };
}

const repeatable = new Set(['GET', 'HEAD', 'OPTIONS', 'TRACE', 'PUT', 'DELETE']);

/** A connection that had carried a request before was gone. */
class StaleConnection extends Error {
  readonly failure: UpstreamFailure;

  constructor(failure: UpstreamFailure) {
    super(failure.message);
    this.failure = failure;
  }
}

function failureOf(error: NodeJS.ErrnoException, isReused: boolean): Error {
  if (error instanceof UpstreamFailure) return error;
  const code = error.code ?? error.name;
  if (code === 'ETIMEDOUT') return new UpstreamFailure(504, code, 'no connection could be made in time');
  const why = code === 'ECONNRESET' ? 'it closed the connection without an answer' : `${code}`;
  const failure = new UpstreamFailure(502, code, why);
  return isReused && (code === 'ECONNRESET' || code === 'EPIPE') ? new StaleConnection(failure) : failure;
}

/** Writes the body as it comes, no faster than the other side takes it; trailers go last. */
function pour(body: Outgoing['body'], sent: ClientRequest, onChunk: (chunk: Buffer) => void): void {
  if (body === null) return void sent.end();
  if (Buffer.isBuffer(body)) return void sent.end(body);
  body.on('data', (chunk: Buffer) => {
    onChunk(chunk);
    if (sent.destroyed || sent.write(chunk)) return;
    body.pause();
    sent.once('drain', () => body.resume());
  });
  body.once('end', () => {
    if (sent.destroyed) return;
    if (body.rawTrailers.length > 0) sent.addTrailers(pairs(body.rawTrailers));
    sent.end();
  });
}

function pairs(raw: readonly string[]): [string, string][] {
  return Array.from({ length: raw.length / 2 }, (_, at) => [raw[at * 2] ?? '', raw[at * 2 + 1] ?? '']);
}

/** A timer that starts anew with each sign of life, until it is stopped for good: an answer may begin before its request ends. */
function createWatch(clock: Clock, ms: number, onTime: () => void): { restart(): void; stop(): void } {
  let cancel = () => {};
  let stopped = false;
  return {
    restart() {
      cancel();
      if (!stopped) cancel = clock.timer(ms, onTime);
    },
    stop() {
      stopped = true;
      cancel();
    },
  };
}
