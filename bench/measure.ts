import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { get } from 'node:http';
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
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** From the start of a server's process until it answers 200; it is stopped afterwards. */
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

export function startServer(command: readonly string[]): ChildProcess {
  return spawn(process.execPath, command, { cwd: root, stdio: 'ignore' });
}

const mostMs = 60_000;

/** Asks until there is an answer, which has to be 200. */
export async function answered(child: ChildProcess, port: number, question: Question): Promise<void> {
  const end = performance.now() + mostMs;
  while (performance.now() < end) {
    if (child.exitCode !== null) throw new Error(`${child.spawnargs.join(' ')} ended with ${child.exitCode}`);
    const status = await statusOf(port, question);
    if (status === 200 && child.exitCode === null) return;
    if (status !== null && status !== 200)
      throw new Error(`${child.spawnargs.join(' ')} answered ${status} to GET ${question.path}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  throw new Error(`${child.spawnargs.join(' ')} never answered`);
}

/** Null: nobody listens yet, or whoever did is gone. */
function statusOf(port: number, { path, headers }: Question): Promise<number | null> {
  return new Promise((resolve) => {
    const nobody = () => resolve(null);
    get({ host: '127.0.0.1', port, path, headers, agent: false }, (answer) => {
      const { statusCode = null } = answer;
      answer
        .on('error', nobody)
        .on('end', () => resolve(statusCode))
        .resume();
    }).on('error', nobody);
  });
}

/** As Linux counts it, in hundredths of a second; NaN elsewhere. */
function processorMsOf(pid: number | undefined): number {
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
