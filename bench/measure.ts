import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { type IncomingMessage, request } from 'node:http';
import { createServer } from 'node:net';
import { join } from 'node:path';

export const root = join(import.meta.dirname, '..');

/** What a process took. */
export interface Sample {
  readonly ms: number;
  /** Time of the processors, of every thread, and of its children: what a busy machine changes least. */
  readonly processorMs: number;
}

/** From the start of a command to its end; throws unless it ends with 0. */
export async function timeToEnd(command: readonly string[]): Promise<Sample> {
  // The shell tells what its children took; node:child_process doesn't.
  const script = '"$@" >/dev/null 2>&1; code=$?; times; exit $code';
  const start = performance.now();
  const child = spawn('sh', ['-c', script, 'sh', ...command], { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
  let told = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    told += text;
  });
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0) throw new Error(`${command.join(' ')} ended with ${code}`);
  return { ms: performance.now() - start, processorMs: childrenMs(told) };
}

/** The second line of `times`: user and system time of the children, as `0m3.250s 0m0.410s`. */
function childrenMs(told: string): number {
  const parts = [...(told.split('\n')[1] ?? '').matchAll(/(\d+)m([\d.]+)s/g)];
  return parts.reduce((sum, [, minutes, seconds]) => sum + Number(minutes) * 60_000 + Number(seconds) * 1000, 0);
}

/** A request that a server is asked again and again. */
export interface Question {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** What has to come back. */
  readonly status: number;
}

/** An answer as it came, without what the connection adds to it. */
export interface Told {
  readonly status: number;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: string;
}

/** From the start of a server's process until it answers; it is stopped afterwards. */
export async function timeToAnswer(command: readonly string[], port: number, question: Question): Promise<Sample> {
  const start = performance.now();
  const child = startServer(command);
  try {
    await answered(child, port, question);
    return { ms: performance.now() - start, processorMs: processorMsOf(child.pid) };
  } finally {
    await stop(child);
  }
}

/** Starts a server, on a processor of its own where one is named. */
export function startServer(
  command: readonly string[],
  core?: string,
  env: Readonly<Record<string, string>> = {},
): ChildProcess {
  const options = { cwd: root, stdio: 'ignore', env: { ...process.env, ...env } } as const;
  if (core === undefined) return spawn(process.execPath, command, options);
  return spawn('taskset', ['-c', core, process.execPath, ...command], options);
}

const mostMs = 120_000;

/** Asks until there is an answer, which has to be the one that is expected. */
export async function answered(child: ChildProcess, port: number, question: Question): Promise<Told> {
  const end = performance.now() + mostMs;
  while (performance.now() < end) {
    if (child.exitCode !== null) throw new Error(`${child.spawnargs.join(' ')} ended with ${child.exitCode}`);
    const told = await ask(port, question);
    if (told?.status === question.status && child.exitCode === null) return told;
    if (told !== null && told.status !== question.status)
      throw new Error(
        `${child.spawnargs.join(' ')} answered ${told.status} to ${question.method} ${question.path}: ${told.body}`,
      );
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  throw new Error(`${child.spawnargs.join(' ')} never answered`);
}

/** Null: nobody listens yet, or whoever did is gone. */
function ask(port: number, { method, path, headers, body }: Question): Promise<Told | null> {
  return new Promise((resolve) => {
    const nobody = () => resolve(null);
    request({ host: '127.0.0.1', port, method, path, headers, agent: false }, (answer) => {
      let text = '';
      answer
        .setEncoding('utf8')
        .on('error', nobody)
        .on('data', (piece: string) => {
          text += piece;
        })
        .on('end', () => resolve({ status: answer.statusCode ?? 0, headers: ownHeaders(answer), body: text }));
    })
      .on('error', nobody)
      .end(body);
  });
}

function ownHeaders({ rawHeaders }: IncomingMessage): Told['headers'] {
  const names = rawHeaders.filter((_, index) => index % 2 === 0);
  const pairs = names.map((name, index) => [name, rawHeaders[2 * index + 1] ?? ''] as const);
  return pairs.filter(([name]) => !/^(connection|keep-alive|transfer-encoding)$/i.test(name));
}

/** What a process holds of the machine's memory, in bytes; NaN where that isn't told. */
export function memoryOf(pid: number | undefined): number {
  const path = `/proc/${pid}/status`;
  const [, kilobytes] = /VmRSS:\s+(\d+)/.exec(existsSync(path) ? readFileSync(path, 'utf8') : '') ?? [];
  return Number(kilobytes) * 1024;
}

/** As Linux counts it, in hundredths of a second; NaN elsewhere. */
export function processorMsOf(pid: number | undefined): number {
  if (process.platform !== 'linux') return Number.NaN;
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

export async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  await ended;
}

export async function freePort(): Promise<number> {
  const server = createServer();
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

/** Several rounds of one after the other, so that what disturbs the machine disturbs all alike. */
export async function inTurn<Name extends string, Measured>(
  rounds: number,
  measured: Readonly<Record<Name, () => Promise<Measured>>>,
): Promise<Readonly<Record<Name, readonly Measured[]>>> {
  const names = Object.keys(measured) as Name[];
  const samples = Object.fromEntries(names.map((name) => [name, []])) as unknown as Record<Name, Measured[]>;
  for (let round = 0; round < rounds; round += 1) {
    for (const name of names) samples[name].push(await measured[name]());
  }
  return samples;
}

export function median(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? Number.NaN;
}
