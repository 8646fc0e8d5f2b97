import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { createRandom, createVirtualClock } from '../../clock.ts';
import { backoffMs, defaultBackoff, retryWaitMs } from './backoff.ts';
import { createCircuitBreaker } from './circuit-breaker.ts';
import { createConcurrency } from './concurrency.ts';
import { idempotencyKeyFor } from './idempotency-key.ts';
import { createRetryBudget } from './retry-budget.ts';
import { createSpacing } from './spacing.ts';

const exact = { ...defaultBackoff, jitter: 'none' } as const;
const half = () => 0.5;

test('backoff doubles from its base up to its cap', () => {
  assert.deepEqual(
    [1, 2, 3, 4, 5, 6, 7, 99].map((retry) => backoffMs(retry, exact, half)),
    [1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000],
  );
});

test('full jitter draws evenly from nothing to the envelope', () => {
  assert.equal(
    backoffMs(3, defaultBackoff, () => 0),
    0,
  );
  assert.equal(backoffMs(3, defaultBackoff, half), 2000);
  assert.equal(
    backoffMs(3, defaultBackoff, () => 0.999_999),
    3999,
  );
});

test('the wait is never shorter than what the answer asks, nor than what makes sense', () => {
  fc.assert(
    fc.property(fc.nat(20), fc.nat(100_000), fc.boolean(), fc.integer(), (retry, asked, jitter, seed) => {
      const backoff = jitter ? defaultBackoff : exact;
      const random = createRandom(seed);
      assert.ok(retryWaitMs(retry + 1, { waitMs: asked }, backoff, random) >= asked);
      assert.ok(retryWaitMs(retry + 1, { waitMs: null, backoffFloorMs: asked }, backoff, random) >= asked);
    }),
  );
});

test('without jitter the wait is exactly the longer of both', () => {
  assert.equal(retryWaitMs(1, { waitMs: 60_000 }, exact, half), 60_000);
  assert.equal(retryWaitMs(5, { waitMs: 2000 }, exact, half), 16_000);
  assert.equal(retryWaitMs(2, { waitMs: null }, exact, half), 2000);
  assert.equal(retryWaitMs(1, { waitMs: 0 }, exact, half), 1000);
});

test('twenty clients refused together with Retry-After 1 don’t come back together', () => {
  const random = createRandom(3);
  const waits = Array.from({ length: 20 }, () => retryWaitMs(1, { waitMs: 1000 }, defaultBackoff, random));
  assert.ok(Math.min(...waits) >= 1000);
  assert.ok(Math.max(...waits) - Math.min(...waits) > 100);
});

test('a budget stops at half and comes back with successes, exactly', () => {
  const budget = createRetryBudget();
  for (let failure = 1; failure <= 4; failure += 1) budget.failed();
  assert.equal(budget.allows(), true);
  budget.failed();
  assert.deepEqual([budget.tokens, budget.allows()], [5, false]);
  budget.succeeded();
  assert.deepEqual([budget.tokens, budget.allows()], [5.1, true]);
  for (let success = 1; success <= 1000; success += 1) budget.succeeded();
  assert.equal(budget.tokens, 10);
  for (let failure = 1; failure <= 1000; failure += 1) budget.failed();
  assert.equal(budget.tokens, 0);
});

test('a breaker opens at the fifth failure in a row, a success in between starts anew', () => {
  const breaker = createCircuitBreaker();
  for (let failure = 1; failure <= 4; failure += 1) breaker.record('failure', 0);
  breaker.record('success', 0);
  for (let failure = 1; failure <= 4; failure += 1) breaker.record('failure', 0);
  assert.equal(breaker.state.kind, 'closed');
  breaker.record('failure', 7);
  assert.deepEqual(breaker.state, { kind: 'open', openedAt: 7 });
});

test('a half-open breaker lets a single probe through', () => {
  const breaker = createCircuitBreaker({ failureThreshold: 1, halfOpenAfterMs: 100 });
  breaker.record('failure', 0);
  assert.equal(breaker.admit(99), false);
  assert.equal(breaker.admit(100), true);
  assert.equal(breaker.admit(100), false);
  breaker.record('success', 150);
  assert.deepEqual([breaker.state.kind, breaker.admit(150)], ['closed', true]);
});

test('a probe that fails waits from then on, one that says nothing lets the next one probe at once', () => {
  const probing = () => {
    const breaker = createCircuitBreaker({ failureThreshold: 1, halfOpenAfterMs: 100 });
    breaker.record('failure', 0);
    assert.equal(breaker.admit(100), true);
    return breaker;
  };
  const failed = probing();
  failed.record('failure', 130);
  assert.equal(failed.waitMs(130), 100);
  const silent = probing();
  silent.record('unknown', 130);
  assert.equal(silent.admit(130), true);
});

test('what was admitted before it opened doesn’t prolong it', () => {
  const breaker = createCircuitBreaker({ failureThreshold: 1, halfOpenAfterMs: 100 });
  breaker.record('failure', 0);
  breaker.record('failure', 90);
  assert.equal(breaker.waitMs(90), 10);
});

test('a key is for POST and PATCH that bring none', () => {
  const names = (method: string, headers: readonly (readonly [string, string])[] = []) =>
    idempotencyKeyFor(method, headers, half).length;
  assert.deepEqual(
    [names('POST'), names('patch'), names('GET'), names('PUT'), names('POST', [['idempotency-key', '"x"']])],
    [1, 1, 0, 0, 0],
  );
});

test('the first turn is at once, the next ones wait; one asked for later than the gap doesn’t', async () => {
  const clock = createVirtualClock(0);
  const spacing = createSpacing(100, clock);
  const turns: number[] = [];
  const take = () => spacing.turn().then(() => turns.push(clock.now()));
  await Promise.all([take(), take()]);
  await clock.sleep(500);
  await take();
  assert.deepEqual(turns, [0, 100, 600]);
});

test('tasks beyond the limit wait, and a task that throws makes room', async () => {
  const concurrency = createConcurrency(1);
  const order: string[] = [];
  const failing = concurrency.run(async () => {
    order.push('first');
    throw new Error('no');
  });
  const next = concurrency.run(async () => order.push('second'));
  await assert.rejects(failing, /no/);
  await next;
  assert.deepEqual(order, ['first', 'second']);
});
