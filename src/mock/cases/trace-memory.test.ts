import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { createVirtualClock } from '../../clock.ts';
import { createRecorder } from './recorder.ts';
import { createTraceMemory } from './trace-memory.ts';

const beginning = {
  method: 'GET',
  url: 'http://x/',
  headers: [],
  connection: { id: 1, reused: false, requestIndex: 1 },
};

function record(recorder: ReturnType<typeof createRecorder>, id: string): void {
  const recording = recorder.begin({ id, ...beginning });
  recording.end({ kind: 'no-response', code: 'ECONNRESET', message: 'gone', phase: 'response' });
}

test('the traces of many cases together keep the newest exchanges, and count the others', () => {
  const clock = createVirtualClock();
  const memory = createTraceMemory(2100 * 3);
  const [one, other] = [createRecorder('one', clock, memory), createRecorder('other', clock, memory)];
  for (const id of ['a', 'b', 'c']) record(one, id);
  record(other, 'd');
  record(other, 'e');
  assert.deepEqual(
    [one, other].map((recorder) => recorder.trace().map(({ id }) => id)),
    [['c'], ['d', 'e']],
  );
  assert.deepEqual([one.forgotten, other.forgotten], [2, 0]);
  other.clear();
  for (const id of ['f', 'g']) record(one, id);
  assert.deepEqual(
    one.trace().map(({ id }) => id),
    ['c', 'f', 'g'],
  );
});

test('a trace keeps its newest 2,000', () => {
  const recorder = createRecorder('one', createVirtualClock(), createTraceMemory());
  for (let index = 0; index < 2005; index += 1) record(recorder, String(index));
  const ids = recorder.trace().map(({ id }) => id);
  assert.deepEqual([ids.length, ids[0], ids.at(-1), recorder.forgotten], [2000, '5', '2004', 5]);
});

test('what is held is the newest that fits into the limit, and all of it', () => {
  const weights = fc.array(fc.integer({ min: 1, max: 100 }), { maxLength: 200 });
  fc.assert(
    fc.property(weights, (all) => {
      const memory = createTraceMemory(250);
      const held = new Map<object, number>();
      for (const bytes of all) {
        const entry = {};
        held.set(entry, bytes);
        const place = { heldBytes: 0, older: null, newer: null, drop: () => held.delete(entry) };
        memory.hold(place, 1);
        memory.grow(place, bytes);
      }
      let fits = 0;
      for (let total = 0; fits < all.length; fits += 1) {
        total += all.at(-1 - fits) ?? 0;
        if (total > 250) break;
      }
      assert.deepEqual([...held.values()], all.slice(all.length - fits));
    }),
  );
});

test('the trail of an exchange is what ended before it came, and itself, kept or not', () => {
  const recorder = createRecorder('one', createVirtualClock(), createTraceMemory());
  const begin = (id: string) => recorder.begin({ id, ...beginning });
  record(recorder, 'a');
  begin('still under way');
  record(recorder, 'b');
  const last = begin('c');
  record(recorder, 'd');
  const trail = (most: number) => last.trail(most).map(({ id }) => id);
  assert.deepEqual(trail(100), ['a', 'b', 'c']);
  assert.deepEqual(trail(2), ['b', 'c']);
  assert.deepEqual(trail(1), ['c']);
  recorder.clear();
  assert.deepEqual(trail(100), ['c']);
});
