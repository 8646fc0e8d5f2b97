import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createRandom, createVirtualClock } from './clock.ts';

test('a sleep of an hour takes no real time and is exact', async () => {
  const clock = createVirtualClock(0);
  await clock.sleep(3_600_000);
  assert.equal(clock.now(), 3_600_000);
});

test('sleepers wake in order of their time, and in the order they fell asleep at the same time', async () => {
  const clock = createVirtualClock(0);
  const woken: string[] = [];
  const sleeper = async (name: string, ms: number) => {
    await clock.sleep(ms);
    woken.push(`${name}@${clock.now()}`);
  };
  await Promise.all([sleeper('late', 20), sleeper('first', 10), sleeper('second', 10)]);
  assert.deepEqual(woken, ['first@10', 'second@10', 'late@20']);
});

test('time stands still while a call is at work', async () => {
  const clock = createVirtualClock(0);
  clock.begin('call');
  let fired = false;
  clock.timer(1, () => {
    fired = true;
  });
  for (let turn = 0; turn < 10; turn += 1) await new Promise(setImmediate);
  assert.equal(fired, false);
  clock.end('call');
  await clock.sleep(1);
  assert.equal(fired, true);
});

test('a parked call lets time move, an unparked one holds it again', async () => {
  const clock = createVirtualClock(0);
  clock.begin('call');
  const served = new Promise<number>((resolve) => {
    clock.timer(2000, () => {
      clock.unpark('call');
      resolve(clock.now());
    });
  });
  clock.timer(2001, () => assert.fail('moved on while the call was at work'));
  clock.park('call');
  assert.equal(await served, 2000);
  for (let turn = 0; turn < 10; turn += 1) await new Promise(setImmediate);
  assert.equal(clock.now(), 2000);
});

test('parking or unparking a call that has ended changes nothing', async () => {
  const clock = createVirtualClock(0);
  clock.begin('gone');
  clock.park('gone');
  clock.end('gone');
  clock.unpark('gone');
  await clock.sleep(5);
  assert.equal(clock.now(), 5);
});

test('a cancelled timer never fires', async () => {
  const clock = createVirtualClock(0);
  const cancel = clock.timer(1, () => assert.fail('fired'));
  cancel();
  await clock.sleep(2);
});

test('a sleep ends with the reason of its signal', async () => {
  const clock = createVirtualClock(0);
  const leaving = new AbortController();
  clock.begin('hold');
  const sleep = clock.sleep(1000, leaving.signal);
  leaving.abort(new Error('left'));
  await assert.rejects(sleep, /left/);
  assert.equal(clock.now(), 0);
});

test('the same seed gives the same numbers, another seed others', () => {
  const draw = (seed: number) => Array.from({ length: 5 }, createRandom(seed));
  assert.deepEqual(draw(7), draw(7));
  assert.notDeepEqual(draw(7), draw(8));
  assert.ok(draw(7).every((number) => number >= 0 && number < 1));
});

test('the two turns count from the last change on, not from the first', async () => {
  const clock = createVirtualClock(0);
  const turn = () => new Promise((resolve) => setImmediate(resolve));
  let fired = false;
  clock.begin('a');
  clock.timer(5, () => {
    fired = true;
  });
  await turn();
  clock.park('a');
  await turn();
  assert.equal(fired, false, 'what was written before the call was parked can still be read');
  await turn();
  await turn();
  assert.equal(fired, true);
});
