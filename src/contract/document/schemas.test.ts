import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Json, kindsOf, ok, read, withSchema } from './fixtures/small-document.ts';
import { readDocument } from './read-document.ts';
import { parseSource } from './source.ts';

test('a schema that does not compile names the innermost place, all of them at once', () => {
  const { defects } = withSchema({
    type: 'object',
    properties: { a: { type: 'strng' }, b: { type: 'string', pattern: '([' }, c: 5 },
  });
  const base = '/paths/~1x/post/requestBody/content/application~1json/schema/properties';
  const places = defects.map(({ place }) => String(place.pointer)).filter((pointer) => pointer.startsWith(base));
  assert.deepEqual(places.sort(), [`${base}/c`]);
  const others = withSchema({
    type: 'object',
    properties: { a: { type: 'strng' }, b: { type: 'string', pattern: '([' } },
  });
  const found = others.defects.map(({ place }) => String(place.pointer)).filter((pointer) => pointer.startsWith(base));
  assert.deepEqual(found.sort(), [`${base}/a`, `${base}/b`]);
});

test('a schema nobody uses is compiled too', () => {
  const { defects, operations } = read({
    components: { schemas: { Unused: { minimum: 'five' } } },
    paths: { '/x': { get: ok } },
  });
  assert.equal(operations.length, 1);
  assert.deepEqual(
    defects.map(({ code, place }) => [code, place.pointer]),
    [['invalid-schema', '/components/schemas/Unused']],
  );
});

test('schemas that contain themselves or each other are compiled', () => {
  const document = withSchema(
    { $ref: '#/components/schemas/Node' },
    {
      components: {
        schemas: {
          Node: {
            type: 'object',
            required: ['v'],
            properties: {
              v: { type: 'integer' },
              kids: { type: 'array', items: { $ref: '#/components/schemas/Kid' } },
            },
          },
          Kid: { allOf: [{ $ref: '#/components/schemas/Node' }] },
        },
      },
    },
  );
  assert.deepEqual(kindsOf(document, { v: 1, kids: [{ v: 2, kids: [{ v: 'x' }] }] }), ['type /kids/0/kids/0/v']);
});

test('an allOf whose parts exclude each other is a defect of its operation, with its place', () => {
  const cases: readonly (readonly [readonly Json[], RegExp])[] = [
    [[{ type: 'string' }, { type: 'integer' }], /ask for "string" and "integer"/],
    [[{ enum: ['a'] }, { const: 'b' }], /none that all of them allow/],
  ];
  for (const [allOf, says] of cases) {
    const [defect] = withSchema({ properties: { deep: { allOf } } }).defects;
    assert.match(String(defect?.message), says);
    assert.match(String(defect?.place.pointer), /\/schema\/properties\/deep\/allOf$/);
  }
  const fine = [
    [{ type: 'number' }, { type: 'integer' }],
    [{ type: ['string', 'null'] }, { type: 'string' }],
    [{ type: 'object' }, {}],
  ];
  for (const allOf of fine) assert.deepEqual(withSchema({ allOf }).defects, []);
});

test('readOnly is not required of a request, writeOnly not of a response', () => {
  const schema = {
    type: 'object',
    required: ['id', 'secret'],
    properties: { id: { readOnly: true }, secret: { writeOnly: true } },
  };
  const document = withSchema(schema);
  assert.deepEqual(kindsOf(document, {}), ['missing /secret']);
  const response = document.operations[0]?.responses[0]?.content.get('application/json');
  assert.deepEqual(
    response?.validate({}).map(({ at }) => at),
    ['/id'],
  );
});

test('OpenAPI 3.0 has its own words for null and exclusive bounds', () => {
  const document = withSchema(
    {
      type: 'object',
      properties: {
        a: { type: 'string', nullable: true, enum: ['x'] },
        b: { type: 'integer', minimum: 0, exclusiveMinimum: true, maximum: 5, exclusiveMaximum: false },
        c: { nullable: true, allOf: [{ $ref: '#/components/schemas/S' }] },
        d: { $ref: '#/components/schemas/S', nullable: true },
      },
    },
    { components: { schemas: { S: { type: 'string' } } } },
    '3.0.3',
  );
  assert.deepEqual(kindsOf(document, { a: null, b: 1, c: null }), []);
  assert.deepEqual(kindsOf(document, { a: 'y', b: 0, c: 5, d: null }), ['enum /a', 'range /b', 'type /c', 'null /d']);
  assert.deepEqual(kindsOf(document, { b: 5 }), []);
});

test('a pattern that only works without the u flag is taken as it is', () => {
  assert.deepEqual(kindsOf(withSchema({ type: 'string', pattern: '^[\\w-.]+$' }), 'a b'), ['pattern ']);
});

test('an example or a default that looks like a schema is left alone', () => {
  const document = withSchema({
    type: 'object',
    default: { type: 'nope' },
    properties: { example: { type: 'integer' } },
  });
  assert.deepEqual(kindsOf(document, { example: 'x' }), ['type /example']);
});

test('schemas that refer to each other by the hundred fill no stack, and those of endless parts are told', () => {
  const name = (at: number) => `#/components/schemas/S${at % 500}`;
  const ring = Array.from({ length: 500 }, (_, at) => [`S${at}`, { properties: { next: { $ref: name(at + 1) } } }]);
  const chained = read({ paths: { '/x': { get: ok } }, components: { schemas: Object.fromEntries(ring) } });
  assert.deepEqual(chained.defects, []);
  const fields = Object.fromEntries(Array.from({ length: 20_001 }, (_, at) => [`f${at}`, {}]));
  const content = { 'application/json': { schema: { properties: fields } } };
  const paths = { '/x': { post: { requestBody: { content }, ...ok } } };
  const text = JSON.stringify({ openapi: '3.1.0', info: {}, paths });
  const { excluded } = readDocument(parseSource('api.json', text, 'the document'), { whole: true });
  assert.match(String(excluded[0]?.problem.message), /20002 parts, more than 20000/);
});
