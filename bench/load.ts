import type { ChildProcess } from 'node:child_process';
import autocannon from 'autocannon';
import type { Cores } from './cores.ts';
import {
  answered,
  freePort,
  median,
  memoryOf,
  processorMsOf,
  type Question,
  startServer,
  stop,
  type Told,
} from './measure.ts';

/** How long and how often is measured. */
export interface Pace {
  readonly seconds: number;
  readonly rounds: number;
}

/** How a server is started; those that need one are given an answer to repeat. */
export interface Contestant {
  readonly command: (port: number) => readonly string[];
  readonly repeats?: Told;
}

/** What a server did under load: the median of its rounds. */
export interface Performance {
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
  /** Time of the processors for one answer, in microseconds. */
  readonly processorUs: number;
  readonly memoryBytes: number;
}

interface Running extends Contestant {
  readonly port: number;
  readonly child: ChildProcess;
}

export const connections = 32;
const warmUpSeconds = 0.4;

/**
 * The same question to several servers, in turn and every second time the other way round, so that what disturbs the machine
 * disturbs all alike. Each round is compared with itself: `ratio` is the median of how often the first answered for each
 * answer of the second.
 */
export async function compare<Name extends string>(
  question: Question,
  contestants: Readonly<Record<Name, Contestant>>,
  { seconds, rounds }: Pace,
  cores: Cores | null,
): Promise<Readonly<Record<Name, Performance>> & { ratio(one: Name, other: Name): number }> {
  const names = Object.keys(contestants) as Name[];
  const running = await startAll(names, contestants, question, cores);
  try {
    const bursts = Object.fromEntries(names.map((name) => [name, [] as Burst[]])) as unknown as Record<Name, Burst[]>;
    // The first one is not counted: until the code is compiled that it runs.
    for (let round = 0; round <= rounds; round += 1) {
      for (const name of round % 2 === 0 ? names : names.toReversed()) {
        const burst = await burstAt(running[name], question, seconds);
        if (round > 0) bursts[name].push(burst);
      }
    }
    const results = names.map((name) => [name, summed(bursts[name], running[name])]);
    return {
      ...(Object.fromEntries(results) as Record<Name, Performance>),
      ratio: (one: Name, other: Name) =>
        median(bursts[one].map(({ perSecond }, at) => perSecond / (bursts[other][at]?.perSecond ?? Number.NaN))),
    };
  } finally {
    await Promise.all(names.map((name) => stop(running[name].child)));
  }
}

async function startAll<Name extends string>(
  names: readonly Name[],
  contestants: Readonly<Record<Name, Contestant>>,
  question: Question,
  cores: Cores | null,
): Promise<Readonly<Record<Name, Running>>> {
  const running: [Name, Running][] = [];
  try {
    for (const name of names) {
      const { command, repeats } = contestants[name];
      const port = await freePort();
      const env: Record<string, string> = repeats === undefined ? {} : { BENCH_ANSWER: JSON.stringify(repeats) };
      const child = startServer(command(port), cores?.server, env);
      running.push([name, { ...contestants[name], port, child }]);
      await answered(child, port, question);
    }
  } catch (error) {
    await Promise.all(running.map(([, { child }]) => stop(child)));
    throw error;
  }
  return Object.fromEntries(running) as Record<Name, Running>;
}

interface Burst {
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
  readonly processorUs: number;
}

async function burstAt({ port, child }: Running, question: Question, seconds: number): Promise<Burst> {
  const { method, path, headers, body } = question;
  const url = `http://127.0.0.1:${port}${path}`;
  const load = { url, connections, method, headers, ...(body === undefined ? {} : { body }) };
  // Whoever comes after a slow server would else be asked by a client that has come to rest.
  await autocannon({ ...load, duration: warmUpSeconds });
  const before = processorMsOf(child.pid);
  const start = performance.now();
  const result = await autocannon({ ...load, duration: seconds });
  const took = (performance.now() - start) / 1000;
  const answers = result['2xx'];
  if (result.non2xx > 0 || result.errors > 0)
    throw new Error(`${child.spawnargs.join(' ')}: ${result.non2xx} wrong answers, ${result.errors} without any`);
  return {
    perSecond: answers / took,
    p50: result.latency.p50,
    p99: result.latency.p99,
    processorUs: ((processorMsOf(child.pid) - before) * 1000) / answers,
  };
}

function summed(bursts: readonly Burst[], { child }: Running): Performance {
  const of = (key: keyof Burst) => median(bursts.map((burst) => burst[key]));
  return {
    perSecond: of('perSecond'),
    p50: of('p50'),
    p99: of('p99'),
    processorUs: of('processorUs'),
    memoryBytes: memoryOf(child.pid),
  };
}

/** The answer of a server that is started for this one question. */
export async function answerOf(command: (port: number) => readonly string[], question: Question): Promise<Told> {
  const port = await freePort();
  const child = startServer(command(port));
  try {
    return await answered(child, port, question);
  } finally {
    await stop(child);
  }
}
