import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { after, before, test } from 'node:test';
import { createVirtualClock } from '../clock.ts';
import { type Contract, readContract } from '../contract/index.ts';
import { parseFault } from '../faults/index.ts';
import { Problem } from '../problem.ts';
import { type Mock, type MockCase, startMock } from './index.ts';

const key = { 'X-API-Key': 'valid-key-123' };
const warnings: string[] = [];
let contract: Contract;
let mock: Mock;

before(async () => {
  contract = await readContract({ documentPath: 'openapi/alerts.openapi.yaml', parseFault });
  mock = await startMock({
    contract,
    createClock: () => createVirtualClock(),
    onWarning: (message) => warnings.push(message),
  });
});
after(() => mock.close());

async function status(url: string, path: string, headers: Record<string, string> = key): Promise<number> {
  const response = await fetch(`${url}${path}`, { headers });
  await response.text();
  return response.status;
}

const anything = { headers: {}, query: {}, path: {}, bodyFragment: null };
const on = (operation: string) => ({ match: { operations: [operation] } });

test('two cases share nothing: counters, resources, rules, trace', async () => {
  const [one, other] = [mock.openCase(), mock.openCase()];
  one.inject({ ...on('listAlerts'), fault: 'return-500' });
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

test('an injected rule acts so often, counts its hits, and lets the API go on', async () => {
  const running = mock.openCase();
  const { id } = running.inject({ ...on('getUser'), fault: 'return-503', when: { skip: 1, times: 2 } });
  const seen: number[] = [];
  for (let count = 0; count < 5; count += 1) seen.push(await status(running.url, '/users/1'));
  assert.deepEqual(seen, [200, 503, 503, 200, 200]);
  const state = running.rules.find(({ rule }) => rule.id === id);
  assert.deepEqual([state?.hits, state?.remaining], [2, 0]);
  running.close();
});

test('rules injected one after the other act in that order', async () => {
  const running = mock.openCase();
  running.inject({ ...on('getUser'), fault: 'return-503', when: { times: 1 } });
  running.inject({ ...on('getUser'), fault: 'return-500', when: { times: 1 } });
  assert.deepEqual([await status(running.url, '/users/1'), await status(running.url, '/users/1')], [503, 500]);
  running.close();
});

test('instructions act once each, in order, and the case knows when all were met', async () => {
  const running = mock.openCase();
  running.instruct('getUser', ['return-503', 'pass', 'return-429-retry-after-2s']);
  assert.deepEqual(running.instructions.completed, false);
  const seen: number[] = [];
  for (let count = 0; count < 4; count += 1) seen.push(await status(running.url, '/users/1'));
  assert.deepEqual(seen, [503, 200, 429, 200]);
  assert.deepEqual(running.instructions, { remaining: {}, completed: true });
  running.close();
});

test('an instruction may come in a header', async () => {
  const running = mock.openCase();
  assert.equal(await status(running.url, '/users/1', { ...key, 'X-Faultline-Instruction': 'return-502' }), 502);
  assert.equal(await status(running.url, '/users/1', { ...key, 'X-Faultline-Instruction': 'return-bogus' }), 400);
  running.close();
});

test('a reply may be lost after the work was done', async () => {
  const running = mock.openCase();
  running.instruct('deleteUser', ['commit-then-return-reset-connection']);
  await assert.rejects(fetch(`${running.url}/users/1`, { method: 'DELETE', headers: key }));
  assert.deepEqual(running.sideEffects, [{ collection: 'users', change: 'deleted', id: '1' }]);
  assert.equal(await status(running.url, '/users/1'), 404);
  const [exchange] = running.trace();
  assert.equal(exchange?.outcome?.kind, 'no-response');
  assert.deepEqual(exchange?.sideEffects, running.sideEffects);
  running.close();
});

test('a quota may be changed, and a new one added', async () => {
  const running = mock.openCase();
  running.setRateLimit({ id: 'per-key', rateLimit: 1 });
  assert.deepEqual([await status(running.url, '/users/1'), await status(running.url, '/users/1')], [200, 429]);
  running.setRateLimit({ id: 'per-key', rateLimit: 100 });
  running.setRateLimit({
    id: 'mine',
    match: { ...anything, operations: ['getUser'] },
    rateLimit: 1,
    resetTimeWindowSeconds: 10,
  });
  assert.deepEqual([await status(running.url, '/users/1'), await status(running.url, '/users/1')], [200, 429]);
  running.close();
});

test('a new quota may be called nearly like another, when it says which requests it counts', () => {
  const running = mock.openCase();
  running.setRateLimit({ id: 'per-key-2', rateLimit: 3, match: { ...anything, operations: ['getUser'] } });
  running.setRateLimit({ id: 'everything', rateLimit: 7 });
  assert.deepEqual(
    running.rateLimits.slice(-2).map(({ id, rateLimit }) => [id, rateLimit]),
    [
      ['per-key-2', 3],
      ['everything', 7],
    ],
  );
  running.close();
});

test('a reset forgets everything', async () => {
  const running = mock.openCase();
  running.inject({ ...on('getUser'), fault: 'return-500' });
  running.instruct('listAlerts', ['return-503']);
  running.setRateLimit({ id: 'per-key', rateLimit: 1 });
  assert.equal(await status(running.url, '/users/1'), 500);
  running.reset();
  assert.deepEqual([running.trace(), running.sideEffects, running.instructions.completed], [[], [], true]);
  for (let count = 0; count < 5; count += 1) assert.equal(await status(running.url, '/users/1'), 200);
  running.close();
});

const refusals: readonly (readonly [says: string, act: (running: MockCase) => unknown, message: RegExp])[] = [
  [
    'an unknown operation',
    (running) => running.inject({ ...on('getUsr'), fault: 'hang' }),
    /"getUsr".*Did you mean "getUser"/,
  ],
  [
    'an unknown fault',
    (running) => running.inject({ ...on('getUser'), fault: 'hnag-mid-body' }),
    /Did you mean "hang-mid-body"/,
  ],
  [
    'an undeclared status',
    (running) => running.inject({ ...on('getUser'), respond: { status: 418 } }),
    /"getUser" declares no response 418/,
  ],
  [
    'a body that lies',
    (running) => running.inject({ ...on('getUser'), respond: { status: 404, body: { detail: 5 } } }),
    /breaks the schema/,
  ],
  ['a rule that does nothing', (running) => running.inject(on('getUser')), /neither respond, fault nor delay/],
  [
    'a refused connection on an operation',
    (running) => running.inject({ ...on('getUser'), fault: 'refused-connection' }),
    /can't be refused/,
  ],
  [
    'instructions for an unknown operation',
    (running) => running.instruct('listAlert', []),
    /Did you mean "listAlerts"/,
  ],
  ['an unknown instruction', (running) => running.instruct('getUser', ['return-five']), /"return-five"/],
  ['a quota of nothing', (running) => running.setRateLimit({ id: 'x', rateLimit: 0 }), /rateLimit is 0/],
  [
    'a rule that ends before it begins',
    (running) => running.inject({ fault: 'hang', when: { fromMs: 5, untilMs: 5 } }),
    /it ends before it begins/,
  ],
  [
    'a quota whose name is misspelt',
    (running) => running.setRateLimit({ id: 'per-kye', rateLimit: 1 }),
    /"per-kye": there is none of that name\. Did you mean "per-key"\?/,
  ],
  ['a new quota of which nothing is said', (running) => running.setRateLimit({ id: 'mine' }), /there is none/],
  [
    'a quota that counts in an unknown way',
    (running) => running.setRateLimit({ id: 'x', algorithm: 'fixed-windw' as never }),
    /Did you mean "fixed-window"/,
  ],
];

for (const [says, act, message] of refusals) {
  test(`${says} is refused by name, and nothing is changed`, () => {
    const running = mock.openCase();
    const before = running.rules.length;
    assert.throws(
      () => act(running),
      (error) => error instanceof Problem && message.test(error.message) && error.fix !== '' && error.exitCode === 2,
    );
    assert.equal(running.rules.length, before);
    assert.equal(running.instructions.completed, true);
    running.close();
  });
}

test('a rule of that name is there already', () => {
  const running = mock.openCase();
  running.inject({ id: 'mine', ...on('getUser'), fault: 'hang' });
  assert.throws(() => running.inject({ id: 'mine', ...on('getUser'), fault: 'hang' }), /there already/);
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
