import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type When, whenever } from '../../contract/index.ts';
import { count, inForce, uncounted } from './due.ts';

const always = whenever();

/** Which of the first 8 matching requests the rule acts on, counted from 1. */
function turns(when: Partial<When>, random = () => 0.5): readonly number[] {
  let state = uncounted;
  return Array.from({ length: 8 }, (_, index) => index + 1).filter(() => {
    const next = count({ ...always, ...when }, state, random);
    const acted = next.hits > state.hits;
    state = next;
    return acted;
  });
}

test('skip and times', () => {
  assert.deepEqual(turns({}), [1, 2, 3, 4, 5, 6, 7, 8]);
  assert.deepEqual(turns({ times: 2 }), [1, 2]);
  assert.deepEqual(turns({ skip: 3, times: 2 }), [4, 5]);
  assert.deepEqual(turns({ times: 0 }), []);
});

test('every nth, counted behind those that are skipped', () => {
  assert.deepEqual(turns({ every: 3 }), [3, 6]);
  assert.deepEqual(turns({ every: 2, skip: 1, times: 2 }), [3, 5]);
});

test('chance is asked only where it decides', () => {
  let asked = 0;
  const draw = () => {
    asked += 1;
    return asked % 2 === 0 ? 0.1 : 0.9;
  };
  assert.deepEqual(turns({ probability: 0.5, every: 2 }, draw), [4, 8]);
  assert.equal(asked, 4);
  assert.deepEqual(
    turns({ probability: 1 }, () => 0.999),
    [1, 2, 3, 4, 5, 6, 7, 8],
  );
  assert.deepEqual(
    turns({ probability: 0 }, () => 0),
    [],
  );
});

test('in force from its first millisecond up to, not including, its last', () => {
  const window = { ...always, fromMs: 10, untilMs: 20 };
  assert.deepEqual(
    [9, 10, 19, 20].map((at) => inForce(window, at)),
    [false, true, true, false],
  );
});
