import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createTurn } from './turn.ts';

test('what is put off is thought out behind the turn and then done, in its order; what that puts off comes behind the next', async () => {
  const seen: string[] = [];
  const putOff = createTurn();
  const note = (name: string, then = () => {}) => {
    putOff(() => {
      seen.push(`think ${name}`);
      return () => {
        seen.push(`act ${name}`);
        then();
      };
    });
  };
  note('first', () => note('third'));
  note('second');
  await Promise.resolve();
  assert.deepEqual(seen, []);
  await new Promise(setImmediate);
  assert.deepEqual(seen, ['think first', 'think second', 'act first', 'act second']);
  await new Promise(setImmediate);
  assert.deepEqual(seen.slice(4), ['think third', 'act third']);
});
