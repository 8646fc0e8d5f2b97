import assert from 'node:assert/strict';
import { test } from 'node:test';
import { joinHeaders, mergeHeaders, pairsOf } from './headers.ts';

test('repeated fields are joined, cookies in their own way, and every name is only a name', () => {
  const raw = ['Accept', 'a', 'ACCEPT', 'b', 'Cookie', 'x=1', 'cookie', 'y=2', '__proto__', 'z'];
  const joined = joinHeaders(pairsOf(raw));
  assert.deepEqual(Object.entries(joined), [
    ['accept', 'a, b'],
    ['cookie', 'x=1; y=2'],
    ['__proto__', 'z'],
  ]);
  assert.equal(joined['constructor'], undefined);
});

test('of two headers that differ only in case the second one stands', () => {
  assert.deepEqual(mergeHeaders({ 'retry-after': '1', Allow: 'GET' }, { 'Retry-After': '2' }), {
    Allow: 'GET',
    'Retry-After': '2',
  });
});
