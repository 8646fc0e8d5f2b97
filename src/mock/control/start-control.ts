import { randomBytes } from 'node:crypto';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { createRealClock } from '../../clock.ts';
import { Problem } from '../../problem.ts';
import type { RequestBytes } from '../decision.ts';
import type { ControlAddress, ControlListener, Mock } from '../mock.ts';
import { authorityOf } from '../server/authority.ts';
import { readBody } from '../server/body.ts';
import { type Connections, createConnections, type OpenConnection } from '../server/connections.ts';
import { openListener } from '../server/listener.ts';
import { createServer } from '../server/node-http.ts';
import { writeRaw } from '../server/raw-errors.ts';
import { answer } from './answer.ts';
import type { ControlReply } from './control.ts';
import { type Access, isLoopback } from './guard.ts';
import { problemReply } from './problem-details.ts';

export interface ControlOptions extends ControlListener {
  readonly mock: Mock;
  readonly onWarning: (message: string) => void;
}

/** A control API that listens. */
export interface Control extends ControlAddress {
  close(drainMs: number): Promise<void>;
}

const limits = { headersTimeout: 15_000, requestTimeout: 30_000, keepAliveTimeout: 60_000, requireHostHeader: false };
const maxBodyBytes = 1024 * 1024;

/** Opens the control API of a mock. Throws a `Problem` when the port can't be had. */
export async function startControl(options: ControlOptions): Promise<Control> {
  const { host = '127.0.0.1', port = 0, mock, onWarning } = options;
  const token = tokenOf(options.token, host);
  const connections = createConnections();
  const machine = createRealClock();
  const server = createControlServer(connections, mock, { host, token }, onWarning);
  const open = (wanted: number) => openListener({ server, connections, host, port: wanted, onWarning });
  const listener = await open(port).catch((error: unknown) => {
    const taken = error instanceof Problem && error.code === 'port-in-use';
    if (taken && options.orFreePort) return open(0);
    throw unopened(error);
  });
  return {
    url: `http://${authorityOf(host, listener.port)}`,
    token,
    close: (drainMs) => listener.close(drainMs, machine),
  };
}

function tokenOf(chosen: string | undefined, host: string): string | null {
  if (chosen === undefined) return isLoopback(host) ? null : randomBytes(24).toString('base64url');
  if (/^[\x21-\x7e]+$/.test(chosen)) return chosen;
  throw new Problem(
    'unusable-token',
    'Failed to open the control API: its token is empty, or no header can carry it.',
    'Choose a token of ASCII letters, digits and signs, without blanks.',
  );
}

function unopened(error: unknown): unknown {
  if (!(error instanceof Problem)) return error;
  const fix = 'Choose another port for the control API: --control-port 0 takes a free one, --no-control does without.';
  return new Problem(error.code, error.message, fix, { cause: error });
}

function createControlServer(
  connections: Connections,
  mock: Mock,
  access: Access,
  onWarning: (message: string) => void,
): Server {
  async function serve(connection: OpenConnection, message: IncomingMessage, response: ServerResponse): Promise<void> {
    connection.enter();
    try {
      const bounds = { announced: message.headers['content-length'], limit: maxBodyBytes };
      const read = () => new Promise<RequestBytes | null>((done) => readBody(message, bounds, connection, done));
      const reply = await answer(message, { mock, access, onWarning, readBody: read });
      if (reply !== null && connection.isOpen) await send(reply, response, connection);
      // What was refused before it was read is thrown away.
      message.resume();
    } finally {
      connection.leave();
    }
  }

  const server = createServer(limits, (message, response) => {
    serve(connections.of(message.socket), message, response).catch((error: unknown) => {
      onWarning(`This is a defect of Faultline's control API: ${String(error)}`);
      message.socket.destroy();
    });
  });
  server.on('connection', (socket) => void connections.add(socket));
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    if (error.code === 'ECONNRESET' || error.code === 'EPIPE') socket.destroy();
    else refuseBytes(connections.of(socket as Socket));
  });
  return server;
}

function send(
  { status, headers = {}, body }: ControlReply,
  response: ServerResponse,
  connection: OpenConnection,
): Promise<void> {
  const text = textOf(body);
  const type = text === null ? {} : { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(text) };
  response.writeHead(status, { ...always, ...type, ...headers });
  return new Promise((resolve) => {
    const forget = connection.onClosed(resolve);
    response.end(text ?? undefined, () => {
      forget();
      resolve();
    });
  });
}

// Answers are of a moment, and no page is to make anything of them.
const always = {
  'Cache-Control': 'no-store',
  'X-Content-Type-Options': 'nosniff',
  'Cross-Origin-Resource-Policy': 'same-origin',
} as const;

function textOf(body: unknown): string | null {
  if (body === undefined) return null;
  return typeof body === 'string' ? body : `${JSON.stringify(body)}\n`;
}

function refuseBytes(connection: OpenConnection): void {
  const detail = 'Failed to read the request: it is no valid HTTP, too long, or took too long to arrive.';
  const { status, headers = {}, body } = problemReply(400, [{ code: 'no-http', detail, fix: 'Send a whole request.' }]);
  connection.giveUpReading();
  connection.onIdle(() =>
    writeRaw(connection.socket, { status, headers, body: textOf(body) }, createRealClock().now()),
  );
}
