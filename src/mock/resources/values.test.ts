import assert from 'node:assert/strict';
import { test } from 'node:test';
import { defaultsOf, mergePatch } from './values.ts';

test('a merge patch, as RFC 7396 shows it', () => {
  const cases: readonly (readonly [unknown, unknown, unknown])[] = [
    [{ a: 'b' }, { a: 'c' }, { a: 'c' }],
    [{ a: 'b' }, { b: 'c' }, { a: 'b', b: 'c' }],
    [{ a: 'b' }, { a: null }, {}],
    [{ a: ['b'] }, { a: 'c' }, { a: 'c' }],
    [{ a: { b: 'c' } }, { a: { b: 'd', c: null } }, { a: { b: 'd' } }],
    [{ a: [{ b: 'c' }] }, { a: [1] }, { a: [1] }],
    [
      ['a', 'b'],
      ['c', 'd'],
      ['c', 'd'],
    ],
    [{ e: null }, { a: 1 }, { e: null, a: 1 }],
    [[1, 2], { a: 'b', c: null }, { a: 'b' }],
    [{}, { a: { bb: { ccc: null } } }, { a: { bb: {} } }],
  ];
  for (const [target, patch, result] of cases) assert.deepEqual(mergePatch(target, patch), result);
});

test('a patch of __proto__ changes that one object', () => {
  const patched = mergePatch({}, JSON.parse('{"__proto__":{"polluted":true}}'));
  assert.deepEqual(Object.keys(patched as object), ['__proto__']);
  assert.equal(({} as Record<string, unknown>)['polluted'], undefined);
});

test('defaults come from the schema and those it is made of', () => {
  const schema = {
    allOf: [{ properties: { state: { default: 'open' }, kind: { default: 'a' } } }],
    properties: { kind: { default: 'b' }, name: { type: 'string' } },
  };
  assert.deepEqual(defaultsOf(schema), { state: 'open', kind: 'b' });
  assert.deepEqual(defaultsOf(true), {});
});
