import type { Server, ServerOptions } from 'node:http';
import type { Socket } from 'node:net';
import type { TlsMaterial } from '../mock.ts';

/**
 * node:http as `require` gives it. To import it would run each of its getters, one of which loads all of fetch: that is
 * 40 ms of every start.
 */
export const { createServer } = process.getBuiltinModule('node:http');

/** A server that tells of each connection as its requests will name it: over TLS that is the socket behind the handshake. */
export function openServer(
  limits: ServerOptions,
  tls: TlsMaterial | null,
  onConnection: (socket: Socket) => void,
): Server {
  if (tls === null) return createServer(limits).on('connection', onConnection);
  const raw = new Map<string, Socket>();
  const server = process.getBuiltinModule('node:https').createServer({
    ...limits,
    ...tls,
    handshakeTimeout: limits.headersTimeout,
  });
  server.on('connection', (socket: Socket) => {
    const name = nameOf(socket);
    raw.set(name, socket);
    socket.once('close', () => raw.delete(name));
    socket.on('error', () => {});
  });
  server.on('secureConnection', (secure) => {
    const below = raw.get(nameOf(secure));
    // node:tls refuses to reset; the socket that it wraps can, and the client sees a real RST.
    if (below !== undefined) secure.resetAndDestroy = () => resetBelow(secure, below);
    onConnection(secure);
  });
  return server;
}

function nameOf({ remoteAddress, remotePort }: Socket): string {
  return `${remoteAddress} ${remotePort}`;
}

function resetBelow<Secure extends Socket>(secure: Secure, below: Socket): Secure {
  below.resetAndDestroy();
  secure.destroy();
  return secure;
}
