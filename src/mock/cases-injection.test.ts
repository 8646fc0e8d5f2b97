import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createVirtualClock } from '../clock.ts';
import { Problem } from '../problem.ts';
import { key, status } from './fixtures/client.ts';
import { alerts } from './fixtures/driver.ts';
import { type Mock, type MockCase, startMock } from './index.ts';

let mock: Mock;

before(async () => {
  mock = await startMock({ contract: alerts, createClock: () => createVirtualClock() });
});
after(() => mock.close());

const anything = { headers: {}, query: {}, path: {}, bodyFragment: null };
const on = (operation: string) => ({ match: { operations: [operation] } });

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
