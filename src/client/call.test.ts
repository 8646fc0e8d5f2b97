import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createRandom } from '../clock.ts';
import { succeeded } from './client.ts';
import {
  clientOf,
  exact,
  gaps,
  get,
  hang,
  ok,
  post,
  reset,
  serve,
  shapeOf,
  status,
  statuses,
} from './fixtures/scripted-api.ts';

test('exponential backoff waits 1, 2, 4, 8 and 16 seconds', async (context) => {
  const api = await serve(context, status(500));
  const result = await clientOf(context, api, { maxAttempts: 6, backoff: exact }).call(get);
  assert.deepEqual(result.waitsMs, [1000, 2000, 4000, 8000, 16_000]);
  assert.deepEqual(gaps(api), [1000, 2000, 4000, 8000, 16_000]);
  assert.deepEqual(
    result.attempts.map(({ attempt }) => attempt),
    [1, 2, 3, 4, 5, 6],
  );
  assert.equal(result.gaveUp, 'All 6 attempts are used up.');
});

test('a base of 2 seconds and four attempts wait 2, 4 and 8 seconds and stop', async (context) => {
  const api = await serve(context, status(500));
  const result = await clientOf(context, api, { maxAttempts: 4, backoff: { ...exact, baseMs: 2000 } }).call(get);
  assert.deepEqual(result.waitsMs, [2000, 4000, 8000]);
});

test('Retry-After 60 is waited for to the millisecond, and the call then succeeds', async (context) => {
  const api = await serve(context, status(429, { 'Retry-After': '60' }), ok);
  const result = await clientOf(context, api, { maxAttempts: 2, backoff: exact }).call(post);
  assert.deepEqual(result.waitsMs, [60_000]);
  assert.deepEqual(statuses(result), [429, 200]);
  assert.equal(result.gaveUp, null);
  assert.equal(succeeded(result), true);
});

test('a client that ignores Retry-After comes back early: the setting makes the difference', async (context) => {
  const api = await serve(context, status(429, { 'Retry-After': '60' }), ok);
  const client = clientOf(context, api, { maxAttempts: 2, backoff: exact, honourRetryAfter: false });
  assert.deepEqual((await client.call(get)).waitsMs, [1000]);
});

test('jitter draws from nothing up to the wait, and only adds to Retry-After', async (context) => {
  const api = await serve(context, status(503), status(503, { 'Retry-After': '5' }), ok);
  const client = clientOf(context, api, { maxAttempts: 3, random: createRandom(7) });
  const [first = -1, second = -1] = (await client.call(get)).waitsMs;
  assert.ok(first >= 0 && first < 1000, `${first}`);
  assert.ok(second >= 5000 && second < 6000, `${second}`);
});

test('what the policy calls not retryable is asked once, though the next answer would be 200', async (context) => {
  for (const code of [400, 401, 403, 404, 501]) {
    const api = await serve(context, status(code), ok);
    const result = await clientOf(context, api, { maxAttempts: 5, backoff: exact }).call(get);
    assert.deepEqual(statuses(result), [code]);
    assert.equal(result.gaveUp, result.classification.reason);
  }
});

test('a later refusal stops the retries', async (context) => {
  const api = await serve(context, status(503), status(400), ok);
  assert.deepEqual(statuses(await clientOf(context, api, { maxAttempts: 5, backoff: exact }).call(get)), [503, 400]);
});

test('a POST that met 500 is not repeated; under the reference’s policy it is', async (context) => {
  const api = await serve(context, status(500));
  assert.equal((await clientOf(context, api, { maxAttempts: 3, backoff: exact }).call(post)).attempts.length, 1);
  const client = clientOf(context, api, { maxAttempts: 3, backoff: exact, policy: 'reference' });
  assert.equal((await client.call(post)).attempts.length, 3);
});

test('with idempotency keys the POST is repeated, under one key and with one body', async (context) => {
  const api = await serve(context, status(500), reset, status(201), status(201));
  const client = clientOf(context, api, {
    maxAttempts: 3,
    backoff: exact,
    idempotencyKeys: true,
    random: createRandom(1),
  });
  assert.equal((await client.call(post)).attempts.length, 3);
  await client.call(post);
  const keys = api.seen.map(({ request }) => request.headers['idempotency-key']);
  assert.match(String(keys[0]), /^"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"$/);
  assert.deepEqual([keys[1], keys[2]], [keys[0], keys[0]]);
  assert.notEqual(keys[3], keys[0]);
  assert.deepEqual(new Set(api.seen.map(({ body }) => body)), new Set(['{"a":1}']));
});

