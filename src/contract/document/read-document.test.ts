import assert from 'node:assert/strict';
import { test } from 'node:test';
import { problemsOf } from '../../problem.ts';
import { ok, read, readText } from './fixtures/small-document.ts';
import { prismDocument } from './prism-document.ts';

test('what is no OpenAPI document says what it is and what to do', () => {
  const cases: [string, RegExp, number][] = [
    ['title: x\n', /it has no "openapi" key/, 1],
    ['- 1\n', /it has no "openapi" key/, 1],
    ['info: {}\nswagger: "1.2"\n', /it is Swagger "1.2"/, 2],
    ['openapi: 4.0.0\n', /"4.0.0" is no version that can be served/, 1],
  ];
  for (const [text, message, line] of cases) {
    assert.throws(
      () => readText(text),
      (error) => {
        const [problem] = problemsOf(error);
        assert.match(String(problem?.message), message);
        assert.equal(problem?.place.line, line);
        return problem?.fix !== '';
      },
    );
  }
});

test('versions 3.0, 3.1 and 3.2 are read', () => {
  for (const version of ['3.0.3', '3.1.1', '3.2.0']) {
    assert.equal(read({ paths: { '/x': { get: ok } } }, version).operations.length, 1);
  }
});

test('a document without an operation has nothing to serve', () => {
  assert.deepEqual(
    read({ paths: {} }).defects.map(({ code }) => code),
    ['no-operations'],
  );
});

test('an operation without an id is called by its method and path', () => {
  const { operations } = read({ paths: { '/x': { get: ok, post: { ...ok, operationId: 'makeX' } } } });
  assert.deepEqual(
    operations.map(({ id }) => id),
    ['GET /x', 'makeX'],
  );
});

test('operations of OpenAPI 3.2 are found under query and additionalOperations', () => {
  const { operations } = read({ paths: { '/x': { query: ok, additionalOperations: { COPY: ok } } } }, '3.2.0');
  assert.deepEqual(
    operations.map(({ method }) => method),
    ['QUERY', 'COPY'],
  );
});

test('parameters of the path item hold for its operations, which may replace them', () => {
  const { operations } = read({
    components: { parameters: { Limit: { name: 'limit', in: 'query', schema: { type: 'integer' } } } },
    paths: {
      '/x': {
        parameters: [{ $ref: '#/components/parameters/Limit' }, { name: 'q', in: 'query', required: true }],
        get: { ...ok, parameters: [{ name: 'q', in: 'query', schema: { type: 'string' } }] },
      },
    },
  });
  assert.deepEqual(
    operations[0]?.parameters.map(({ name, required }) => [name, required]),
    [
      ['limit', false],
      ['q', false],
    ],
  );
});

test('a path item may be a reference', () => {
  const { operations } = read({
    components: { pathItems: { X: { get: { ...ok, operationId: 'getX' } } } },
    paths: { '/x': { $ref: '#/components/pathItems/X' } },
  });
  assert.deepEqual(
    operations.map(({ id, path }) => [id, path]),
    [['getX', '/x']],
  );
});

test('responses keep their order, with headers, ranges and examples', () => {
  const { operations } = read({
    components: { examples: { Gone: { value: { detail: 'gone' } } }, headers: { Id: { required: true } } },
    paths: {
      '/x': {
        get: {
          responses: {
            default: { description: 'other' },
            '4XX': {
              description: 'mine',
              headers: { 'X-Id': { $ref: '#/components/headers/Id' }, 'Retry-After': { schema: { type: 'integer' } } },
              content: {
                'application/JSON; charset=utf-8': {
                  examples: {
                    gone: { $ref: '#/components/examples/Gone' },
                    plain: { value: 1 },
                    far: { externalValue: 'http://x' },
                  },
                },
              },
            },
            200: { description: 'ok', content: { 'text/plain': { example: 'hello' } } },
          },
        },
      },
    },
  });
  const responses = operations[0]?.responses ?? [];
  assert.deepEqual(new Set(responses.map(({ status }) => status)), new Set(['200', 'default', '4XX']));
  const mine = responses.find(({ status }) => status === '4XX');
  assert.deepEqual(mine?.content.get('application/json')?.examples, { gone: { detail: 'gone' }, plain: 1 });
  assert.deepEqual(
    mine?.headers.map(({ name, required }) => [name, required]),
    [
      ['X-Id', true],
      ['Retry-After', false],
    ],
  );
  assert.deepEqual(mine?.headers[1]?.validate('30'), []);
  assert.deepEqual(
    mine?.headers[1]?.validate('soon').map(({ kind }) => kind),
    ['type'],
  );
  assert.deepEqual(responses.find(({ status }) => status === '200')?.content.get('text/plain')?.examples, {
    default: 'hello',
  });
});

