import assert from 'node:assert/strict';
import { test } from 'node:test';
import { statusOf } from '../trace/exchange.ts';
import type { ClientOptions } from './client.ts';
import { clientOf, exact, gaps, get, ok, post, serve, shapeOf, status } from './fixtures/scripted-api.ts';

test('five failures open the breaker, nothing is sent, and after 30 s a probe closes it', async (context) => {
  const failing = Array.from({ length: 5 }, () => status(500));
  const api = await serve(context, ...failing, ok);
  const client = clientOf(context, api, { circuitBreaker: {} });
  for (let call = 1; call <= 5; call += 1) {
    assert.equal(client.circuit, 'closed', `before call ${call}`);
    await client.call(get);
  }
  assert.equal(client.circuit, 'open');

  const refused = await client.call(get);
  assert.equal(api.seen.length, 5);
  assert.deepEqual(refused.attempts, []);
  assert.deepEqual(shapeOf(refused.last), ['no-response', 'CIRCUIT_OPEN', 'connect']);
  assert.equal(refused.classification.waitMs, 30_000);

  await api.clock.sleep(29_999);
  await client.call(get);
  assert.equal(api.seen.length, 5, 'one millisecond early');
  await api.clock.sleep(1);
  assert.equal(statusOf((await client.call(get)).last), 200);
  assert.equal(client.circuit, 'closed');
});

test('a probe that fails opens the breaker anew', async (context) => {
  const api = await serve(context, status(500));
  const client = clientOf(context, api, { circuitBreaker: { failureThreshold: 1, halfOpenAfterMs: 100 } });
  await client.call(get);
  await api.clock.sleep(100);
  await client.call(get);
  assert.equal(client.circuit, 'open');
  assert.equal((await client.call(get)).classification.waitMs, 100);
});

test('thirty 404s and 429s leave the breaker closed', async (context) => {
  for (const code of [404, 429]) {
    const api = await serve(context, status(code));
    const client = clientOf(context, api, { circuitBreaker: {} });
    for (let call = 1; call <= 30; call += 1) await client.call(get);
    assert.equal(client.circuit, 'closed');
    assert.equal(api.seen.length, 30);
  }
});

test('a breaker that opens within a call ends it without a pointless wait, and keeps the real failure', async (context) => {
  const api = await serve(context, status(503));
  const client = clientOf(context, api, { maxAttempts: 9, backoff: exact, circuitBreaker: {} });
  const result = await client.call(get);
  assert.deepEqual(result.waitsMs, [1000, 2000, 4000, 8000]);
  assert.equal(statusOf(result.last), 503);
  assert.equal(result.gaveUp, 'The circuit breaker is open for another 30000 ms.');
});

test('a retry budget stops retries when most calls fail', async (context) => {
  const attemptsOf = async (options: Partial<ClientOptions>) => {
    const api = await serve(context, status(503));
    const client = clientOf(context, api, { maxAttempts: 4, backoff: exact, ...options });
    for (let call = 1; call <= 20; call += 1) await client.call(get);
    return api.seen.length;
  };
  assert.equal(await attemptsOf({}), 80);
  // Five failures empty half of the bucket: from then on one attempt for each call.
  assert.equal(await attemptsOf({ retryBudget: {} }), 4 + 1 + 18);
});

test('spacing keeps the starts apart, in the order of asking', async (context) => {
  const api = await serve(context, ok);
  const client = clientOf(context, api, { spacingMs: 12_000 });
  await Promise.all(['/1', '/2', '/3', '/4'].map((path) => client.call({ method: 'GET', path })));
  assert.deepEqual(gaps(api), [12_000, 12_000, 12_000]);
  assert.deepEqual(
    api.seen.map(({ request }) => request.url),
    ['/1', '/2', '/3', '/4'],
  );
});

test('a call whose deadline passes, or that is given up, while it waits for its turn is never sent', async (context) => {
  const api = await serve(context, ok);
  const client = clientOf(context, api, { spacingMs: 1000, deadlineMs: 900, circuitBreaker: {} });
  const controller = new AbortController();
  api.clock.timer(100, () => controller.abort());
  const [first, late, aborted] = await Promise.all([
    client.call(get),
    client.call(get),
    client.call({ ...get, signal: controller.signal }),
  ]);
  assert.equal(first.gaveUp, null);
  assert.deepEqual([late.attempts.length, shapeOf(late.last)], [0, ['no-response', 'DEADLINE', 'connect']]);
  assert.deepEqual([aborted.attempts.length, shapeOf(aborted.last)], [0, ['no-response', 'ABORTED', 'connect']]);
  assert.equal(aborted.gaveUp, 'The caller gave the call up before it was sent.');
  assert.equal(api.seen.length, 1);
});

