import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createRandom } from '../clock.ts';
import type { Delay } from '../contract/index.ts';
import { resolveDelay } from './delays.ts';
import { requestOf } from './fixtures/driver.ts';

const random = createRandom(7);
const ms = (delay: Delay, line = 'GET /alerts') => {
  const resolved = resolveDelay(delay, { request: requestOf(line), random });
  assert.equal(resolved.type, 'fixed');
  return resolved.type === 'fixed' ? resolved.milliseconds : Number.NaN;
};

test('a uniform delay stays within its bounds', () => {
  for (let count = 0; count < 200; count += 1) {
    const drawn = ms({ type: 'uniform', lower: 100, upper: 300 });
    assert.ok(drawn >= 100 && drawn <= 300 && Number.isInteger(drawn));
  }
});

test('half of the lognormal delays are under the median, none over the largest', () => {
  const drawn = Array.from({ length: 2000 }, () => ms({ type: 'lognormal', median: 90, sigma: 0.4, maxValue: 200 }));
  const under = drawn.filter((value) => value < 90).length / drawn.length;
  assert.ok(under > 0.45 && under < 0.55, String(under));
  assert.ok(Math.max(...drawn) <= 200);
});

test('a delay may be asked for in the query, up to a bound; nonsense asks for nothing', () => {
  const delay: Delay = { type: 'from-query', parameter: 'wait', defaultMilliseconds: 2000, maxMilliseconds: 5000 };
  const asked = ['', '?wait=0', '?wait=1.5', '?wait=99', '?wait=-1', '?wait=soon'].map((query) =>
    ms(delay, `GET /alerts${query}`),
  );
  assert.deepEqual(asked, [2000, 0, 1500, 5000, 2000, 2000]);
});
