import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { VersionedMap, versioned } from './versioned-map.ts';

const key = fc.integer({ min: 0, max: 300 });
const changes = fc.array(
  fc.record({ set: fc.array(fc.tuple(key, fc.integer()), { maxLength: 4 }), without: fc.array(key, { maxLength: 3 }) }),
  { maxLength: 120 },
);

test('it is what a map is that was copied and changed, and older versions stay what they were', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(key, fc.integer()), { maxLength: 200 }), changes, (start, all) => {
      const plain = new Map(start);
      let map = VersionedMap.from(start);
      for (const { set, without } of all) {
        const before = [...map];
        const next = map.with(set, without);
        assert.deepEqual([...map], before);
        map = next;
        for (const gone of without) plain.delete(gone);
        for (const [name, value] of set) plain.set(name, value);
        assert.deepEqual([...map], [...plain]);
        assert.equal(map.size, plain.size);
      }
      for (let name = 0; name <= 300; name += 1) {
        assert.deepEqual([map.get(name), map.has(name)], [plain.get(name), plain.has(name)]);
      }
      assert.deepEqual([[...map.keys()], [...map.values()]], [[...plain.keys()], [...plain.values()]]);
    }),
  );
});

test('a versioned map is taken as it is', () => {
  const map = VersionedMap.from([[1, 'one']]);
  assert.equal(versioned(map), map);
  assert.deepEqual([...versioned(new Map([[1, 'one']]))], [[1, 'one']]);
  const seen: unknown[] = [];
  map.forEach((value, name) => {
    seen.push([name, value]);
  });
  assert.deepEqual(seen, [[1, 'one']]);
});

test('whoever goes back to an older version gets it as it was, and both go on from there on their own', () => {
  const first = VersionedMap.from([
    ['a', 1],
    ['b', 2],
    ['c', 3],
  ]);
  const second = first.with([['d', 4]], ['b']);
  const third = second.with([['a', 9]], ['c']);
  const branch = first.with([['e', 5]], ['a', 'b']);
  assert.deepEqual(
    [...third],
    [
      ['a', 9],
      ['d', 4],
    ],
  );
  assert.deepEqual(
    [...branch],
    [
      ['c', 3],
      ['e', 5],
    ],
  );
  assert.deepEqual([...second.keys()], ['a', 'c', 'd']);
  assert.deepEqual(
    [...first],
    [
      ['a', 1],
      ['b', 2],
      ['c', 3],
    ],
  );
  assert.equal(third.with([]), third);
});

test('a version that was left cannot be used again, and the newest one never is', () => {
  const first = VersionedMap.from([['a', 1]]);
  const second = first.with([['b', 2]]);
  first.leave();
  second.leave();
  assert.throws(() => first.size, /after it was left/);
  assert.deepEqual([...second.keys()], ['a', 'b']);
});

test('whoever leaves a version hears what the next one holds no more', () => {
  const first = VersionedMap.from([
    ['a', 1],
    ['b', 2],
    ['c', 3],
    ['d', 4],
  ]);
  first.with(
    [
      ['a', 9],
      ['c', 3],
      ['e', 5],
    ],
    ['b'],
  );
  const gone: unknown[] = [];
  first.leave((name, value) => gone.push([name, value]));
  assert.deepEqual(gone, [
    ['a', 1],
    ['b', 2],
  ]);
});
