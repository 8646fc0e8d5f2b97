import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createVirtualClock } from '../clock.ts';
import { readContract } from '../contract/index.ts';
import { parseFault } from '../faults/index.ts';
import { type Mock, type MockCase, startMock } from './index.ts';

const key = { 'X-API-Key': 'valid-key-123' };
let mock: Mock;
let calls = 0;

before(async () => {
  const contract = await readContract({ documentPath: 'openapi/alerts.openapi.yaml', parseFault });
  mock = await startMock({ contract, createClock: () => createVirtualClock() });
});
after(() => mock.close());

interface Seen {
  /** Null: there was no answer. */
  readonly status: number | null;
  readonly tookMs: number;
}

/** One call as the reference client makes it: at work on the clock from its start to its end, with a timeout on it. */
async function call(running: MockCase, path: string, timeoutMs = 100_000): Promise<Seen> {
  const { clock } = running;
  calls += 1;
  const id = `call-${calls}`;
  const startedAt = clock.now();
  const giveUp = new AbortController();
  clock.begin(id);
  const cancel = clock.timer(timeoutMs, () => giveUp.abort());
  try {
    const response = await fetch(`${running.url}${path}`, {
      headers: { ...key, 'X-Request-Id': id },
      signal: giveUp.signal,
    });
    await response.text();
    return { status: response.status, tookMs: clock.now() - startedAt };
  } catch {
    return { status: null, tookMs: clock.now() - startedAt };
  } finally {
    cancel();
    clock.end(id);
  }
}

const exact: readonly (readonly [fault: string | Record<string, unknown>, tookMs: number])[] = [
  ['delay-for-1234ms', 1234],
  ['stall-for-30s', 30_000],
  ['stall-for-7777ms-after-16B', 7777],
  ['drip-for-5s', 5000],
  [{ name: 'drip', numberOfChunks: 7, totalDuration: 999 }, 999],
  [{ name: 'delay', type: 'uniform', lower: 321, upper: 321 }, 321],
  [{ name: 'delay', type: 'lognormal', median: 50, sigma: 0 }, 50],
];

for (const [fault, tookMs] of exact) {
  test(`${JSON.stringify(fault)} takes ${tookMs} ms of the clock, to the millisecond`, async () => {
    const running = mock.openCase();
    running.inject({ match: { operations: ['getUser'] }, fault });
    assert.deepEqual(await call(running, '/users/1'), { status: 200, tookMs });
    running.close();
  });
}

for (const fault of ['stall', 'stall-after-16B', 'stall-for-11s', 'drip-for-1m']) {
  test(`a client that waits 10 s gives up on ${fault} after 10 s, and the trace shows that it left`, async () => {
    const running = mock.openCase();
    running.instruct('getUser', [fault]);
    assert.deepEqual(await call(running, '/users/1', 10_000), { status: null, tookMs: 10_000 });
    await running.settled();
    while (running.trace()[0]?.endedAt === null) await new Promise(setImmediate);
    const [exchange] = running.trace();
    assert.ok(exchange?.outcome?.kind !== 'response' && exchange?.outcome?.code === 'ECONNABORTED');
    assert.equal(exchange.cause?.fault, parseFault(fault).name);
    running.close();
  });
}

test('a delay per item of the answer', async () => {
  const running = mock.openCase();
  running.inject({ match: { operations: ['listAlerts'] }, delay: { type: 'per-item', milliseconds: 100 } });
  const { items } = (await (await fetch(`${mock.openCase().url}/alerts`, { headers: key })).json()) as {
    items: unknown[];
  };
  assert.deepEqual(await call(running, '/alerts'), { status: 200, tookMs: items.length * 100 });
  running.close();
});

test('calls of one case that wait side by side end each at its own time', async () => {
  const running = mock.openCase();
  running.setRateLimit({ id: 'per-key', rateLimit: 1000 });
  running.instruct('getUser', ['delay-for-3s', 'delay-for-1s', 'pass', 'delay-for-2s']);
  const took = await Promise.all([1, 2, 3, 4].map(async () => (await call(running, '/users/1')).tookMs));
  assert.deepEqual(
    took.toSorted((one, other) => one - other),
    [0, 1000, 2000, 3000],
  );
  running.close();
});

test('Date tells the time of the case', async () => {
  const running = mock.openCase();
  await running.clock.sleep(90_000);
  const response = await fetch(`${running.url}/users/1`, { headers: key });
  assert.equal(Date.parse(response.headers.get('date') ?? ''), Math.floor(running.clock.now() / 1000) * 1000);
  running.close();
});

test('connections are refused for a time of the clock, and taken again', async () => {
  const running = mock.openCase();
  await running.refuseConnections(5000);
  assert.deepEqual(await call(running, '/users/1'), { status: null, tookMs: 0 });
  await running.clock.sleep(4999);
  assert.deepEqual(await call(running, '/users/1'), { status: null, tookMs: 0 });
  await running.clock.sleep(1);
  assert.deepEqual(await call(running, '/users/1'), { status: 200, tookMs: 0 });
  running.close();
});

test('settled waits for what is at work, not for what hangs', async () => {
  const running = mock.openCase();
  running.instruct('getUser', ['stall']);
  const giveUp = new AbortController();
  const hung = fetch(`${running.url}/users/1`, { headers: key, signal: giveUp.signal }).catch(() => 'gone');
  while (running.trace().length === 0) await new Promise(setImmediate);
  await running.settled();
  assert.equal(running.trace()[0]?.endedAt, null);
  running.reset();
  assert.equal(await hung, 'gone', 'a reset frees what hangs');
  assert.deepEqual(running.trace(), []);
  giveUp.abort();
  running.close();
});
