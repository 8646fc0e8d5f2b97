import assert from 'node:assert/strict';
import { test } from 'node:test';
import { prismDocument } from '../prism-document.ts';
import { readDocument } from '../read-document.ts';
import { parseSource } from '../source.ts';

const text = `swagger: '2.0'
info: { title: Old, version: '1' }
host: api.example.com
basePath: /v1
schemes: [https]
consumes: [application/json]
produces: [application/json, application/xml]
securityDefinitions:
  basic: { type: basic }
  key: { type: apiKey, in: query, name: token }
  oauth: { type: oauth2, flow: accessCode, authorizationUrl: https://x/a, tokenUrl: https://x/t, scopes: { read: Read } }
security: [{ key: [] }]
parameters:
  Limit: { name: limit, in: query, type: integer, maximum: 10 }
responses:
  NotFound: { description: None, schema: { $ref: '#/definitions/Error' }, examples: { application/json: { code: 4 } } }
definitions:
  Error: { type: object, required: [code], properties: { code: { type: integer, x-nullable: true } } }
  Thing:
    type: object
    required: [name]
    properties:
      name: { type: string, maxLength: 3 }
      bad: { pattern: '([' }
paths:
  /things:
    parameters: [{ $ref: '#/parameters/Limit' }]
    get:
      operationId: list
      parameters:
        - { name: ids, in: query, type: array, items: { type: integer }, collectionFormat: pipes }
        - { name: sort, in: query, type: array, items: { type: integer }, collectionFormat: multi }
        - { name: X-Tags, in: header, type: array, items: { type: integer } }
      responses:
        200:
          description: All
          headers: { X-Total: { type: integer } }
          schema: { type: array, items: { $ref: '#/definitions/Error' } }
        404: { $ref: '#/responses/NotFound' }
    post:
      operationId: make
      security: [{ basic: [] }, { oauth: [read] }]
      parameters:
        - { name: thing, in: body, required: true, schema: { $ref: '#/definitions/Error' } }
      responses: { 201: { description: Made } }
    put:
      operationId: broken
      parameters:
        - name: thing
          in: body
          schema: { $ref: '#/definitions/Thing' }
      responses: { 204: { description: Kept } }
  /files:
    post:
      operationId: upload
      consumes: [multipart/form-data]
      parameters:
        - { name: file, in: formData, type: file, required: true }
        - { name: size, in: formData, type: integer, minimum: 1 }
        - { name: tags, in: formData, type: array, items: { type: string }, collectionFormat: csv }
      responses: { 200: { description: File, schema: { type: file } } }
`;

const document = readDocument(parseSource('old.yaml', text, 'the document'));
const operation = (id: string) => {
  const found = document.all.find((one) => one.id === id);
  assert.ok(found);
  return found;
};

test('parameters of Swagger 2.0 keep their place, their list format and their bounds', () => {
  const parameters = new Map(operation('list').parameters.map((one) => [one.name, one]));
  const kinds = (name: string, ...texts: string[]) =>
    parameters
      .get(name)
      ?.validate(texts)
      .map(({ kind }) => kind);
  assert.deepEqual([...parameters.keys()], ['limit', 'ids', 'sort', 'X-Tags']);
  assert.deepEqual([kinds('limit', '10'), kinds('limit', '11')], [[], ['range']]);
  assert.deepEqual([kinds('ids', '1|2'), kinds('ids', '1,2')], [[], ['type']]);
  assert.deepEqual([kinds('sort', '1', '2'), kinds('sort', '1', 'x')], [[], ['type']]);
  assert.deepEqual([kinds('X-Tags', '1,2'), kinds('X-Tags', 'x')], [[], ['type']]);
});

test('responses have the media types that the document produces, and the examples that are given', () => {
  const [all, none] = operation('list').responses;
  assert.deepEqual([...(all?.content.keys() ?? [])], ['application/json', 'application/xml']);
  assert.deepEqual(
    all?.headers[0]?.validate('x').map(({ kind }) => kind),
    ['type'],
  );
  const content = none?.content.get('application/json');
  assert.deepEqual(
    [content?.examples, content?.validate({ code: null }), content?.validate({}).length],
    [{ default: { code: 4 } }, [], 1],
  );
  assert.deepEqual(
    [...(operation('upload').responses[0]?.content.keys() ?? [])],
    ['application/json', 'application/xml'],
  );
});

test('a body parameter is the body, form fields are its properties', () => {
  const { requestBody } = operation('make');
  assert.equal(requestBody?.required, true);
  assert.deepEqual(
    requestBody.content
      .get('application/json')
      ?.validate({})
      .map(({ at }) => at),
    ['/code'],
  );
  const form = operation('upload').requestBody?.content.get('multipart/form-data');
  assert.deepEqual(
    form?.validate({ file: 'x', size: 0 }).map(({ kind, at }) => `${kind} ${at}`),
    ['range /size'],
  );
  assert.deepEqual(
    form?.validate({}).map(({ kind, at }) => `${kind} ${at}`),
    ['missing /file'],
  );
  assert.deepEqual(form?.separators, { tags: ',' });
});

test('security schemes are those of OpenAPI 3, an operation’s own replace the document’s', () => {
  assert.deepEqual(
    operation('list')
      .security.flat()
      .map(({ kind, in: place, name }) => [kind, place, name]),
    [['api-key', 'query', 'token']],
  );
  assert.deepEqual(
    operation('make')
      .security.flat()
      .map(({ kind, scopes }) => [kind, scopes]),
    [
      ['basic', []],
      ['oauth2', ['read']],
    ],
  );
});

test('a defect is told where it stands in the person’s own file, and excludes only what it breaks', () => {
  assert.deepEqual(
    document.excluded.map(({ id, problem }) => [id, problem.place]),
    [['broken', { file: 'old.yaml', line: 24, column: 7, pointer: '/definitions/Thing/properties/bad' }]],
  );
  assert.deepEqual(
    document.operations.map(({ id }) => id),
    ['list', 'make', 'upload'],
  );
});

test('places of what was made anew are those of what it was made from', () => {
  const { place } = document.document.source;
  const at = (line: number, column: number, pointer: string) => ({ file: 'old.yaml', line, column, pointer });
  assert.deepEqual(
    place('/paths/~1things/get/parameters/1/schema/type'),
    at(31, 35, '/paths/~1things/get/parameters/0/type'),
  );
  assert.equal(
    place('/paths/~1things/post/requestBody/content/application~1json/schema').pointer,
    '/paths/~1things/post/parameters/0/schema',
  );
  assert.equal(
    place('/paths/~1things/get/responses/404/content/application~1json/example/code').pointer,
    '/responses/NotFound/examples/application~1json/code',
  );
  assert.equal(
    place('/paths/~1files/post/requestBody/content/multipart~1form-data/schema/properties/size/minimum').line,
    text.split('\n').findIndex((line) => line.includes('name: size')) + 1,
  );
});

test('Prism is given OpenAPI 3, with the base path as its server', () => {
  const root = prismDocument(document.document, new Set());
  assert.deepEqual([root['openapi'], root['servers']], ['3.0.3', [{ url: 'https://api.example.com/v1' }]]);
});
