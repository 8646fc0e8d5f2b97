import assert from 'node:assert/strict';
import { test } from 'node:test';
import { anchorOf, count, filterLink, printBytes, printDuration, printInstant } from './words.ts';

test('durations in two units at most', () => {
  const printed = [0, 999, 1000, 1500, 59_990, 60_000, 63_000, 3_600_000, 8_100_000, 90_000_000].map(printDuration);
  assert.deepEqual(printed, [
    '0 ms',
    '999 ms',
    '1 s',
    '1.5 s',
    '59.99 s',
    '1 min',
    '1 min 3 s',
    '1 h',
    '2 h 15 min',
    '1 d 1 h',
  ]);
});

test('numbers with their nouns', () => {
  assert.deepEqual([count(0, 'call'), count(1, 'call'), count(1200, 'call')], ['0 calls', '1 call', '1,200 calls']);
  assert.deepEqual([printBytes(1), printBytes(1500), printBytes(2_000_000)], ['1 byte', '1.5 kB', '2 MB']);
});

test('instants as they are read, anything else as it is', () => {
  assert.equal(printInstant('2026-11-22T17:00:01.250Z'), '2026-11-22 17:00:01 UTC');
  assert.equal(printInstant('later'), 'later');
});

test('addresses are safe, short, and differ when their ids do', () => {
  assert.match(anchorOf('features/x y.feature:Größe "1"'), /^s-[a-z0-9]{4,12}$/);
  const ids = Array.from({ length: 5000 }, (_, index) => anchorOf(`scenario ${index}`));
  assert.equal(new Set(ids).size, ids.length);
  assert.notEqual(anchorOf('a b'), anchorOf('a  b'));
});

test('a filter link survives every character', () => {
  const params = new URLSearchParams(filterLink({ operation: 'GET /a&b=c#d', failure: '4 %' }).slice(1));
  assert.deepEqual(Object.fromEntries(params), { operation: 'GET /a&b=c#d', failure: '4 %' });
});
