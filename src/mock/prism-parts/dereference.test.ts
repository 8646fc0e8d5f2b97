import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dereference, memberBehind } from './dereference.ts';

const document = {
  a: { $ref: '#/b' },
  b: { name: 'b', list: [{ $ref: '#/c~1d' }] },
  'c/d': { name: 'c' },
  tree: { name: 'tree', child: { $ref: '#/tree' } },
  far: { $ref: '#/a/list/0/name' },
  odd: { 'per%cent': 1 },
};

test('references are replaced, also those behind others and those on the way', () => {
  assert.deepEqual(dereference(document, { $ref: '#/a' }), {
    value: { name: 'b', list: [{ name: 'c' }] },
    open: false,
  });
  assert.deepEqual(dereference(document, [{ $ref: '#/far' }]), { value: ['c'], open: false });
  assert.deepEqual(dereference(document, { $ref: '#/odd/per%25cent' }).value, 1);
});

test('what stands beside a reference wins', () => {
  assert.deepEqual(dereference(document, { $ref: '#/b', name: 'own' }).value, { name: 'own', list: [{ name: 'c' }] });
});

test('a property that is called $ref is none', () => {
  assert.deepEqual(dereference(document, { $ref: { type: 'string' } }).value, { $ref: { type: 'string' } });
});

test('a reference that leads back to where it stands is left', () => {
  const { value, open } = dereference(document, { $ref: '#/tree' });
  assert.deepEqual(value, { name: 'tree', child: { $ref: '#/tree' } });
  assert.equal(open, true);
});

test('a copy shares nothing with the document', () => {
  const { value } = dereference(document, { $ref: '#/tree' });
  (value as { child: { $ref: string } }).child.$ref = 'changed';
  assert.equal(document.tree.child.$ref, '#/tree');
});

test('schemas that lead to each other in many ways come to an end', () => {
  const names = Array.from({ length: 50 }, (_, index) => `s${index}`);
  const links = Object.fromEntries(names.map((name) => [name, { $ref: `#/${name}` }]));
  const { open } = dereference(Object.fromEntries(names.map((name) => [name, { ...links }])), { $ref: '#/s0' });
  assert.equal(open, true);
});

test('a circle on the way ends with nothing', () => {
  const circle = { a: { $ref: '#/b/x' }, b: { $ref: '#/a/x' } };
  assert.equal(memberBehind(circle, circle.a, 'x'), undefined);
});
