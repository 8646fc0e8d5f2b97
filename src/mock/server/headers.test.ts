import assert from 'node:assert/strict';
import { test } from 'node:test';
import { joinHeaders, mergeHeaders, pairsOf, putHeader } from './headers.ts';

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

test('a header that is set stands where its name first stood, alone; a new one at the end', () => {
  const fields = ['ETag', '1', 'Allow', 'GET', 'etag', '2', 'Age', '3', 'ETAG', '4'];
  putHeader(fields, 'Etag', '5');
  putHeader(fields, 'Vary', 'Accept');
  assert.deepEqual(fields, ['Etag', '5', 'Allow', 'GET', 'Age', '3', 'Vary', 'Accept']);
});

test('of headers that are merged none is lost, whatever its name', () => {
  const merged = mergeHeaders(joinHeaders([['__proto__', 'a']]), { Allow: 'GET' });
  assert.deepEqual(Object.entries(merged), [
    ['__proto__', 'a'],
    ['Allow', 'GET'],
  ]);
});

test('of two headers that differ only in case the second one stands', () => {
  assert.deepEqual(mergeHeaders({ 'retry-after': '1', Allow: 'GET' }, { 'Retry-After': '2' }), {
    Allow: 'GET',
    'Retry-After': '2',
  });
});
