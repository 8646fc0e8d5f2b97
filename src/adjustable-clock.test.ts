import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createAdjustableClock } from './adjustable-clock.ts';
import { createVirtualClock } from './clock.ts';

test('advancing fires the timers on the way in order, each at its own time', () => {
  const clock = createAdjustableClock(standing());
  const fired: string[] = [];
  clock.timer(3000, () => fired.push(`c@${clock.now()}`));
  clock.timer(1000, () => {
    fired.push(`a@${clock.now()}`);
    clock.timer(500, () => fired.push(`b@${clock.now()}`));
  });
  clock.timer(9000, () => fired.push('never'));
  clock.advance(5000);
  assert.deepEqual(fired, ['a@1000', 'b@1500', 'c@3000']);
  assert.equal(clock.now(), 5000);
});

test('a timer that was not due yet comes sooner by as much as the clock was moved', async () => {
  const base = createVirtualClock(0);
  const clock = createAdjustableClock(base);
  const woken = clock.sleep(9000).then(() => clock.now());
  clock.advance(8000);
  assert.equal(await woken, 9000);
  assert.equal(base.now(), 1000);
});

test('a cancelled timer does not fire', () => {
  const clock = createAdjustableClock(standing());
  let fired = false;
  clock.timer(10, () => {
    fired = true;
  })();
  clock.advance(20);
  assert.equal(fired, false);
});

/** Time that only moves by hand: a virtual clock with a call that never ends. */
function standing() {
  const clock = createVirtualClock(0);
  clock.begin('forever');
  return clock;
}

test('set back, it shows the machine’s time, and timers keep what they have left', () => {
  const real = createVirtualClock(1000);
  const clock = createAdjustableClock(real);
  const fired: string[] = [];
  clock.advance(60_000);
  clock.timer(10, () => fired.push('ten'));
  clock.reset();
  assert.equal(clock.now(), 1000);
  clock.advance(9);
  assert.deepEqual(fired, []);
  clock.advance(1);
  assert.deepEqual(fired, ['ten']);
});
