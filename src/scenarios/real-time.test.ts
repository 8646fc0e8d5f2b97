import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fits, printRoom, roomOfTold, roomOfTook, roomOfWait } from './real-time.ts';

const virtual = { kind: 'virtual' } as const;
const real = { kind: 'real' } as const;

test('a virtual clock leaves no room', () => {
  for (const room of [roomOfTold(60_000, 5000, virtual), roomOfTook(60_000, virtual), roomOfWait(60_000, virtual)]) {
    assert.deepEqual(
      [59_999, 60_000, 60_001].map((ms) => fits(room, ms)),
      [false, true, false],
    );
    assert.equal(printRoom(60_000, room), '60 s');
  }
});

test('what is told may have run down since the first request, and be rounded', () => {
  const room = roomOfTold(60_000, 1200, real);
  assert.deepEqual(room, { fromMs: 57_000, toMs: 61_000 });
  assert.deepEqual(
    [56_999, 57_000, 61_000, 61_001, null, undefined].map((ms) => fits(room, ms)),
    [false, true, true, false, false, false],
  );
  assert.equal(printRoom(60_000, room), '60 s (on a real clock from 57 s to 61 s)');
  assert.deepEqual(roomOfTold(1000, 5000, real), { fromMs: 0, toMs: 2000 });
});

test('what takes a time takes it whole, and the way there and back besides', () => {
  assert.deepEqual(roomOfTook(2000, real), { fromMs: 1980, toMs: 3000 });
});

test('a client that waits as it is told may be told a second less', () => {
  assert.deepEqual(roomOfWait(2000, real), { fromMs: 980, toMs: 3000 });
});
