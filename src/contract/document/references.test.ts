import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Problem } from '../../problem.ts';
import { followPointer } from './follow.ts';
import { readReferences } from './references.ts';

const problem = (code: string, message: string, fix: string, pointer: string) =>
  new Problem(code, message, fix, { place: { pointer } });

function badOnes(root: unknown) {
  return [...readReferences(root, problem).bad.values()].map(({ code, place }) => [code, place.pointer]);
}

test('a local reference leads to its pointer, unescaped', () => {
  const root = { a: { $ref: '#/b/x~1y%20z' }, b: { 'x/y z': { type: 'string' } } };
  const { target, bad } = readReferences(root, problem);
  assert.equal(target('/a', root.a), '/b/x~1y z');
  assert.equal(bad.size, 0);
  assert.deepEqual(followPointer(root, target, '/a'), {
    kind: 'found',
    pointer: '/b/x~1y z',
    value: { type: 'string' },
  });
});

test('files and addresses are never followed', () => {
  const root = { a: { $ref: './other.yaml#/Pet' }, b: { $ref: 'http://127.0.0.1:1/x' }, c: { $ref: '/etc/passwd' } };
  assert.deepEqual(badOnes(root), [
    ['external-reference', '/a/$ref'],
    ['external-reference', '/b/$ref'],
    ['external-reference', '/c/$ref'],
  ]);
});

test('a reference to nothing suggests what stands beside it', () => {
  const root = { a: { $ref: '#/components/schemas/Alrt' }, components: { schemas: { Alert: {} } } };
  const [wrong] = readReferences(root, problem).bad.values();
  assert.equal(wrong?.code, 'broken-reference');
  assert.match(wrong.fix, /Did you mean "Alert"\?/);
});

test('references that only lead to each other are a circle', () => {
  assert.deepEqual(badOnes({ a: { $ref: '#/b' }, b: { $ref: '#/a' } }), [
    ['circular-reference', '/a/$ref'],
    ['circular-reference', '/b/$ref'],
  ]);
});

test('a schema that contains itself is no circle', () => {
  assert.deepEqual(badOnes({ schemas: { Node: { properties: { next: { $ref: '#/schemas/Node' } } } } }), []);
});

test('a pointer may pass through another reference', () => {
  const root = { a: { $ref: '#/b/properties/x' }, b: { $ref: '#/c' }, c: { properties: { x: { type: 'string' } } } };
  const { target, bad } = readReferences(root, problem);
  assert.equal(bad.size, 0);
  assert.equal(followPointer(root, target, '/a').kind, 'found');
});

test('anchors and ids are names within the document', () => {
  const root = {
    a: { $ref: '#pet' },
    b: { $ref: 'https://example.test/pet' },
    c: { $id: 'https://example.test/pet', $anchor: 'pet', $defs: { x: {} }, items: { $ref: '#/$defs/x' } },
  };
  const { target, bad } = readReferences(root, problem);
  assert.equal(bad.size, 0);
  assert.deepEqual(
    [target('/a', root.a), target('/b', root.b), target('/c/items', root.c.items)],
    ['/c', '/c', '/c/$defs/x'],
  );
});

test('a reference in somebody’s data is data', () => {
  assert.deepEqual(
    badOnes({
      example: { $ref: 'file:///etc/passwd' },
      examples: { one: { value: { $ref: 'http://example.test' } } },
      properties: { default: { enum: [{ $ref: 'nope' }] } },
    }),
    [],
  );
});

test('a property that is called like a keyword is still a schema', () => {
  assert.deepEqual(badOnes({ properties: { default: { $ref: '#/nope' } }, responses: { default: { $ref: '#/no' } } }), [
    ['broken-reference', '/properties/default/$ref'],
    ['broken-reference', '/responses/default/$ref'],
  ]);
});

test('a chain of references without an end is cut, in time', () => {
  const links = Array.from({ length: 5000 }, (_, at) => [`s${at}`, { $ref: `#/s${at + 1}` }]);
  const { bad } = readReferences(Object.fromEntries(links), problem);
  assert.equal(bad.size, 5000);
});
