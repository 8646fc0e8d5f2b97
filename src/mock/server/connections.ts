import type { Socket } from 'node:net';
import type { Connection } from '../../trace/exchange.ts';
import { type Fields, readFields } from './headers.ts';

/** One client connection, with what is under way on it. */
export interface OpenConnection {
  readonly id: number;
  readonly socket: Socket;
  readonly isOpen: boolean;
  /** Whether more may come on it that can be read. */
  readonly isReadable: boolean;
  /** Its address, without a port. */
  peer(): string;
  /** Exchanges under way; more than one when the client pipelines. */
  readonly busy: number;
  /** The fields of a request on it. */
  fields(raw: readonly string[]): Fields;
  /** Counts a request in; the answer is how the trace shows the connection. */
  enter(): Connection;
  /** Counts it out again. */
  leave(): void;
  /** Calls back once when the connection is closed, by whomever; the answer stops listening. */
  onClosed(callback: () => void): () => void;
  /** Nothing more that comes on it can be read: requests that aren't whole never will be. */
  giveUpReading(): void;
  /** Calls back when that happens, or the connection is closed; the answer stops listening. */
  onUnreadable(callback: () => void): () => void;
  /** Calls back as soon as nothing is under way. */
  onIdle(callback: () => void): void;
}

export interface Connections {
  readonly all: Iterable<OpenConnection>;
  add(socket: Socket): OpenConnection;
  of(socket: Socket): OpenConnection;
}

/** Every socket of the mock, numbered in the order in which they came. */
export function createConnections(): Connections {
  let lastId = 0;
  const known = new Map<Socket, OpenConnection>();

  function add(socket: Socket): OpenConnection {
    lastId += 1;
    const connection = createConnection(lastId, socket, () => known.delete(socket));
    known.set(socket, connection);
    return connection;
  }

  return {
    get all() {
      return [...known.values()];
    },
    add,
    of: (socket) => known.get(socket) ?? add(socket),
  };
}

function createConnection(id: number, socket: Socket, onGone: () => void): OpenConnection {
  let requests = 0;
  let busy = 0;
  let isOpen = !socket.destroyed;
  const closed = new Set<() => void>();
  const reading = watchReading(isOpen);
  const idle: (() => void)[] = [];

  function release(): void {
    isOpen = false;
    onGone();
    reading.giveUp();
    for (const callback of [...closed]) callback();
    closed.clear();
  }
  // One listener for all that wait: a pipelining client would else set off Node's leak warning.
  socket.once('close', release);
  socket.on('error', () => {});

  return {
    id,
    socket,
    get isOpen() {
      return isOpen;
    },
    get isReadable() {
      return reading.isOn;
    },
    get busy() {
      return busy;
    },
    ...readersOf(socket),
    enter() {
      requests += 1;
      busy += 1;
      return { id, reused: requests > 1, requestIndex: requests };
    },
    leave() {
      busy -= 1;
      if (busy === 0 && idle.length > 0) for (const callback of idle.splice(0)) callback();
    },
    onClosed: (callback) => listenOn(closed, callback),
    giveUpReading: () => reading.giveUp(),
    onUnreadable: (callback) => reading.onGivenUp(callback),
    onIdle(callback) {
      if (busy === 0) callback();
      else idle.push(callback);
    },
  };
}

/** What is read of a connection, once where it can't change. */
function readersOf(socket: Socket): Pick<OpenConnection, 'peer' | 'fields'> {
  let address: string | undefined;
  let last: Fields | null = null;
  return {
    peer() {
      address ??= (socket.remoteAddress ?? '').replace(/^::ffff:/, '');
      return address;
    },
    fields(raw) {
      last = readFields(raw, last);
      return last;
    },
  };
}

interface Reading {
  readonly isOn: boolean;
  giveUp(): void;
  onGivenUp(callback: () => void): () => void;
}

/** Whether a connection is still read, and who waits for what comes on it. */
function watchReading(isOpen: boolean): Reading {
  let isOn = isOpen;
  const waiting = new Set<() => void>();
  return {
    get isOn() {
      return isOn;
    },
    giveUp() {
      isOn = false;
      for (const callback of [...waiting]) callback();
      waiting.clear();
    },
    onGivenUp: (callback) => listenOn(waiting, callback),
  };
}

function listenOn(callbacks: Set<() => void>, callback: () => void): () => void {
  callbacks.add(callback);
  return () => callbacks.delete(callback);
}
