import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { after, before, test } from 'node:test';
import { createVirtualClock } from '../clock.ts';
import { Problem } from '../problem.ts';
import { key, status } from './fixtures/client.ts';
import { alerts } from './fixtures/driver.ts';
import { type Mock, startMock } from './index.ts';

const warnings: string[] = [];
let mock: Mock;

before(async () => {
  mock = await startMock({
    contract: alerts,
    createClock: () => createVirtualClock(),
    onWarning: (message) => warnings.push(message),
  });
});
after(() => mock.close());

test('two cases share nothing: counters, resources, rules, trace', async () => {
  const [one, other] = [mock.openCase(), mock.openCase()];
  one.inject({ match: { operations: ['listAlerts'] }, fault: 'return-500' });
  assert.equal(await status(one.url, '/alerts'), 500);
  for (let count = 0; count < 5; count += 1) assert.equal(await status(other.url, '/alerts'), 200);
  assert.equal(await status(other.url, '/alerts'), 429);
  assert.equal(await status(one.url, '/users/1'), 200);
  await fetch(`${one.url}/users/1`, { method: 'DELETE', headers: key });
  assert.equal(await status(one.url, '/users/1'), 404);
  assert.deepEqual([one.trace().length, other.trace().length], [4, 6]);
  assert.deepEqual([one.sideEffects.length, other.sideEffects.length], [1, 0]);
  one.close();
  other.close();
});

test('a request belongs to a case by its path, else by the header, else by its key, else to the default one', async () => {
  const running = mock.openCase({ id: 'by-key', key: 'key-of-a-test' });
  const own = { 'X-API-Key': 'key-of-a-test' };
  assert.equal(await status(mock.url, '/users/1', own), 200, 'the key of the case is a valid one');
  assert.equal(await status(mock.url, '/users/1', { ...own, 'X-Faultline-Case': 'by-header' }), 403, 'but only there');
  assert.equal(
    await status(`${mock.url}/__case/by-path`, '/users/1', { ...key, 'X-Faultline-Case': 'by-header' }),
    200,
  );
  assert.equal(await status(mock.url, '/users/1', key), 200);
  const counts = ['by-key', 'by-header', 'by-path', 'default'].map((id) => mock.openCase({ id }).trace().length);
  assert.deepEqual(counts, [1, 1, 1, 1]);
  const [exchange] = mock.openCase({ id: 'by-path' }).trace();
  assert.equal(exchange?.request.url, `${mock.url}/users/1`, 'the trace shows the URL without the prefix');
  running.close();
  assert.equal(await status(mock.url, '/users/1', own), 403, 'the key is gone with its case');
});

test('a case name that can be no name is refused', async () => {
  assert.equal(await status(mock.url, '/users/1', { ...key, 'X-Faultline-Case': 'a b' }), 400);
  assert.throws(() => mock.openCase({ id: 'a/b' }), Problem);
});

test('opening a case twice gives the same one', () => {
  assert.equal(mock.openCase({ id: 'twice' }), mock.openCase({ id: 'twice' }));
});

test('past a thousand cases the one used longest ago goes, with a warning', async () => {
  const first = mock.openCase({ id: 'first' });
  const kept = mock.openCase({ id: 'kept' });
  for (let count = 0; count < 1000; count += 1) {
    mock.openCase({ id: `many-${count}` });
    if (count % 100 === 0) await status(kept.url, '/users/1');
  }
  assert.ok(mock.cases.length <= 1000);
  assert.ok(!mock.cases.includes(first) && mock.cases.includes(kept));
  // Told once, not for each of them: a client that makes up cases must not fill somebody's terminal.
  assert.equal(warnings.filter((warning) => warning.includes('used longest ago, was closed')).length, 1);
  for (const { id, close } of mock.cases) if (id.startsWith('many-')) close();
});

test('a reset forgets everything', async () => {
  const running = mock.openCase();
  running.inject({ match: { operations: ['getUser'] }, fault: 'return-500' });
  running.instruct('listAlerts', ['return-503']);
  running.setRateLimit({ id: 'per-key', rateLimit: 1 });
  assert.equal(await status(running.url, '/users/1'), 500);
  running.reset();
  assert.deepEqual([running.trace(), running.sideEffects, running.instructions.completed], [[], [], true]);
  for (let count = 0; count < 5; count += 1) assert.equal(await status(running.url, '/users/1'), 200);
  running.close();
});

test('the trace tells connections apart', async () => {
  const running = mock.openCase();
  for (let count = 0; count < 3; count += 1) {
    await status(running.url, '/users/1');
    await new Promise(setImmediate);
  }
  const connections = running.trace().map(({ connection }) => connection);
  for (const [index, connection] of connections.entries()) {
    assert.equal(connection?.reused, (connection?.requestIndex ?? 0) > 1);
    if (connection?.id === connections[index - 1]?.id) {
      assert.equal(connection?.requestIndex, (connections[index - 1]?.requestIndex ?? 0) + 1);
    }
  }
  assert.deepEqual(
    running.trace().map(({ attempt }) => attempt),
    [1, 2, 3],
  );
  running.close();
});

test('a body is kept up to 64 KB, with its true size', async () => {
  const running = mock.openCase();
  const body = JSON.stringify({ tenant: 'x'.repeat(100_000) });
  await fetch(`${running.url}/alerts`, {
    method: 'POST',
    headers: { ...key, 'Content-Type': 'application/json' },
    body,
  });
  const kept = running.trace()[0]?.request.body;
  assert.deepEqual([kept?.bytes, kept?.text.length, kept?.cut], [body.length, 65_536, true]);
  running.close();
});

test('the oldest exchanges give way to new ones', async () => {
  const running = mock.openCase();
  const { hostname, port, pathname } = new URL(running.url);
  const request = (index: number) =>
    `GET ${pathname}/nope?${index} HTTP/1.1\r\nHost: x\r\n${index % 700 === 699 ? 'Connection: close\r\n' : ''}\r\n`;
  for (let first = 0; first < 2100; first += 700) {
    const socket = connect(Number(port), hostname);
    socket.write(Array.from({ length: 700 }, (_, index) => request(first + index)).join(''));
    await once(socket.resume(), 'close');
  }
  const trace = running.trace();
  assert.equal(trace.length, 2000);
  assert.match(trace[0]?.request.url ?? '', /\/nope\?100$/);
  running.close();
});

test('an id of the client’s is taken over if it is harmless', async () => {
  const running = mock.openCase();
  const ids = ['my-id:1', 'not harmless <script>', 'x'.repeat(200)];
  for (const id of ids) await status(running.url, '/users/1', { ...key, 'X-Request-Id': id });
  const [first, second, third] = running.trace();
  assert.equal(first?.id, 'my-id:1');
  for (const exchange of [second, third]) assert.match(exchange?.id ?? '', /^[0-9a-f-]{36}$/);
  running.close();
});
