import assert from 'node:assert/strict';
import { test } from 'node:test';
import { allFailures, findingsOf, lintText, operation, shown } from '../fixtures/lint-text.ts';

const schema = { type: 'object', properties: { n: { type: 'integer' } } };
const answer = (media: object, description = 'Done.') => ({
  '200': { description, content: { 'application/json': media } },
});

test('an example that breaks its schema is said once, with its place', async () => {
  const paths = { '/a': { get: operation({ ...allFailures, ...answer({ schema, example: { n: 'x', m: 1 } }) }) } };
  assert.deepEqual(shown(await findingsOf('example-breaks-schema', { paths })), [
    '/paths/~1a/get/responses/200/content/application~1json/example/n Example value must conform to the schema: "n" property type must be integer.',
  ]);
});

test('an example that several share is held against each, and said to be wrong where it is', async () => {
  const components = { examples: { Shared: { value: { n: 'x' } } } };
  const examples = { one: { $ref: '#/components/examples/Shared' } };
  const of = (schema: object) => ({ get: operation({ ...allFailures, ...answer({ schema, examples }) }) });
  const paths = { '/a': of(schema), '/b': of({ type: 'object' }) };
  assert.deepEqual(shown(await findingsOf('example-breaks-schema', { paths, more: { components } })), [
    '/components/examples/Shared/value/n Example value must conform to the schema: "n" property type must be integer (in the 200 of "GET /a").',
  ]);
});

test('a list of values of the wrong type is one mistake', async () => {
  const of = (name: string, values: readonly unknown[]) => ({
    name,
    in: 'query',
    schema: { type: 'string', enum: values },
  });
  const paths = { '/a': { get: { ...operation(), parameters: [of('x', [1, 2, 'a', 3]), of('y', [4, 'b'])] } } };
  const told =
    'All values of "enum" field must be of the same type as the "type" field: expected "string" but received "integer"';
  assert.deepEqual(shown(await findingsOf('enum-type-mismatch', { paths })), [
    `/paths/~1a/get/parameters/0/schema/enum/0 ${told} (and 2 more values of the same list).`,
    `/paths/~1a/get/parameters/1/schema/enum/0 ${told}.`,
  ]);
});

test('what helps depends on what stands there', async () => {
  const text = { type: 'object', properties: { n: { type: 'string' }, deep: { required: ['n'] } } };
  const variants = { type: 'object', required: ['kind'], properties: { kind: { type: 'string', enum: ['V'] } } };
  const choice = {
    type: 'object',
    oneOf: [{ $ref: '#/components/schemas/V' }],
    discriminator: { propertyName: 'kind' },
  };
  const paths = {
    '/a': { get: operation({ ...allFailures, ...answer({ schema: text, example: { n: 12 } }) }) },
    '/b': { get: operation({ ...allFailures, ...answer({ schema: text, example: { deep: { $ref: '#/x' } } }) }) },
    '/c': { get: operation({ ...allFailures, ...answer({ schema: choice, example: {} }) }) },
  };
  const found = await findingsOf('example-breaks-schema', {
    paths,
    more: { components: { schemas: { V: variants } } },
  });
  assert.deepEqual(
    found.map(({ message, fix }) => [message.replace(/^.*schema: /, ''), fix]),
    [
      ['"n" property type must be string. 12 is read as a number.', 'Put it in quotes.'],
      [
        '"deep" property must have required property \'n\'.',
        'A "$ref" within an example is data and not followed: write out what it refers to.',
      ],
      ['must have "kind", by which the schema tells its variants apart.', 'Correct the example, or the schema.'],
    ],
  );
});

test('an example of a form is held against its schema as it would be sent', async () => {
  const form = { properties: { on: { type: 'boolean' }, many: { type: 'array' }, n: { type: 'integer' } } };
  const of = (example: object) => ({
    requestBody: { content: { 'application/x-www-form-urlencoded': { schema: form, example } } },
  });
  const paths = {
    '/a': { post: operation(allFailures, of({ on: 'true', many: 'one', n: '5' })) },
    '/b': { post: operation(allFailures, of({ on: 'yes' })) },
  };
  const found = await findingsOf('example-breaks-schema', { paths });
  assert.deepEqual(
    found.map(({ pointer }) => pointer),
    ['/paths/~1b/post/requestBody/content/application~1x-www-form-urlencoded/example/on'],
  );
});

test('an example that holds JSON as a text, and a parameter’s as a number, are not called wrong', async () => {
  const parameters = [{ name: 'q', in: 'query', schema: { type: 'string' }, example: 12 }];
  const paths = {
    '/a': { get: operation({ ...allFailures, ...answer({ schema, example: '{"n": 1}' }) }, { parameters }) },
  };
  assert.deepEqual(shown(await findingsOf('example-breaks-schema', { paths })), []);
  assert.deepEqual(shown(await findingsOf('parameter-example-breaks-schema', { paths })), []);
});

test('null under x-nullable is a good example in Swagger 2.0, and none without it', async () => {
  const stats = (more: object) => ({ type: 'array', items: { type: 'string' }, ...more });
  const schema = (more: object) => ({ type: 'object', properties: { stats: stats(more) }, example: { stats: null } });
  const read = async (more: object) => {
    const responses = { 200: { description: 'ok', schema: schema(more) }, 400: { description: 'bad' } };
    const paths = { '/a': { get: { operationId: 'getA', produces: ['application/json'], responses } } };
    const document = { swagger: '2.0', info: { title: 'A', version: '1' }, paths };
    const { findings } = await lintText({ document: JSON.stringify(document) });
    return findings.filter(({ finding }) => finding.rule === 'schema-example-breaks-schema').length;
  };
  assert.deepEqual([await read({ 'x-nullable': true }), await read({})], [0, 1]);
});

test('webhooks are somebody else’s to serve, also as 3.0 writes them', async () => {
  const post = { requestBody: { content: { 'application/json': { schema, example: { n: 'x' } } } } };
  const more = { 'x-webhooks': { changed: { post } }, webhooks: { changed: { post } } };
  assert.deepEqual(await findingsOf('example-breaks-schema', { paths: { '/a': { get: operation() } }, more }), []);
});
