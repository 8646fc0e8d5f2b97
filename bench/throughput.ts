import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Pool } from 'undici';
import { answered, freePort, inTurn, median, startServer, stop } from './measure.ts';
import { writeQuotaFreeLayer } from './quota-free-layer.ts';
import { question, servers } from './servers.ts';
import { atLeast, inMs, inTimes, perSecond, type Row, told } from './table.ts';

const connections = 16;
const rounds = 5;
const burstMs = 1500;

/** What one burst came to. */
interface Burst {
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
}

/** The same request to a mock without quotas, to Prism's CLI and to a bare server, in turn, over connections that are kept. */
export async function throughputRows(): Promise<readonly Row[]> {
  const folder = await mkdtemp(join(tmpdir(), 'faultline-bench-'));
  try {
    const layer = await writeQuotaFreeLayer(folder);
    const ours = (port: number) => servers.ours(port, '--failures', layer, '--no-control');
    return await withServers([ours, servers.prism, servers.bare], measure);
  } finally {
    await rm(folder, { recursive: true });
  }
}

type Pools = readonly [ours: Pool, prism: Pool, bare: Pool];

async function measure([ours, prism, bare]: Pools): Promise<readonly Row[]> {
  const all = { ours: () => burst(ours), prism: () => burst(prism), bare: () => burst(bare) };
  // Until the code is compiled that a burst runs.
  await inTurn(2, all);
  const bursts = await inTurn(rounds, all);
  const of = (name: keyof typeof bursts, key: keyof Burst) => median(bursts[name].map((one) => one[key]));
  const ratio = (other: 'prism' | 'bare', key: keyof Burst) => of('ours', key) / of(other, key);
  const ratios = (key: keyof Burst) =>
    `${inTimes(ratio('prism', key))} Prism's CLI, ${inTimes(ratio('bare', key))} a bare node:http server`;
  const each = (key: keyof Burst, print: (value: number) => string) =>
    `${print(of('ours', key))}; Prism's CLI ${print(of('prism', key))}; bare ${print(of('bare', key))}`;
  return [
    atLeast("GET of a user, answers a second, to Prism's CLI", ratio('prism', 'perSecond'), 1, inTimes),
    told('  to a bare node:http server', inTimes(ratio('bare', 'perSecond'))),
    told(`  each, on ${connections} connections`, each('perSecond', perSecond)),
    told('time to an answer, p50', ratios('p50')),
    told('  each', each('p50', inMs)),
    told('time to an answer, p99', ratios('p99')),
    told('  each', each('p99', inMs)),
  ];
}

/** Starts a server for each command, and stops them all again. */
async function withServers<T>(
  commands: readonly ((port: number) => readonly string[])[],
  use: (pools: Pools) => Promise<T>,
): Promise<T> {
  const running = await Promise.all(
    commands.map(async (command) => {
      const port = await freePort();
      const pool = new Pool(`http://127.0.0.1:${port}`, { connections });
      return { port, pool, child: startServer(command(port)) };
    }),
  );
  try {
    for (const { child, port } of running) await answered(child, port, question);
    return await use(running.map(({ pool }) => pool) as unknown as Pools);
  } finally {
    await Promise.all(running.map(({ pool }) => pool.destroy()));
    await Promise.all(running.map(({ child }) => stop(child)));
  }
}

/** As many requests as are answered in a time, each connection sending its next one when it has its answer. */
async function burst(pool: Pool): Promise<Burst> {
  const start = performance.now();
  const waits: number[] = [];
  const lane = async () => {
    while (performance.now() < start + burstMs) waits.push(await ask(pool));
  };
  await Promise.all(Array.from({ length: connections }, lane));
  const seconds = (performance.now() - start) / 1000;
  const sorted = waits.toSorted((one, other) => one - other);
  const percentile = (part: number) => sorted[Math.floor(sorted.length * part)] ?? Number.NaN;
  return { perSecond: waits.length / seconds, p50: percentile(0.5), p99: percentile(0.99) };
}

/** Milliseconds until the whole answer was there. What isn't a user isn't measured. */
async function ask(pool: Pool): Promise<number> {
  const start = performance.now();
  const { statusCode, body } = await pool.request({ method: 'GET', ...question });
  const text = await body.text();
  if (statusCode !== 200 || !text.includes('"email"')) throw new Error(`answered ${statusCode}: ${text}`);
  return performance.now() - start;
}
