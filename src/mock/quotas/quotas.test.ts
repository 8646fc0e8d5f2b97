import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { RateLimit } from '../../contract/index.ts';
import { limitWith } from '../fixtures/driver.ts';
import { algorithms, unused, windowMs } from './index.ts';

interface Taken {
  readonly at: number;
  readonly cost: number;
}

/** Asks at each of these moments; gives the moments at which there was room. Checks what the algorithm promises on the way. */
function run(limit: RateLimit, gaps: readonly number[], start = 1_000_000): readonly Taken[] {
  const algorithm = algorithms[limit.algorithm];
  const taken: Taken[] = [];
  let quota = unused;
  let now = start;
  for (const [index, gap] of gaps.entries()) {
    now += gap;
    quota = algorithm.settle(limit, quota, now);
    const opensAt = algorithm.opensAt(limit, quota, now);
    if (opensAt <= now) {
      quota = algorithm.take(limit, quota, now, `request-${index}`);
      taken.push({ at: now, cost: limit.costPerRequest });
    } else assertOpensThen(limit, quota, opensAt);
    const left = algorithm.remaining(limit, quota);
    assert.ok(left >= 0 && left <= limit.rateLimit, `${left} left of ${limit.rateLimit}`);
  }
  return taken;
}

/** What is told is exactly when it opens: not a millisecond before, and then indeed. */
function assertOpensThen(limit: RateLimit, quota: typeof unused, opensAt: number): void {
  const algorithm = algorithms[limit.algorithm];
  const isOpen = (at: number) => algorithm.opensAt(limit, algorithm.settle(limit, quota, at), at) <= at;
  assert.equal(isOpen(opensAt - 1), false);
  assert.equal(isOpen(opensAt), true);
}

const sum = (taken: readonly Taken[]) => taken.reduce((total, { cost }) => total + cost, 0);

const limits = fc
  .record({
    rateLimit: fc.integer({ min: 1, max: 7 }),
    resetTimeWindowSeconds: fc.constantFrom(0.05, 1, 3),
    costPerRequest: fc.integer({ min: 1, max: 3 }),
  })
  .filter(({ rateLimit, costPerRequest }) => costPerRequest <= rateLimit);
const gaps = fc.array(fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 3500 })), {
  maxLength: 60,
});

test('a sliding window never holds more than its limit, wherever it is laid', () => {
  fc.assert(
    fc.property(limits, gaps, (given, at) => {
      const limit = limitWith({ ...given, algorithm: 'sliding-window' });
      const taken = run(limit, at);
      for (const { at: end } of taken) {
        const inside = taken.filter((one) => one.at <= end && one.at > end - windowMs(limit));
        assert.ok(sum(inside) <= limit.rateLimit);
      }
    }),
  );
});

test('a fixed window, which starts with its first request, never holds more than its limit', () => {
  fc.assert(
    fc.property(limits, gaps, (given, at) => {
      const limit = limitWith({ ...given, algorithm: 'fixed-window' });
      let start = Number.NEGATIVE_INFINITY;
      let used = 0;
      for (const { at: moment, cost } of run(limit, at)) {
        if (moment >= start + windowMs(limit)) [start, used] = [moment, 0];
        used += cost;
        assert.ok(used <= limit.rateLimit);
      }
    }),
  );
});

test('a bucket never gives more than it held and what was refilled since, in any stretch of time', () => {
  fc.assert(
    fc.property(limits, gaps, (given, at) => {
      const limit = limitWith({ ...given, algorithm: 'token-bucket' });
      const taken = run(limit, at);
      for (const [first, from] of taken.entries()) {
        for (const [offset, to] of taken.slice(first).entries()) {
          const refilled = ((to.at - from.at) * limit.rateLimit) / windowMs(limit);
          assert.ok(sum(taken.slice(first, first + offset + 1)) <= limit.rateLimit + refilled + 1e-9);
        }
      }
    }),
  );
});

test('a fixed window opens at its end and not a millisecond before', () => {
  const limit = limitWith({ rateLimit: 2, resetTimeWindowSeconds: 1 });
  assert.deepEqual(
    run(limit, [0, 300, 699, 1]).map(({ at }) => at - 1_000_000),
    [0, 300, 1000],
  );
});

test('a sliding window opens when its oldest request is a window old', () => {
  const limit = limitWith({ algorithm: 'sliding-window', rateLimit: 2, resetTimeWindowSeconds: 1 });
  assert.deepEqual(
    run(limit, [0, 300, 700, 0, 299, 1]).map(({ at }) => at - 1_000_000),
    [0, 300, 1000, 1300],
  );
});

test('a bucket gives a burst, then one token at a time', () => {
  const limit = limitWith({ algorithm: 'token-bucket', rateLimit: 3, resetTimeWindowSeconds: 1 });
  // A third of a second is no whole number of milliseconds: the token is there at the 334th, not at the 333rd.
  assert.deepEqual(
    run(limit, [0, 0, 0, 0, 333, 1, 332, 1, 1000, 0, 0, 0]).map(({ at }) => at - 1_000_000),
    [0, 0, 0, 334, 667, 1667, 1667, 1667],
  );
});

test('places of requests under way are free again when they end', () => {
  const limit = limitWith({ algorithm: 'concurrent', rateLimit: 2 });
  const { concurrent } = algorithms;
  const full = ['a', 'b'].reduce((quota, id) => concurrent.take(limit, quota, 0, id), unused);
  assert.deepEqual([concurrent.opensAt(limit, full, 0), concurrent.remaining(limit, full)], [1000, 0]);
  assert.equal(concurrent.opensAt(limit, { ...full, open: ['b'] }, 0), 0);
});

test('an exhausted quota opens a whole wait later', () => {
  for (const [algorithm, wait] of [
    ['fixed-window', 60_000],
    ['sliding-window', 60_000],
    ['token-bucket', 12_000],
  ] as const) {
    const limit = limitWith({ algorithm });
    const exhausted = algorithms[algorithm].exhaust(limit, unused, 5000);
    assert.equal(algorithms[algorithm].opensAt(limit, exhausted, 5000), 5000 + wait);
    assert.equal(algorithms[algorithm].remaining(limit, exhausted), 0);
  }
});
