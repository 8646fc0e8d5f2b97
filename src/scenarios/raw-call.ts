import { createConnection, type Socket } from 'node:net';
import type { Clock } from '../clock.ts';
import type { Contract } from '../contract/contract.ts';
import { classifyRetry, type Policy, signalOf } from '../retry/index.ts';
import type { Exchange, HeaderList, Outcome, RecordedResponse } from '../trace/exchange.ts';
import type { Call } from './calls.ts';

/** Where raw bytes are sent, and as what they are recorded. */
export interface RawTarget {
  readonly baseUrl: string;
  readonly clock: Clock;
  readonly contract: Contract;
  readonly policy: Policy;
  readonly id: string;
}

/**
 * Writes a request on a socket, line by line as a person wrote it, and reads one answer: for what no client library
 * lets through. The path gets the prefix of the scenario's case.
 */
export async function callRaw(text: string, target: RawTarget): Promise<Call> {
  const { clock, contract, policy, id } = target;
  const url = new URL(target.baseUrl);
  const [method = '', path = ''] = text.split(' ');
  clock.begin(id);
  const startedAt = clock.now();
  const outcome = await converse(url, withPrefix(text, url.pathname.replace(/\/$/, '')));
  clock.end(id);
  const route = contract.route(method, path.split('?')[0] ?? '');
  const operation = route.kind === 'operation' ? route.operation : null;
  const exchange: Exchange = {
    id,
    caseId: '',
    observer: 'client',
    operationId: operation?.id ?? null,
    attempt: 1,
    startedAt,
    respondedAt: outcome.kind === 'no-response' ? null : clock.now(),
    endedAt: clock.now(),
    request: { method, url: `${url.origin}${path}`, headers: headersOf(text), body: null },
    outcome,
    cause: null,
    sideEffects: [],
    connection: null,
  };
  const classification = classifyRetry(signalOf(exchange) ?? { method, status: null, headers: {} }, policy);
  const gaveUp = classification.category === null ? null : 'raw bytes are sent once';
  return { operation, exchanges: [exchange], waitsMs: [], classification, gaveUp, queuedMs: 0, cached: false };
}

function withPrefix(text: string, prefix: string): string {
  const lines = text.trimEnd().split('\n');
  const [first = '', ...others] = lines;
  return `${[first.replace(' /', ` ${prefix}/`), ...others].join('\r\n')}\r\n\r\n`;
}

function headersOf(text: string): HeaderList {
  const [, ...lines] = text.trimEnd().split('\n');
  return lines.map((line) => {
    const [name = '', ...value] = line.split(':');
    return [name, value.join(':').trim()] as const;
  });
}

/** Sends and reads until the answer is whole or the other side closes. */
async function converse(url: URL, bytes: string): Promise<Outcome> {
  const socket = createConnection({ host: url.hostname, port: Number(url.port || 80) });
  try {
    return await read(socket, bytes);
  } finally {
    socket.destroy();
  }
}

function read(socket: Socket, bytes: string): Promise<Outcome> {
  let received = '';
  return new Promise((resolve) => {
    const end = (code: string) => resolve(outcomeOf(received, code));
    socket.setEncoding('utf8');
    socket.on('connect', () => socket.write(bytes, 'latin1'));
    socket.on('data', (chunk: string) => {
      received += chunk;
      if (isWhole(received)) end('');
    });
    socket.on('end', () => end('UND_ERR_SOCKET'));
    socket.on('error', (error: NodeJS.ErrnoException) => end(error.code ?? error.name));
  });
}

function isWhole(text: string): boolean {
  const response = parse(text);
  if (response === null) return false;
  const length = response.headers.find(([name]) => name.toLowerCase() === 'content-length')?.[1];
  return length !== undefined && Buffer.byteLength(response.body?.text ?? '') >= Number(length);
}

function outcomeOf(text: string, code: string): Outcome {
  const response = parse(text);
  if (response !== null) return { kind: 'response', response };
  return { kind: 'no-response', code, message: 'the other side closed without an answer', phase: 'response' };
}

function parse(text: string): RecordedResponse | null {
  const [head = '', ...rest] = text.split('\r\n\r\n');
  const [statusLine = '', ...lines] = head.split('\r\n');
  const status = /^HTTP\/1\.[01] (\d{3})/.exec(statusLine)?.[1];
  if (status === undefined || rest.length === 0) return null;
  const headers = lines.map((line) => {
    const at = line.indexOf(':');
    return [line.slice(0, at), line.slice(at + 1).trim()] as const;
  });
  const body = rest.join('\r\n\r\n');
  return {
    status: Number(status),
    headers,
    body: { text: body, bytes: Buffer.byteLength(body), sha256: '', cut: false },
  };
}