test('an operationId that stands twice excludes the second operation and names the line of the first', () => {
  const { operations, excluded } = read({
    paths: { '/x': { get: { ...ok, operationId: 'a' } }, '/y': { get: { ...ok, operationId: 'a' } } },
  });
  assert.deepEqual(
    operations.map(({ path }) => path),
    ['/x'],
  );
  assert.match(String(excluded[0]?.problem.message), /the operationId "a" already stands in line 11/);
});

test('two templates that match the same paths are told apart by nothing', () => {
  const { excluded } = read({ paths: { '/x/{a}': { get: ok }, '/x/{b}': { get: ok, put: ok } } });
  assert.deepEqual(
    excluded.map(({ id }) => id),
    ['GET /x/{b}'],
  );
});

test('a path that does not begin with a slash is a defect', () => {
  const { defects } = read({ paths: { x: { get: ok }, '/y': { get: ok } } });
  assert.deepEqual(
    defects.map(({ code, place }) => [code, place.pointer]),
    [['invalid-path', '/paths/x']],
  );
});

test('a bad reference excludes only the operation that it breaks', () => {
  const bad = { content: { 'application/json': { schema: { $ref: '#/components/schemas/Pett' } } } };
  const { operations, excluded, defects } = read({
    components: { schemas: { Pet: { type: 'object' } } },
    paths: { '/x': { get: { responses: { 200: { description: '', ...bad } } }, put: ok } },
  });
  assert.deepEqual(
    operations.map(({ id }) => id),
    ['PUT /x'],
  );
  assert.deepEqual(
    excluded.map(({ id }) => id),
    ['GET /x'],
  );
  assert.deepEqual(
    defects.map(({ code, place }) => [code, place.file, place.line, place.pointer]),
    [['broken-reference', 'api.yaml', 18, '/paths/~1x/get/responses/200/content/application~1json/schema/$ref']],
  );
});

test('a bad reference behind a good one excludes every operation that reaches it, and is told once', () => {
  const content = { 'application/json': { schema: { $ref: '#/components/schemas/A' } } };
  const { excluded, defects } = read({
    components: {
      schemas: { A: { properties: { b: { $ref: '#/components/schemas/B' } } }, B: { $ref: 'http://x/y' } },
    },
    paths: {
      '/x': { get: { responses: { 200: { description: '', content } } }, put: { requestBody: { content }, ...ok } },
    },
  });
  assert.deepEqual(
    excluded.map(({ id }) => id),
    ['GET /x', 'PUT /x'],
  );
  assert.deepEqual(
    defects.map(({ code, place }) => [code, place.pointer]),
    [['external-reference', '/components/schemas/B/$ref']],
  );
});

test('callbacks and webhooks are left out of the document, and nothing leads out of it', () => {
  const document = read({
    webhooks: { ping: { post: ok } },
    components: { callbacks: { c: {} }, schemas: { Far: { $ref: 'http://127.0.0.1:1/x' } } },
    paths: {
      '/x': {
        get: {
          callbacks: { done: { '{$request.body#/url}': { post: ok } } },
          responses: {
            200: { description: '', content: { 'application/json': { example: { $ref: '/etc/passwd', a: 1 } } } },
          },
        },
        put: {
          requestBody: { content: { 'application/json': { schema: { $ref: '#/components/schemas/Far' } } } },
          ...ok,
        },
      },
    },
  });
  const excluded = new Set(document.excluded.map(({ pointer }) => pointer));
  const given = prismDocument(document.document, excluded);
  const text = JSON.stringify(given);
  for (const word of ['callbacks', 'webhooks', '127.0.0.1', 'passwd', '"put"']) assert.ok(!text.includes(word), word);
  assert.ok(text.includes('"a":1'));
});

test('a response whose key is no status is a defect', () => {
  const { excluded } = read({ paths: { '/x': { get: { responses: { ok: { description: '' } } }, put: ok } } });
  assert.match(String(excluded[0]?.problem.message), /"ok": that is no status/);
});
