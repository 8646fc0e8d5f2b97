import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createAjv } from './document/ajv.ts';
import { sampleOf } from './sample-schema.ts';

const components = {
  schemas: {
    Id: { type: 'string', format: 'uuid' },
    Base: { type: 'object', required: ['id'], properties: { id: { $ref: '#/components/schemas/Id' } } },
    Tree: { type: 'object', required: ['children'], properties: { children: { $ref: '#/components/schemas/Trees' } } },
    Cat: { type: 'object', properties: { kind: { type: 'string' } } },
    Dog: { type: 'object', required: ['kind'], properties: { kind: { const: 'dog' } } },
    Owl: { type: 'object', properties: { kind: { enum: ['cat', 'owl'] } } },
    Trees: { type: 'array', minItems: 1, items: { $ref: '#/components/schemas/Tree' } },
  },
};

function choosing(name: string, mapping: object = {}): object {
  return { oneOf: [{ $ref: `#/components/schemas/${name}` }], discriminator: { propertyName: 'kind', mapping } };
}

/** What is drawn from each, where more than one value would do. */
const drawn: readonly (readonly [schema: object, sample: unknown])[] = [
  [{ const: 7 }, 7],
  [{ type: 'string', example: 'a', default: 'b' }, 'a'],
  [{ type: 'string', examples: ['c', 'd'] }, 'c'],
  [{ type: 'string', default: 'b', enum: ['a', 'b'] }, 'b'],
  [{ enum: ['low', 'high'] }, 'low'],
  [{ oneOf: [{ type: 'integer' }, { type: 'string' }] }, 1],
  [{ anyOf: [{ type: 'boolean' }, { type: 'string' }] }, true],
  [{ type: ['null', 'integer'] }, 1],
  [{ type: 'number', minimum: 2.5 }, 2.5],
  [{ type: 'integer', exclusiveMinimum: 4 }, 5],
  [{ type: 'integer', maximum: 0 }, 0],
  [{ type: 'integer', maximum: 9 }, 1],
  [{ type: 'array', items: { type: 'string' } }, []],
  [{ type: 'array', minItems: 1, items: { type: 'boolean' } }, [true]],
  [{ type: 'string', minLength: 4 }, '1111'],
  [{ type: 'string', format: 'date' }, '2026-01-15'],
  [{}, '1'],
  [{ properties: { a: { type: 'string' } } }, {}],
];

test('a sample keeps to the schema it is drawn from', () => {
  for (const [schema, sample] of drawn) {
    assert.deepEqual(sampleOf(schema, { components }), sample, JSON.stringify(schema));
    assert.ok(createAjv().validate(schema, sample), JSON.stringify(schema));
  }
});

test('an object has what it must have, also by inheritance and behind references', () => {
  const schema = {
    allOf: [{ $ref: '#/components/schemas/Base' }, { required: ['size'], properties: { size: { type: 'integer' } } }],
    required: ['name', 'size'],
    properties: { name: { type: 'string' }, note: { type: 'string' } },
  };
  const sample = sampleOf(schema, { components });
  assert.deepEqual(sample, { id: '7f0c2b1e-5d0a-4c8e-9a34-1f6f0f3f2a11', size: 1, name: '1' });
  assert.ok(createAjv().validate({ ...schema, components }, sample));
});

test('what refers to itself without an end is left out somewhere, and a reference that leads nowhere allows all', () => {
  const text = JSON.stringify(sampleOf({ $ref: '#/components/schemas/Tree' }, { components }));
  assert.match(text, /^(\{"children":\[){4,}/);
  assert.equal(sampleOf({ $ref: '#/components/schemas/Nope' }, { components }), '1');
});

test('a property that several parts of an allOf describe has to be as each of them says', () => {
  const kind = { type: 'string', enum: ['DOCUMENT', 'CANVAS'] };
  const parts = [
    { type: 'object', required: ['kind'], properties: { kind } },
    { type: 'object', properties: { kind: { type: 'string', description: 'What it is.' } } },
    { type: 'object', properties: { kind: { enum: ['CANVAS', 'FRAME'] } } },
  ];
  assert.deepEqual(sampleOf({ allOf: parts }, {}), { kind: 'CANVAS' });
  assert.deepEqual(sampleOf({ properties: { inner: { allOf: parts } }, required: ['inner'] }, {}), {
    inner: { kind: 'CANVAS' },
  });
});

test('a sample says which branch of a choice it is, where a discriminator asks for that', () => {
  const sample = (name: string, mapping: object) => sampleOf(choosing(name, mapping), { components });
  assert.deepEqual(sample('Cat', {}), { kind: 'Cat' });
  assert.deepEqual(sample('Cat', { feline: '#/components/schemas/Cat' }), { kind: 'feline' });
  assert.deepEqual(sample('Owl', { owl: '#/components/schemas/Owl' }), { kind: 'owl' });
  assert.deepEqual(sample('Dog', { other: '#/components/schemas/Dog' }), { kind: 'dog' });
});
