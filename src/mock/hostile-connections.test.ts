import assert from 'node:assert/strict';
import { once } from 'node:events';
import { after, afterEach, before, test } from 'node:test';
import { createVirtualClock } from '../clock.ts';
import {
  assertError,
  assertUnharmed,
  close,
  exchange,
  key,
  keyLine,
  open,
  post,
  rest,
  statuses,
} from './fixtures/client.ts';
import { alertsWith } from './fixtures/driver.ts';
import { type Mock, type MockOptions, startMock } from './index.ts';

// Clients that are slow, many or gone, beside those of robustness.test.ts.

const warnings: string[] = [];
let mock: Mock;
/** Gives a client half a second for its headers, and 800 ms for its request. */
let hasty: Mock;

before(async () => {
  mock = await start({});
  hasty = await start({ timeouts: { headersMs: 500, requestMs: 800, idleMs: 100 } });
});
after(() => Promise.all([mock.close(), hasty.close()]));
afterEach(async () => {
  await assertUnharmed(mock);
  assert.deepEqual(warnings.splice(0), []);
});

function start(options: Partial<MockOptions>): Promise<Mock> {
  // Without quotas: what is counted here is connections and bytes.
  return startMock({
    contract: alertsWith({ rateLimits: [] }),
    ...options,
    onWarning: (message) => warnings.push(message),
  });
}

test('who sends nothing more is told 408, and the connection is closed; a byte now and then doesn’t help', async () => {
  const halves = [
    '',
    'GET /users/1 HTTP/1.1\r\nHost: x\r\nX-A',
    `${post}Content-Length: 100\r\n\r\n{"tenant"`,
    `${post}Transfer-Encoding: chunked\r\n\r\n64\r\n{"tenant"`,
  ];
  const dripping = open(hasty);
  dripping.write('GET /users/1 HTTP/1.1\r\nHost: x\r\nX-Slow: ');
  const drip = setInterval(() => dripping.write('x'), 20);
  const all = await Promise.all([rest(dripping), ...halves.map((half) => exchange(hasty, half))]);
  clearInterval(drip);
  for (const raw of all) assertError(raw, 408);
});

test('a slow client costs the others on the way nothing', async () => {
  const slow = Array.from({ length: 50 }, () => exchange(hasty, 'POST /alerts HTTP/1.1\r\nHo'));
  const seen = await Promise.all(
    Array.from({ length: 5 }, () => fetch(`${hasty.url}/users/1`, { headers: key }).then(({ status }) => status)),
  );
  assert.deepEqual(seen, [200, 200, 200, 200, 200]);
  for (const raw of await Promise.all(slow)) assertError(raw, 408);
});

test('who closes its side before its answer has come counts as gone, and nothing of it stays', async () => {
  const running = mock.openCase({ id: 'default' });
  const socket = open(mock);
  socket.end(`GET /users/1 HTTP/1.1\r\nHost: x\r\n${keyLine}X-Faultline-Instruction: stall\r\n\r\n`);
  assert.equal(await rest(socket), '');
  await running.settled();
  const [seen] = running.trace();
  assert.equal(seen?.outcome?.kind, 'no-response');
});

// The first was found by `npm run fuzz`, seed 1223337031: Node hands the socket over with CONNECT and reads it no more.
for (const [says, behind] of [
  ['CONNECT', 'CONNECT /alerts HTTP/1.1\r\nHost: x\r\n\r\nleft over'],
  ['garbage', 'nonsense\r\n\r\n'],
  ['half a request', 'POST /alerts HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\n{'],
] as const) {
  test(`who leaves a hang with ${says} behind it is forgotten`, async () => {
    const running = mock.openCase({ id: 'default' });
    const socket = open(mock);
    socket.write(`GET /users/1 HTTP/1.1\r\nHost: x\r\n${keyLine}X-Faultline-Instruction: stall\r\n\r\n${behind}`);
    while (running.trace().length === 0) await new Promise(setImmediate);
    socket.end();
    await rest(socket);
    while (running.trace().some(({ endedAt }) => endedAt === null)) await new Promise(setImmediate);
  });
}

test('1,000 pipelined requests are answered in their order', async () => {
  const one = (index: number, headers: string) =>
    `GET /nope HTTP/1.1\r\nHost: x\r\nX-Request-Id: r${index}\r\n${headers}\r\n`;
  const all = Array.from({ length: 1000 }, (_, index) => one(index, index === 999 ? close : ''));
  const raw = await exchange(mock, all.join(''));
  const ids = [...raw.matchAll(/^X-Request-Id: r(\d+)/gim)].map(([, id]) => Number(id));
  assert.deepEqual(
    ids,
    Array.from({ length: 1000 }, (_, index) => index),
  );
});

// Found by hand: 800,000 requests behind one that hangs took 4 GB and ended the process.
test('who pipelines thousands of requests behind one that hangs loses its connection, not our memory', async () => {
  const socket = open(mock);
  socket.write(`GET /users/1 HTTP/1.1\r\nHost: x\r\n${keyLine}X-Faultline-Instruction: stall\r\n\r\n`);
  const closed = once(socket, 'close');
  const many = 'GET /nope HTTP/1.1\r\nHost: x\r\n\r\n'.repeat(1000);
  for (let count = 0; count < 20 && !socket.destroyed; count += 1) {
    socket.write(many);
    await new Promise(setImmediate);
  }
  await closed;
  await mock.openCase({ id: 'default' }).settled();
});

test('2,000 idle connections, and one more client is served at once', async () => {
  const crowd = Array.from({ length: 2000 }, () => open(mock));
  await Promise.all(crowd.map((socket) => once(socket, 'connect')));
  const response = await fetch(`${mock.url}/users/1`, { headers: key, signal: AbortSignal.timeout(5000) });
  assert.equal(response.status, 200);
  await response.text();
  for (const socket of crowd) socket.destroy();
});

test('a connection that idles between two requests is closed without a word', async () => {
  const raw = await exchange(hasty, `GET /users/1 HTTP/1.1\r\nHost: x\r\n${keyLine}\r\n`);
  assert.deepEqual(statuses(raw), [200]);
});

test('more than 1,000 that hang: the oldest are reset, and the mock says so once', async () => {
  const other = await start({ createClock: () => createVirtualClock() });
  const sockets = Array.from({ length: 1003 }, () => open(other));
  let gone = 0;
  for (const socket of sockets) socket.on('close', () => (gone += 1));
  for (const socket of sockets)
    socket.write(`GET /users/1 HTTP/1.1\r\nHost: x\r\n${keyLine}X-Faultline-Instruction: stall\r\n\r\n`);
  while (gone < 3) await new Promise(setImmediate);
  await other.close(0);
  assert.equal(gone >= 3, true);
  const [warning, ...more] = warnings.splice(0);
  assert.match(warning ?? '', /More than 1000 connections hang/);
  assert.deepEqual(more, []);
});
