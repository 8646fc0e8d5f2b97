import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Cancel, Clock } from '../../clock.ts';
import { Problem } from '../../problem.ts';
import type { Connections } from './connections.ts';

/** The mock's port: open, closed for a while, or closed for good. */
export interface Listener {
  readonly port: number;
  /** Nobody listens for a time of this clock; resolves once connections are refused. */
  refuse(forMs: number, clock: Clock): Promise<void>;
  /** Ends a refusal before its time, whose ever it is or only that of one clock; resolves once connections are accepted. */
  accept(machine: Clock, onlyOf?: Clock): Promise<void>;
  /** Lets running answers end for at most `drainMs`, then closes every socket. */
  close(drainMs: number, clock: Clock): Promise<void>;
}

export interface ListenerOptions {
  readonly server: Server;
  readonly connections: Connections;
  readonly host: string;
  readonly port: number;
  readonly onWarning: (message: string) => void;
}

const retryMs = 20;
const retries = 100;

/** Opens the port; throws a `Problem` that names the way out when it can't. */
export async function openListener({
  server,
  connections,
  host,
  port: wanted,
  onWarning,
}: ListenerOptions): Promise<Listener> {
  await listen(server, host, wanted);
  const { port } = server.address() as AddressInfo;
  let refusal: { readonly clock: Clock; readonly cancel: Cancel } | null = null;
  let opening = Promise.resolve();
  let closed = false;

  async function open(clock: Clock, attempt: number): Promise<void> {
    // Held, so that virtual time doesn't run on while the port is being opened.
    const call = `listener:${port}`;
    clock.begin(call);
    try {
      if (!closed) await listen(server, host, port);
    } catch (error) {
      if (attempt < retries) clock.timer(retryMs, () => void open(clock, attempt + 1));
      else onWarning(`The port ${port} could not be opened again: ${(error as Error).message}`);
    } finally {
      clock.end(call);
    }
  }

  function endRefusal(clock: Clock): void {
    refusal?.cancel();
    refusal = null;
    opening = open(clock, 1);
  }

  return {
    port,
    async refuse(forMs, clock) {
      refusal?.cancel();
      server.close();
      refusal = { clock, cancel: clock.timer(forMs, () => endRefusal(clock)) };
      await closeIdle(connections);
    },
    accept(machine, onlyOf) {
      if (refusal !== null && (onlyOf === undefined || refusal.clock === onlyOf)) endRefusal(machine);
      return opening;
    },
    async close(drainMs, clock) {
      closed = true;
      refusal?.cancel();
      refusal = null;
      server.close();
      await closeIdle(connections);
      await drained(connections, drainMs, clock);
      for (const { socket } of connections.all) socket.destroy();
    },
  };
}

function listen(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const fail = (error: NodeJS.ErrnoException) => reject(problemOf(error, host, port));
    server.once('error', fail);
    server.listen({ host, port, backlog: 1024 }, () => {
      server.off('error', fail);
      resolve();
    });
  });
}

const reasons: Readonly<Record<string, readonly [why: string, fix: string]>> = {
  EADDRINUSE: [
    'another process uses that port',
    'Stop that process, or choose another port: --port 0 takes a free one.',
  ],
  EACCES: ['this user may not use that port', 'Choose a port from 1024 up: --port 0 takes a free one.'],
  EADDRNOTAVAIL: ['this machine has no such address', 'Use 127.0.0.1, or an address of this machine.'],
  ENOTFOUND: ['no such host is known', 'Use 127.0.0.1, or an address of this machine.'],
};

function problemOf(error: NodeJS.ErrnoException, host: string, port: number): Problem {
  const [why, fix] = reasons[error.code ?? ''] ?? [error.message, 'Choose another port: --port 0 takes a free one.'];
  const code = error.code === 'EADDRINUSE' ? 'port-in-use' : 'port-unusable';
  return new Problem(code, `Failed to listen on "${host}:${port}": ${why}.`, fix, { cause: error });
}

/** Closes what carries no request; what does is closed behind its answer. */
async function closeIdle(connections: Connections): Promise<void> {
  const idle = [...connections.all].filter(({ busy }) => busy === 0);
  const gone = idle.map((connection) => new Promise<void>((resolve) => void connection.onClosed(resolve)));
  for (const { socket } of idle) socket.destroy();
  for (const connection of connections.all)
    if (connection.busy > 0) connection.onIdle(() => connection.socket.destroySoon());
  await Promise.all(gone);
}

/** Resolves when no request is under way, or the time is over. */
function drained(connections: Connections, ms: number, clock: Clock): Promise<void> {
  const busy = [...connections.all];
  return new Promise((resolve) => {
    const cancel = clock.timer(ms, resolve);
    const done = () => {
      cancel();
      resolve();
    };
    void Promise.all(busy.map((connection) => new Promise<void>((ended) => void connection.onClosed(ended)))).then(
      done,
    );
  });
}
