import type { IncomingMessage, ServerResponse } from 'node:http';
import type { HeaderList } from '../../trace/exchange.ts';
import type { Ending, KeptResponse } from '../cases/recording.ts';
import { pairsOf } from '../server/headers.ts';
import { createTap, type Tap } from './tap.ts';

/** An answer that is passed on. */
export interface Relay {
  readonly arrived: IncomingMessage;
  readonly response: ServerResponse;
  /** As they go on the wire. */
  readonly headers: HeaderList;
  /** The status line is about to go out. */
  onHead(): void;
  /** What of the body was read before. */
  readonly held?: readonly Buffer[];
}

/** What went by: the outcome for the trace, and the body as far as it is kept. */
export interface Relayed {
  readonly outcome: Ending;
  /** Null: too long to be kept, or broken off. */
  readonly body: Buffer | null;
}

/** Passes an answer on piece by piece, as fast as the client takes it. What breaks off on one side breaks off on the other. */
export function relay({ arrived, response, headers, onHead, held = [] }: Relay): Promise<Relayed> {
  const tap = createTap();
  onHead();
  sendHead(arrived, response, headers);
  for (const chunk of held) {
    tap.add(chunk);
    response.write(chunk);
  }
  return new Promise((resolve) => {
    const breakOff = () => {
      response.destroy();
      resolve({ outcome: broken(arrived, headers, tap, 'the API behind broke its answer off'), body: null });
    };
    const end = () => {
      const trailers = pairsOf(arrived.rawTrailers);
      if (trailers.length > 0) response.addTrailers(trailers.map(([name, value]): [string, string] => [name, value]));
      response.end();
    };
    arrived.on('data', (chunk: Buffer) => {
      tap.add(chunk);
      if (response.write(chunk)) return;
      arrived.pause();
      response.once('drain', () => arrived.resume());
    });
    arrived.on('error', () => {});
    response.once('finish', () => resolve({ outcome: whole(arrived, headers, tap), body: tap.whole }));
    response.once('close', () => {
      if (response.writableFinished) return;
      arrived.destroy();
      resolve({ outcome: broken(arrived, headers, tap, 'the client left before the answer had ended'), body: null });
    });
    // Where it was read before, its end has gone by.
    if (arrived.readableEnded) return end();
    if (arrived.destroyed) return breakOff();
    arrived.once('end', end);
    arrived.once('close', () => {
      if (!arrived.complete) breakOff();
    });
    arrived.resume();
  });
}

function sendHead(
  { statusCode = 502, statusMessage = '', headers: own }: IncomingMessage,
  response: ServerResponse,
  headers: HeaderList,
): void {
  response.sendDate = own.date === undefined;
  response.writeHead(statusCode, statusMessage, headers.flat());
  // What comes slowly, such as a stream of events, is to be seen from its beginning.
  response.flushHeaders();
}

/** Reads an answer as a whole; null when it is longer than that, with what was read so far still to be passed on. */
export async function collect(
  arrived: IncomingMessage,
  limit: number,
): Promise<{ readonly pieces: Buffer[]; readonly isWhole: boolean }> {
  const pieces: Buffer[] = [];
  let bytes = 0;
  return await new Promise((resolve) => {
    const settle = (isWhole: boolean) => {
      arrived.off('data', keep);
      resolve({ pieces, isWhole });
    };
    const keep = (chunk: Buffer) => {
      pieces.push(chunk);
      bytes += chunk.length;
      if (bytes <= limit) return;
      arrived.pause();
      settle(false);
    };
    arrived.on('data', keep);
    arrived.on('error', () => {});
    arrived.once('end', () => settle(true));
    arrived.once('close', () => settle(arrived.complete));
  });
}

/** The answer as the trace keeps it. */
function recorded({ statusCode = 502 }: IncomingMessage, headers: HeaderList, tap: Tap): KeptResponse {
  return { status: statusCode, fields: headers.flat(), ...tap.kept(headers) };
}

function whole(arrived: IncomingMessage, headers: HeaderList, tap: Tap): Ending {
  return { kind: 'response', ...recorded(arrived, headers, tap) };
}

function broken(arrived: IncomingMessage, headers: HeaderList, tap: Tap, message: string): Ending {
  return { kind: 'broken-body', ...recorded(arrived, headers, tap), code: 'ECONNABORTED', message };
}
