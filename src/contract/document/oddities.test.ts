import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type ReadDocument, readDocument } from './read-document.ts';
import { parseSource } from './source.ts';

type Json = Readonly<Record<string, unknown>>;

function read(schema: unknown, schemas: Json = {}, version = '3.1.0'): ReadDocument {
  const content = { 'application/json': { schema } };
  const paths = {
    '/x': { post: { operationId: 'x', requestBody: { content }, responses: { 200: { description: '' } } } },
  };
  const document = { openapi: version, info: { title: 'T', version: '1' }, paths, components: { schemas } };
  return readDocument(parseSource('api.json', JSON.stringify(document), 'the document'));
}

/** What is wrong with a body, of an operation that is served. */
function wrong(document: ReadDocument, value: unknown): readonly string[] {
  assert.deepEqual(document.defects, []);
  const content = document.operations[0]?.requestBody?.content.get('application/json');
  return (content?.validate(value) ?? ['not served']).map((one) =>
    typeof one === 'string' ? one : `${one.kind} ${one.at}`,
  );
}

const oddOf = ({ warnings }: ReadDocument) => warnings.map(({ code, place }) => `${code} ${place.pointer}`);
const at = '/paths/~1x/post/requestBody/content/application~1json/schema';

const closed = { additionalProperties: false, properties: { a: { type: 'string' } } };

test('parts of an allOf that allow no fields beside their own allow those of each other where nothing would fit else', () => {
  const document = read({ allOf: [closed, { required: ['b'], properties: { b: { type: 'integer' } } }] });
  assert.deepEqual(oddOf(document), [`closed-parts ${at}/allOf`]);
  assert.match(
    String(document.warnings[0]?.message),
    /requires "b", another allows no such field.* the fields of the others/,
  );
  assert.deepEqual(wrong(document, { a: 'x', b: 1 }), []);
  assert.deepEqual(wrong(document, { a: 1, c: 1 }), ['type /a', 'missing /b', 'unknown-field /c']);
});

test('the parts may stand behind references, and are closed as ever where they are used alone', () => {
  const schemas = {
    Closed: closed,
    Both: { required: ['b'], properties: { b: {} }, allOf: [{ $ref: '#/components/schemas/Closed' }] },
  };
  const document = read(
    {
      properties: {
        both: { allOf: [{ $ref: '#/components/schemas/Both' }] },
        alone: { $ref: '#/components/schemas/Closed' },
      },
    },
    schemas,
    '3.0.3',
  );
  assert.deepEqual(oddOf(document), ['closed-parts /components/schemas/Both/allOf']);
  assert.deepEqual(wrong(document, { both: { a: 'x', b: 1 }, alone: { a: 'x' } }), []);
  assert.deepEqual(wrong(document, { both: { b: 1, c: 1 }, alone: { b: 1 } }), [
    'unknown-field /both/c',
    'unknown-field /alone/b',
  ]);
});

test('a part that asks for what none names leaves the whole open', () => {
  const document = read({ additionalProperties: false, required: ['mistyped'], allOf: [closed] });
  assert.match(String(document.warnings[0]?.message), /as if each part allowed any field/);
  assert.deepEqual(wrong(document, { mistyped: 1 }), []);
});

test('parts of which each allows only fields of its own are read together too', () => {
  const document = read({ additionalProperties: false, allOf: [closed] });
  assert.match(String(document.warnings[0]?.message), /^As it is written, nothing but an empty object/);
  assert.deepEqual(wrong(document, { a: 'x' }), []);
  assert.deepEqual(wrong(document, { b: 'x' }), ['unknown-field /b']);
  assert.deepEqual(oddOf(read({ allOf: [closed, { properties: { a: {} } }] })), []);
});

test('fields that alternatives name count as named', () => {
  const document = read({
    additionalProperties: false,
    required: ['b'],
    allOf: [{}],
    oneOf: [{ properties: { b: {} } }],
  });
  assert.deepEqual(wrong(document, { b: 1 }), []);
  assert.deepEqual(wrong(document, { b: 1, c: 1 }), ['unknown-field /c']);
});

test('a list in "items" describes one place after the other', () => {
  for (const version of ['3.0.3', '3.1.0']) {
    const document = read({ type: 'array', items: [{ type: 'string' }, { type: 'integer' }] }, {}, version);
    assert.deepEqual(oddOf(document), [`list-of-items ${at}/items`]);
    assert.deepEqual(wrong(document, ['a', 1, true]), []);
    assert.deepEqual(wrong(document, [1, 'a']), ['type /0', 'type /1']);
  }
});

test('a reference in place of "properties" leads to the fields', () => {
  const schemas = { fields: { a: { type: 'string' }, b: { type: 'integer' } } };
  const document = read({ required: ['a'], properties: { $ref: '#/components/schemas/fields' } }, schemas, '3.0.3');
  assert.deepEqual(oddOf(document), [`referred-properties ${at}/properties`]);
  assert.deepEqual(wrong(document, { b: 'x' }), ['missing /a', 'type /b']);
});

test('a bound that is exclusive by a flag is read so in 3.1 as well', () => {
  const document = read({ type: 'number', minimum: 1, exclusiveMinimum: true, maximum: 5, exclusiveMaximum: false });
  assert.deepEqual(oddOf(document), [`flagged-bound ${at}/exclusiveMinimum`]);
  assert.deepEqual([wrong(document, 1), wrong(document, 5), wrong(document, 6)], [['range '], [], ['range ']]);
});

test('a property may be called $ref', () => {
  const document = read({ properties: { $ref: { type: 'string' } } });
  assert.deepEqual(oddOf(document), []);
  assert.deepEqual(wrong(document, { $ref: 1 }), ['type /$ref']);
});

test('a list of allowed values without one says nothing, as does a schema that isn’t there', () => {
  const document = read({ properties: { a: { type: 'string', enum: [], allOf: [{ enum: ['x'] }] }, b: null } });
  assert.deepEqual(oddOf(document), [`empty-enum ${at}/properties/a/enum`, `empty-schema ${at}/properties/b`]);
  assert.deepEqual(wrong(document, { a: 'x', b: 5 }), []);
  assert.deepEqual(wrong(document, { a: 'y' }), ['enum /a']);
});

test('what no operation needs is said to be of no consequence', () => {
  const document = read({ type: 'string' }, { Unused: { type: 'nope' } });
  assert.equal(document.excluded.length, 0);
  assert.match(String(document.warnings[0]?.message), /No operation needs it\.$/);
});
