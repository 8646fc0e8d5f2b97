import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createVirtualClock } from '../../clock.ts';
import { batchesOf, createBatcher } from './batching.ts';

test('lookups of the same moment become one call, each id once', async () => {
  const calls: (readonly string[])[] = [];
  const batcher = createBatcher({
    maxItems: 100,
    clock: createVirtualClock(0),
    load: async (ids) => {
      calls.push(ids);
      return new Map(ids.filter((id) => id !== '999').map((id) => [id, `user ${id}`]));
    },
  });
  const found = await Promise.all(['1', '2', '1', '999'].map((id) => batcher.get(id)));
  assert.deepEqual(found, ['user 1', 'user 2', 'user 1', null]);
  assert.deepEqual(calls, [['1', '2', '999']]);
});

test('a full batch goes at once, the rest when its time is up', async () => {
  const clock = createVirtualClock(0);
  const calls: (readonly [number, number])[] = [];
  const batcher = createBatcher({
    maxItems: 2,
    gatherMs: 50,
    clock,
    load: async (ids) => {
      calls.push([clock.now(), ids.length]);
      return new Map();
    },
  });
  await Promise.all(['1', '2', '3'].map((id) => batcher.get(id)));
  assert.deepEqual(calls, [
    [0, 2],
    [50, 1],
  ]);
});

test('a call that fails fails all who wait for it, and only them', async () => {
  let calls = 0;
  const batcher = createBatcher<string>({
    maxItems: 10,
    clock: createVirtualClock(0),
    load: async (ids) => {
      calls += 1;
      if (calls === 1) throw new Error('429');
      return new Map(ids.map((id) => [id, id]));
    },
  });
  const outcomes = await Promise.allSettled([batcher.get('1'), batcher.get('2')]);
  assert.deepEqual(
    outcomes.map((outcome) => outcome.status),
    ['rejected', 'rejected'],
  );
  assert.equal(await batcher.get('1'), '1');
});

test('a list in pieces', () => {
  assert.deepEqual(batchesOf([1, 2, 3, 4, 5], 2), [[1, 2], [3, 4], [5]]);
  assert.deepEqual(batchesOf([], 2), []);
});
