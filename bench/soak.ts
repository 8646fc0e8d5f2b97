/**
 * One million mixed requests with faults on, against a mock in its own process: resident memory at the end has to be
 * what it was after the warm-up (± 15 %), every answer one that was ordered, and no socket may stay open; then 10,000
 * connections idle. `npm run soak` takes some minutes; `npm run soak -- 50000` is a shorter
 * one, which ends before every store is full and so doesn't judge memory.
 */
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { Pool, request } from 'undici';
import { createRandom } from '../src/clock.ts';
import { connectionsWithin, type MockProcess, startMockProcess } from './mock-process.ts';
import { type Mixed, mixed } from './soak-mix.ts';
import { printRows, type Row } from './table.ts';

const total = Number(process.argv[2] ?? 1_000_000);
/** With fewer, the traces, cases and stores are still filling when the warm-up is over. */
const enoughForMemory = 500_000;
const lanes = 48;
const idleWanted = 10_000;
const megabyte = 1024 * 1024;
const random = createRandom(1);

interface Sample {
  readonly sent: number;
  readonly rssBytes: number;
}

/** Sends everything; gives back the memory on the way and what was answered otherwise than ordered. */
async function send(mock: MockProcess): Promise<{ samples: readonly Sample[]; odd: ReadonlyMap<string, number> }> {
  const pool = new Pool(mock.url, { connections: lanes, pipelining: 1 });
  const samples: Sample[] = [];
  const odd = new Map<string, number>();
  let sent = 0;
  const lane = async () => {
    while (sent < total) {
      sent += 1;
      const index = sent;
      const one = mixed(random, index);
      const status = await outcome(pool, one);
      if (!one.may.includes(status)) {
        const what = `${one.name} → ${status}`;
        odd.set(what, (odd.get(what) ?? 0) + 1);
      }
      if (index % Math.ceil(total / 100) === 0) await sample(index);
    }
  };
  const sample = async (index: number) => {
    const { rssBytes, heapBytes, cases, sockets } = await mock.state();
    samples.push({ sent: index, rssBytes });
    if (samples.length % 10 === 0) {
      const inMegabytes = `${mb(rssBytes)} resident, ${mb(heapBytes)} heap`;
      console.error(`${index} requests: ${inMegabytes}, ${cases} cases, ${sockets} sockets`);
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  await pool.destroy();
  return { samples, odd };
}

/** The status, or 0 when the connection broke on the way or was left. */
async function outcome(pool: Pool, { method, path, headers, body, closes, leavesAfterMs }: Mixed): Promise<number> {
  const leaving = leavesAfterMs === null ? null : AbortSignal.timeout(leavesAfterMs);
  try {
    const response = await pool.request({
      method: method as 'GET',
      path,
      headers,
      body,
      reset: closes,
      signal: leaving,
    });
    // Unlike a dump, this tells of a body that breaks off.
    await response.body.arrayBuffer();
    return response.statusCode;
  } catch {
    return 0;
  }
}

/** Resolves with the number of sockets once there is none, or after five seconds. */
async function socketsLeft(mock: MockProcess): Promise<number> {
  const until = performance.now() + 5000;
  for (;;) {
    const { sockets } = await mock.state();
    if (sockets === 0 || performance.now() > until) return sockets;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Milliseconds that another client waits for its 200 while so many connections idle. */
async function answerAmongIdle(mock: MockProcess, count: number): Promise<number> {
  const sockets: Socket[] = [];
  while (sockets.length < count) {
    const some = Array.from({ length: Math.min(200, count - sockets.length) }, () => connect(mock.port, '127.0.0.1'));
    for (const socket of some) socket.on('error', () => {});
    await Promise.all(some.map((socket) => once(socket, 'connect')));
    sockets.push(...some);
  }
  const start = performance.now();
  const headers = { 'x-api-key': 'valid-key-123' };
  const { statusCode, body } = await request(`${mock.url}/users/1`, { headers, reset: true });
  await body.dump();
  const waited = performance.now() - start;
  for (const socket of sockets) socket.destroy();
  return statusCode === 200 ? waited : Number.POSITIVE_INFINITY;
}

function median(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? 0;
}

const mb = (bytes: number) => `${(bytes / megabyte).toFixed(0)} MB`;

function memoryRows(samples: readonly Sample[]): readonly Row[] {
  const within = (from: number, to: number) =>
    samples.filter(({ sent }) => sent > total * from && sent <= total * to).map(({ rssBytes }) => rssBytes);
  const warm = median(within(0.15, 0.2));
  const end = median(within(0.95, 1));
  const change = end / warm - 1;
  const judged = total >= enoughForMemory;
  const highest = Math.max(...samples.map(({ rssBytes }) => rssBytes));
  return [
    { what: 'resident after the warm-up', measured: mb(warm), bound: '—', within: true },
    { what: '  highest', measured: mb(highest), bound: '—', within: true },
    {
      what: '  at the end',
      measured: `${mb(end)} (${(change * 100).toFixed(1)} %)`,
      bound: judged ? '± 15 %' : '—',
      within: !judged || Math.abs(change) <= 0.15,
    },
  ];
}

async function soak(mock: MockProcess): Promise<readonly Row[]> {
  const start = performance.now();
  const { samples, odd } = await send(mock);
  const seconds = (performance.now() - start) / 1000;
  for (const [what, times] of odd) console.error(`not ordered, ${times} times: ${what}`);
  const left = await socketsLeft(mock);
  const idle = connectionsWithin(idleWanted);
  const waited = await answerAmongIdle(mock, idle);
  const idleLeft = await socketsLeft(mock);
  const defects = mock.complaints.filter((text) => !/^More than 1000 (cases|connections)/.test(text));
  for (const text of defects) console.error(text);
  return [
    { what: `${total} requests`, measured: `${(total / seconds).toFixed(0)} /s`, bound: '—', within: true },
    ...memoryRows(samples),
    { what: 'answers nobody ordered', measured: String(odd.size), bound: '0', within: odd.size === 0 },
    { what: 'defects told on stderr', measured: String(defects.length), bound: '0', within: defects.length === 0 },
    { what: 'sockets left open', measured: String(left), bound: '0', within: left === 0 },
    {
      what: `answer while ${idle} connections idle`,
      measured: `${waited.toFixed(0)} ms`,
      bound: '1000 ms',
      within: waited <= 1000,
    },
    { what: '  sockets left open', measured: String(idleLeft), bound: '0', within: idleLeft === 0 },
  ];
}

const mock = await startMockProcess();
try {
  const rows = await soak(mock);
  printRows(rows);
  process.exitCode = rows.every(({ within }) => within) ? 0 : 1;
} finally {
  await mock.stop();
}
