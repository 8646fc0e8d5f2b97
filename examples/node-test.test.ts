/** A client tested against failures with node:test: node --test examples/node-test.test.ts */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createClient, type Mock, startMock } from 'faultline';
import { createAlert, listAlerts } from './alert-client.ts';

let mock: Mock;

before(async () => {
  mock = await startMock();
});
after(() => mock.close(0));

test('two answers of 503 are outlived', async () => {
  const alone = mock.openCase();
  alone.instruct('listAlerts', ['return-503', 'return-503']);
  assert.equal((await listAlerts(alone.url)).length, 3);
  const { passed, results } = await alone.verify([
    { operationId: 'listAlerts', attempts: { exactly: 3 } },
    { unexpected: { max: 0 } },
  ]);
  assert.ok(passed, JSON.stringify(results));
  assert.ok(alone.instructions.completed, 'everything that was asked for has happened');
});

test('a third one is too much, and there is no fourth attempt', async () => {
  const alone = mock.openCase();
  alone.inject({ match: { operations: ['listAlerts'] }, fault: 'return-503' });
  await assert.rejects(listAlerts(alone.url), /503/);
  assert.ok((await alone.verify([{ operationId: 'listAlerts', attempts: { max: 3 } }])).passed);
});

test('an alert whose answer got lost is not created twice', async () => {
  const alone = mock.openCase();
  alone.instruct('createAlert', ['commit-then-return-reset-connection']);
  await createAlert(alone.url, { tenant: 'client-a' });
  const { passed, results } = await alone.verify([{ operationId: 'createAlert', sideEffects: { exactly: 1 } }]);
  assert.ok(passed, JSON.stringify(results));
});

test('after a minute the quota is there again, and nobody waits for it', async () => {
  const alone = mock.openCase();
  for (let call = 0; call < 5; call += 1) await listAlerts(alone.url);
  await assert.rejects(listAlerts(alone.url), /429/);
  await alone.advance(60_000);
  assert.equal((await listAlerts(alone.url)).length, 3);
});

test('the reference client waits as long as it is told; on a virtual clock that takes no time', async (t) => {
  const virtual = await startMock({ clock: 'virtual' });
  t.after(() => virtual.close(0));
  const alone = virtual.openCase();
  const client = createClient({
    baseUrl: alone.url,
    clock: alone.clock,
    maxAttempts: 3,
    backoff: { jitter: 'none' },
    headers: [['X-API-Key', 'valid-key-123']],
  });
  t.after(() => client.close());
  alone.instruct('listAlerts', ['return-429-retry-after-30s', 'return-429-retry-after-30s']);
  const { waitsMs } = await client.call({ method: 'GET', path: '/alerts' });
  assert.deepEqual(waitsMs, [30_000, 30_000]);
  const { results } = await alone.verify([{ operationId: 'listAlerts', honoursRetryAfter: true }]);
  assert.match(results[0]?.observed ?? '', /waited 30000 ms after attempt 2, was told 30000 ms/);
});
