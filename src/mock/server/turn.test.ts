import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createTurn } from './turn.ts';

test('what is put off is done behind the turn, in its order, and what is put off by that behind the next', async () => {
  const done: string[] = [];
  const putOff = createTurn();
  putOff(() => {
    done.push('first');
    putOff(() => done.push('third'));
  });
  putOff(() => done.push('second'));
  await Promise.resolve();
  assert.deepEqual(done, []);
  await new Promise(setImmediate);
  assert.deepEqual(done, ['first', 'second']);
  await new Promise(setImmediate);
  assert.deepEqual(done, ['first', 'second', 'third']);
});
