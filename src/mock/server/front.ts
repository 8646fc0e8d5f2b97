import { randomUUID } from 'node:crypto';
import type { IncomingMessage, Server, ServerOptions, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { FailureLayer } from '../../contract/failure-layer.ts';
import type { Answer } from '../decision.ts';
import type { Timeouts, TlsMaterial } from '../mock.ts';
import type { Connections, OpenConnection } from './connections.ts';
import { openServer } from './node-http.ts';
import { ownError } from './own-errors.ts';
import { answerTo, writeRaw } from './raw-errors.ts';

export interface FrontOptions {
  readonly layer: FailureLayer;
  readonly connections: Connections;
  /** Null: plain http. */
  readonly tls: TlsMaterial | null;
  readonly timeouts: Partial<Timeouts>;
  readonly now: () => number;
  readonly onWarning: (message: string) => void;
  serve(connection: OpenConnection, message: IncomingMessage, response: ServerResponse): void;
}

/** So many requests may wait for their answers on one connection: more than one read of a socket can bring. */
const maxPipelined = 4096;

/** The limits of node:http that we set. */
function limitsOf({ headersMs = 15_000, requestMs = 60_000, idleMs = 60_000 }: Partial<Timeouts>): ServerOptions {
  return {
    // A request without a body needs no stream to be read: of node:http's own time for it, a tenth.
    ...{ optimizeEmptyRequests: true },
    headersTimeout: headersMs,
    requestTimeout: requestMs,
    keepAliveTimeout: idleMs,
    connectionsCheckingInterval: Math.min(2000, headersMs, requestMs),
    // We say so ourselves, in the API's error body.
    requireHostHeader: false,
  };
}

/** node:http in front of the mock: it parses, we answer. Whatever comes on a socket, the process lives on. */
export function createFront({ layer, connections, tls, timeouts, now, onWarning, serve }: FrontOptions): Server {
  function onRequest(message: IncomingMessage, response: ServerResponse): void {
    const connection = connections.of(message.socket);
    if (connection.busy >= maxPipelined) {
      // Each of them is kept whole, and reading can't be stopped while bodies are read.
      connection.socket.destroy();
      return;
    }
    try {
      serve(connection, message, response);
    } catch (error) {
      onWarning(`This is a defect of Faultline: ${error instanceof Error ? error.stack : String(error)}`);
      message.socket.destroy();
    }
  }

  function refuseBytes(socket: Duplex, answer: Answer | null): void {
    if (answer === null) {
      socket.destroy();
      return;
    }
    const connection = connections.of(socket as Socket);
    connection.giveUpReading();
    // Answers to requests that came before on this connection go first.
    connection.onIdle(() => writeRaw(socket, answer, now()));
    // One of those may hang: a client that has closed its side won't wait for it.
    const leave = () => setImmediate(() => connection.busy > 0 && socket.destroy());
    if (socket.readableEnded) leave();
    else socket.once('end', leave);
  }

  const server = openServer(limitsOf(timeouts), tls, (socket) => void connections.add(socket));
  server.maxHeadersCount = 0;
  server.on('request', onRequest);
  server.on('checkContinue', onRequest);
  server.on('checkExpectation', onRequest);
  server.on('clientError', (error, socket) => refuseBytes(socket, answerTo(error, layer, randomUUID())));
  server.on('connect', (_, socket) => {
    refuseBytes(socket, ownError(layer, 405, 'CONNECT is for proxies; this is none.', randomUUID()));
    // node:http has let go of it; unread, nobody would hear that the client leaves.
    socket.resume();
  });
  return server;
}