test('a probe that its deadline keeps from going out gives the place back', async (context) => {
  const api = await serve(context, status(500), ok);
  const client = clientOf(context, api, {
    spacingMs: 50,
    deadlineMs: 40,
    circuitBreaker: { failureThreshold: 1, halfOpenAfterMs: 10 },
  });
  await client.call(get);
  await api.clock.sleep(10);
  assert.deepEqual((await client.call(get)).attempts, []);
  await api.clock.sleep(100);
  assert.equal(statusOf((await client.call(get)).last), 200);
});

test('at most so many attempts are under way at once', async (context) => {
  let open = 0;
  let most = 0;
  const api = await serve(context, (response, request, socket) => {
    open += 1;
    most = Math.max(most, open);
    const id = String(request.headers['x-request-id']);
    api.clock.park(id);
    api.clock.timer(100, () => {
      open -= 1;
      api.clock.unpark(id);
      ok(response, request, socket);
    });
  });
  const flood = async (options: Partial<ClientOptions>) => {
    most = 0;
    const client = clientOf(context, api, options);
    await Promise.all(Array.from({ length: 20 }, () => client.call(get)));
    return most;
  };
  assert.equal(await flood({ maxConcurrent: 5, requestIdPrefix: 'a' }), 5);
  assert.equal(await flood({ requestIdPrefix: 'b' }), 20);
});

test('holding back: the next call waits for the reset that a success announced', async (context) => {
  const last = status(200, { RateLimit: '"default";r=0;t=30' });
  for (const [holdBack, waited] of [
    [true, 30_000],
    [false, 0],
  ] as const) {
    const api = await serve(context, last, ok);
    const client = clientOf(context, api, { holdBack });
    await client.call(get);
    await client.call(get);
    assert.deepEqual(gaps(api), [waited]);
  }
});

test('holding back: the Retry-After of one call stops the others as well', async (context) => {
  const api = await serve(context, status(429, { 'Retry-After': '7' }), ok);
  const client = clientOf(context, api, { holdBack: true });
  await client.call(get);
  await client.call({ ...get, path: '/users/1' });
  assert.deepEqual(gaps(api), [7000]);
});

test('a GET is kept for its time and not a millisecond longer', async (context) => {
  const api = await serve(context, ok);
  const client = clientOf(context, api, { cache: { ttlMs: 1000 } });
  await client.call(get);
  await api.clock.sleep(999);
  const kept = await client.call(get);
  assert.deepEqual([kept.cached, kept.attempts.length, kept.body], [true, 0, '{}']);
  assert.equal(api.seen.length, 1);
  await api.clock.sleep(1);
  assert.equal((await client.call(get)).cached, false);
  assert.equal(api.seen.length, 2);
});

test('the same GET under way is shared, another one is not', async (context) => {
  const api = await serve(context, ok);
  const client = clientOf(context, api, { cache: { ttlMs: 1000 } });
  await Promise.all([client.call(get), client.call(get), client.call({ ...get, path: '/alerts?page=2' })]);
  assert.equal(api.seen.length, 2);
  await client.call({ ...get, headers: [['X-API-Key', 'other']] });
  assert.equal(api.seen.length, 3);
});

test('failures, other methods and no-store are not kept; a write forgets', async (context) => {
  const api = await serve(context, status(500), status(200, { 'Cache-Control': 'no-store' }), ok, ok, ok);
  const client = clientOf(context, api, { cache: { ttlMs: 1000 } });
  await client.call(get);
  await client.call(get);
  await client.call(get);
  assert.equal(api.seen.length, 3);
  await client.call(post);
  assert.equal(api.seen.length, 4);
  assert.equal((await client.call(get)).cached, false);
  assert.equal((await client.call(get)).cached, true);
});

test('the cache holds a bounded number of answers, the least used goes', async (context) => {
  const api = await serve(context, ok);
  const client = clientOf(context, api, { cache: { ttlMs: 1000, maxEntries: 2 } });
  const cached = async (path: string) => (await client.call({ method: 'GET', path })).cached;
  assert.deepEqual(
    [await cached('/1'), await cached('/2'), await cached('/1'), await cached('/3')],
    [false, false, true, false],
  );
  assert.deepEqual([await cached('/1'), await cached('/2')], [true, false]);
});
