/**
 * Raw bytes against a mock in its own process, for a minute: requests with flipped bits, cut, doubled and oversized
 * parts, wrong lengths, noise. The process has to live, another client has to get its 200 within a second throughout,
 * every connection has to end, and no 5XX may come that nobody ordered. `npm run fuzz`; `npm run fuzz -- <seed>
 * <seconds>` repeats one.
 */
import { once } from 'node:events';
import { connect } from 'node:net';
import fc from 'fast-check';
import { request } from 'undici';
import { type Input, inputs } from './fuzz-input.ts';
import { type MockProcess, startMockProcess } from './mock-process.ts';
import { printRows, type Row } from './table.ts';

const seed = Number(process.argv[2] ?? Math.floor(Math.random() * 2 ** 31));
const seconds = Number(process.argv[3] ?? 60);
const lanes = 16;
/** So few are drawn at a time, because drawing holds up the client whose waits are measured. */
const batch = 10;
const quietMs = 15;
const hangMs = 5000;

/** What was found, with the bytes that did it. */
interface Finding {
  readonly what: string;
  readonly bytes: string;
}

interface Run {
  readonly mock: MockProcess;
  readonly until: number;
  readonly findings: Finding[];
  readonly statuses: Map<string, number>;
  connections: number;
  slowestMs: number;
}

/** The same seed, the same inputs in the same order. */
function* drawn(): Generator<Input, never> {
  for (let turn = 0; ; turn += 1) yield* fc.sample(inputs, { seed: seed + turn, numRuns: batch });
}

async function lane(run: Run, source: Iterator<Input, never>): Promise<void> {
  while (performance.now() < run.until && run.mock.alive && run.findings.length < 10) {
    const input = source.next().value;
    run.connections += 1;
    const bytes = JSON.stringify(Buffer.concat(input.pieces).toString('latin1'));
    const { raw, ended } = await exchange(run.mock.port, input);
    judge(run, input, raw, bytes);
    if (!ended) run.findings.push({ what: `the connection was still open after ${hangMs} ms`, bytes });
  }
}

function judge({ findings, statuses }: Run, { orders }: Input, raw: string, bytes: string): void {
  for (const [, status = ''] of raw.matchAll(/HTTP\/1\.1 (\d{3}) /g)) {
    statuses.set(status, (statuses.get(status) ?? 0) + 1);
    if (!orders && status.startsWith('5')) findings.push({ what: `a ${status} that nobody ordered`, bytes });
  }
  if (raw.includes('The mock itself failed')) findings.push({ what: 'the mock says that it failed', bytes });
}

/** Sends an input and listens until nothing more comes; then leaves, and waits for the mock to let go. */
async function exchange(port: number, { pieces, leaves }: Input): Promise<{ raw: string; ended: boolean }> {
  const socket = connect(port, '127.0.0.1');
  const heard: Buffer[] = [];
  const closed = new Promise<true>((resolve) => socket.once('close', () => resolve(true)));
  socket.on('error', () => {});
  socket.on('data', (piece) => heard.push(piece));
  await Promise.race([once(socket, 'connect').catch(() => {}), closed]);
  for (const piece of pieces) {
    socket.write(piece);
    await new Promise(setImmediate);
  }
  for (let before = -1; before !== heard.length && !socket.destroyed; ) {
    before = heard.length;
    await Promise.race([closed, pause(quietMs)]);
  }
  if (leaves === 'end') socket.end();
  else socket.destroy();
  const ended = await Promise.race([closed, pause(hangMs).then(() => false)]);
  socket.destroy();
  return { raw: Buffer.concat(heard).toString('latin1'), ended };
}

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** Another client, in a case of its own: it has to be served throughout. */
async function control(run: Run): Promise<void> {
  while (performance.now() < run.until && run.mock.alive) {
    const start = performance.now();
    const answer = await ask(run.mock);
    run.slowestMs = Math.max(run.slowestMs, performance.now() - start);
    if (answer !== '200') run.findings.push({ what: `another client got ${answer}`, bytes: '' });
    await pause(50);
  }
}

async function ask({ url }: MockProcess): Promise<string> {
  try {
    const { statusCode, body } = await request(`${url}/__case/control/users/1`, {
      headers: { 'x-api-key': 'valid-key-123' },
      reset: true,
      signal: AbortSignal.timeout(1000),
    });
    await body.dump();
    return String(statusCode);
  } catch (error) {
    return String(error);
  }
}

async function fuzz(mock: MockProcess): Promise<readonly Row[]> {
  const run: Run = {
    mock,
    until: performance.now() + seconds * 1000,
    findings: [],
    statuses: new Map(),
    connections: 0,
    slowestMs: 0,
  };
  const source = drawn();
  await Promise.all([control(run), ...Array.from({ length: lanes }, () => lane(run, source))]);
  await pause(200);
  for (const { what, bytes } of run.findings) console.error(`${what}\n  ${bytes.slice(0, 3000)}`);
  const complaints = mock.complaints.filter((text) => !/^(More than 1000|The document's own example)/.test(text));
  for (const text of complaints) console.error(text);
  const answers = [...run.statuses].sort().map(([status, count]) => `${status}: ${count}`);
  console.error(`answers ${answers.join(', ')}`);
  const left = mock.alive ? await mock.state() : null;
  return [
    { what: `connections in ${seconds} s`, measured: String(run.connections), bound: '—', within: true },
    { what: 'findings', measured: String(run.findings.length), bound: '0', within: run.findings.length === 0 },
    { what: 'told on stderr', measured: String(complaints.length), bound: '0', within: complaints.length === 0 },
    {
      what: 'another client’s slowest 200',
      measured: `${run.slowestMs.toFixed(0)} ms`,
      bound: '1000 ms',
      within: run.slowestMs <= 1000,
    },
    { what: 'the process lives', measured: String(mock.alive), bound: 'true', within: mock.alive },
    { what: 'sockets left open', measured: String(left?.sockets), bound: '0', within: left?.sockets === 0 },
  ];
}

console.error(`seed ${seed}`);
const mock = await startMockProcess();
try {
  const rows = await fuzz(mock);
  printRows(rows);
  process.exitCode = rows.every(({ within }) => within) ? 0 : 1;
} finally {
  await mock.stop();
}