test('an idempotent request is repeated after a timeout', async (context) => {
  const api = await serve(
    context,
    hang(() => api.clock),
    ok,
  );
  const result = await clientOf(context, api, { maxAttempts: 2, timeoutMs: 3000, backoff: exact }).call(get);
  assert.deepEqual(statuses(result), [null, 200]);
  assert.deepEqual(gaps(api), [4000]);
});

test('a wait longer than accepted is not begun', async (context) => {
  const api = await serve(context, status(503, { 'Retry-After': '61' }), ok);
  const result = await clientOf(context, api, { maxAttempts: 2, maxWaitMs: 60_000, backoff: exact }).call(get);
  assert.equal(result.attempts.length, 1);
  assert.match(result.gaveUp ?? '', /asks for a wait of 61000 ms, longer than the 60000 ms/);
});

test('the deadline covers attempts and waits: no wait is begun that would pass it', async (context) => {
  const api = await serve(context, status(503));
  const start = api.clock.now();
  const result = await clientOf(context, api, { maxAttempts: 9, deadlineMs: 8000, backoff: exact }).call(get);
  assert.deepEqual(result.waitsMs, [1000, 2000, 4000]);
  assert.equal(api.clock.now() - start, 7000);
  assert.match(result.gaveUp ?? '', /past the deadline in 1000 ms/);
});

test('the deadline also shortens the attempt', async (context) => {
  const api = await serve(
    context,
    hang(() => api.clock),
  );
  const start = api.clock.now();
  const result = await clientOf(context, api, { maxAttempts: 9, deadlineMs: 2500 }).call(get);
  assert.equal(result.attempts.length, 1);
  assert.equal(api.clock.now() - start, 2500);
});

test('421 is repeated over another connection, 500 over the same', async (context) => {
  for (const [code, sockets] of [
    [421, 2],
    [500, 1],
  ] as const) {
    const api = await serve(context, status(code), ok);
    await clientOf(context, api, { maxAttempts: 2, backoff: exact }).call(get);
    assert.equal(new Set(api.seen.map(({ socket }) => socket)).size, sockets, String(code));
  }
});

test('a 404 after a write is tried once more, not twice', async (context) => {
  const api = await serve(context, status(404));
  const client = clientOf(context, api, { maxAttempts: 5, backoff: exact });
  assert.equal((await client.call({ ...get, eventuallyConsistent: true })).attempts.length, 2);
});

test('a call that is given up ends at once: in an attempt, in a wait, before it began', async (context) => {
  const api = await serve(
    context,
    hang(() => api.clock),
    status(503),
  );
  const client = clientOf(context, api, { maxAttempts: 3, backoff: exact });
  const inAttempt = new AbortController();
  api.clock.timer(10, () => inAttempt.abort());
  const first = await client.call({ ...get, signal: inAttempt.signal });
  assert.deepEqual(shapeOf(first.last), ['no-response', 'ABORTED', 'response']);
  assert.equal(first.attempts.length, 1);

  const inWait = new AbortController();
  api.clock.timer(500, () => inWait.abort());
  const second = await client.call({ ...get, signal: inWait.signal });
  assert.deepEqual([second.attempts.length, second.gaveUp], [1, 'The caller gave the call up.']);

  const third = await client.call({ ...get, signal: AbortSignal.abort() });
  assert.equal(third.gaveUp, third.classification.reason);
  assert.equal(api.seen.length, 2);
});

test('a refused credential is renewed once, then given up', async (context) => {
  const api = await serve(context, status(401), ok, status(401));
  let asked = 0;
  const renewCredential = () => {
    asked += 1;
    return [['X-API-Key', `new-${asked}`]] as const;
  };
  const client = clientOf(context, api, { headers: [['X-API-Key', 'old']], renewCredential });
  assert.deepEqual(statuses(await client.call(get)), [401, 200]);
  assert.deepEqual(statuses(await client.call(get)), [401, 401]);
  assert.deepEqual(
    api.seen.map(({ request }) => request.headers['x-api-key']),
    ['old', 'new-1', 'old', 'new-2'],
  );
});

test('without a new credential there is no second attempt', async (context) => {
  const api = await serve(context, status(401), ok);
  const client = clientOf(context, api, { maxAttempts: 3, renewCredential: () => null });
  assert.equal((await client.call(get)).attempts.length, 1);
});
