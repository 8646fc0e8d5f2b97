import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stringify } from 'yaml';
import { problemsOf } from '../../problem.ts';
import type { Violation } from '../contract.ts';
import { prismDocument } from './prism-document.ts';
import { type ReadDocument, readDocument } from './read-document.ts';
import { parseSource } from './source.ts';

type Json = Readonly<Record<string, unknown>>;

function readText(text: string): ReadDocument {
  return readDocument(parseSource('api.yaml', text, 'the document'));
}

function read(rest: Json, version = '3.1.0'): ReadDocument {
  return readText(stringify({ openapi: version, info: { title: 'T', version: '1' }, ...rest }));
}

/** A document with one operation that takes this schema as its body and gives it back. */
function withSchema(schema: Json, rest: Json = {}, version = '3.1.0'): ReadDocument {
  const content = { 'application/json': { schema } };
  const responses = { 200: { description: 'ok', content } };
  return read(
    { paths: { '/x': { post: { operationId: 'x', requestBody: { content }, responses } } }, ...rest },
    version,
  );
}

function bodyViolations(document: ReadDocument, value: unknown): readonly Violation[] {
  const content = document.operations[0]?.requestBody?.content.get('application/json');
  assert.ok(content, document.defects.map(({ message }) => message).join('\n'));
  return content.validate(value);
}

function kindsOf(document: ReadDocument, value: unknown): readonly string[] {
  return bodyViolations(document, value).map(({ kind, at }) => `${kind} ${at}`);
}

function withParameter(parameter: Json, version = '3.1.0') {
  const document = read(
    { paths: { '/x/{p}': { get: { parameters: [parameter], responses: { 200: { description: 'ok' } } } } } },
    version,
  );
  const found = document.operations[0]?.parameters[0];
  assert.ok(found, document.defects.map(({ message }) => message).join('\n'));
  return (...texts: string[]) => found.validate(texts).map(({ kind }) => kind);
}

const ok = { responses: { 200: { description: 'ok' } } };

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

test('security is the operation’s own, else the document’s; an empty list asks for nothing', () => {
  const { operations } = read({
    security: [{ Key: [] }],
    components: {
      securitySchemes: {
        Key: { type: 'apiKey', in: 'header', name: 'X-API-Key' },
        Token: { type: 'http', scheme: 'Bearer' },
        Login: { type: 'http', scheme: 'basic' },
      },
    },
    paths: {
      '/x': { get: ok, put: { ...ok, security: [] }, post: { ...ok, security: [{ Token: ['w'], Login: [] }, {}] } },
    },
  });
  const key = { scheme: 'Key', scopes: [], kind: 'api-key', in: 'header', name: 'X-API-Key' };
  const token = { scheme: 'Token', scopes: ['w'], kind: 'bearer', in: 'header', name: 'Authorization' };
  const login = { scheme: 'Login', scopes: [], kind: 'basic', in: 'header', name: 'Authorization' };
  assert.deepEqual(Object.fromEntries(operations.map(({ method, security }) => [method, security])), {
    GET: [[key]],
    PUT: [],
    POST: [[token, login], []],
  });
});

test('every kind of scheme is known by what carries it', () => {
  const { operations } = read({
    components: {
      securitySchemes: {
        Query: { type: 'apiKey', in: 'query', name: 'key' },
        Cookie: { type: 'apiKey', in: 'cookie', name: 'session' },
        OAuth: { type: 'oauth2', flows: {} },
        OpenId: { type: 'openIdConnect', openIdConnectUrl: 'https://example.com' },
        Tls: { type: 'mutualTLS' },
      },
    },
    paths: { '/x': { get: { ...ok, security: [{ Query: [], Cookie: [], OAuth: [], OpenId: [], Tls: [] }] } } },
  });
  assert.deepEqual(
    operations[0]?.security[0]?.map(({ scheme, kind, in: place, name }) => [scheme, kind, place, name]),
    [
      ['Query', 'api-key', 'query', 'key'],
      ['Cookie', 'api-key', 'cookie', 'session'],
      ['OAuth', 'oauth2', 'header', 'Authorization'],
      ['OpenId', 'openid-connect', 'header', 'Authorization'],
      ['Tls', 'mutual-tls', 'header', ''],
    ],
  );
});

test('a scheme of no kind, or a parameter of no place, excludes the operation and says which there are', () => {
  const { excluded } = read({
    components: { securitySchemes: { Magic: { type: 'magic' } } },
    paths: {
      '/x': { get: { ...ok, security: [{ Magic: [] }] } },
      '/y': { get: { ...ok, parameters: [{ name: 'p', in: 'body' }] } },
      '/z': { get: { ...ok, parameters: [{ in: 'query' }] } },
    },
  });
  assert.deepEqual(
    excluded.map(({ problem: { message, fix } }) => [message, fix]),
    [
      [
        'Failed to serve "GET /x": Failed to read the security scheme "Magic": "magic" is no type of one.',
        'Use one of: apiKey, http, oauth2, openIdConnect, mutualTLS.',
      ],
      [
        'Failed to serve "GET /y": Failed to read a parameter: it needs a "name" and an "in".',
        'Use "in: path", "query", "header" or "cookie".',
      ],
      [
        'Failed to serve "GET /z": Failed to read a parameter: it needs a "name" and an "in".',
        'Use "in: path", "query", "header" or "cookie".',
      ],
    ],
  );
});

test('a scheme that is not defined excludes the operation and suggests another', () => {
  const { excluded, operations } = read({
    components: { securitySchemes: { ApiKey: { type: 'apiKey', in: 'header', name: 'X-Key' } } },
    paths: { '/x': { get: { ...ok, security: [{ ApiKy: [] }] }, put: ok } },
  });
  assert.deepEqual(
    operations.map(({ id }) => id),
    ['PUT /x'],
  );
  assert.match(String(excluded[0]?.problem.message), /no scheme is named "ApiKy"/);
  assert.match(String(excluded[0]?.problem.fix), /Did you mean "ApiKey"\?/);
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

test('missing, null, empty, wrong and unknown fields are told apart', () => {
  const document = withSchema({
    type: 'object',
    additionalProperties: false,
    required: ['tenant', 'alert_type', 'severity'],
    properties: {
      tenant: { type: 'string', minLength: 1 },
      alert_type: { type: 'string' },
      severity: { type: 'string', enum: ['low', 'high'] },
      at: { type: 'string', format: 'date-time' },
      n: { type: 'integer', minimum: 1, multipleOf: 2 },
      code: { type: 'string', pattern: '^[A-Z]+$', maxLength: 3 },
    },
  });
  assert.deepEqual(kindsOf(document, { tenant: 'test' }), ['missing /alert_type', 'missing /severity']);
  assert.deepEqual(kindsOf(document, { tenant: '', alert_type: null, severity: 'critical' }), [
    'empty /tenant',
    'null /alert_type',
    'enum /severity',
  ]);
  assert.deepEqual(kindsOf(document, { tenant: 'a', alert_type: 5, severity: null, at: '1700000000', n: 0 }), [
    'type /alert_type',
    'null /severity',
    'format /at',
    'range /n',
  ]);
  assert.deepEqual(kindsOf(document, { tenant: 'a', alert_type: 'x', severity: 'low', code: 'abcd', n: '5' }), [
    'type /n',
    'length /code',
    'pattern /code',
  ]);
  assert.deepEqual(kindsOf(document, null), ['null ']);
});

test('a misspelt field suggests the one that was meant, and the missing one tells what came instead', () => {
  const document = withSchema({
    type: 'object',
    additionalProperties: false,
    required: ['alert_type'],
    properties: { alert_type: { type: 'string' }, tenant: {} },
  });
  const [missing, unknown] = bodyViolations(document, { alertType: 'x' });
  assert.equal(missing?.details['sent'], 'alertType');
  assert.deepEqual(unknown?.details, {
    value: 'x',
    actual: 'string',
    allowed: 'alert_type, tenant',
    meant: 'alert_type',
    suggestion: 'Did you mean "alert_type"?',
    reason: 'must NOT have additional properties',
  });
});

test('the details say what was expected and what came', () => {
  const document = withSchema({
    type: 'object',
    properties: { s: { enum: ['low', 'high'] }, p: { type: ['integer', 'null'] }, m: { type: 'integer', maximum: 3 } },
  });
  const [s, p] = bodyViolations(document, { s: 'critical', p: '5', m: 9 }).map(({ details }) => details);
  assert.equal(s?.['allowed'], 'low, high');
  assert.equal(s?.['value'], 'critical');
  assert.equal(p?.['type'], 'integer');
  assert.equal(p?.['actual'], 'string');
  const m = bodyViolations(document, { m: 9 })[0]?.details;
  assert.deepEqual([m?.['comparison'], m?.['limit']], ['<=', '3']);
});

test('a choice reports on the branch that was most likely meant', () => {
  const document = withSchema({
    type: 'object',
    properties: {
      a: { anyOf: [{ type: 'object', required: ['x'], properties: { x: { type: 'integer' } } }, { type: 'null' }] },
      b: { oneOf: [{ type: 'string' }, { type: 'integer' }] },
    },
  });
  assert.deepEqual(kindsOf(document, { a: { x: 'no' }, b: 1 }), ['type /a/x']);
  const [b] = bodyViolations(document, { b: true });
  assert.deepEqual([b?.kind, b?.details['type']], ['type', 'string or integer']);
});

test('a discriminator chooses the schema that is reported on', () => {
  const pet = (extra: Json) => ({
    type: 'object',
    required: ['kind', ...Object.keys(extra)],
    properties: { kind: { type: 'string' }, ...extra },
  });
  const document = withSchema(
    {
      oneOf: [{ $ref: '#/components/schemas/Cat' }, { $ref: '#/components/schemas/Dog' }],
      discriminator: { propertyName: 'kind', mapping: { dog: '#/components/schemas/Dog' } },
    },
    { components: { schemas: { Cat: pet({ lives: { type: 'integer' } }), Dog: pet({ barks: { type: 'boolean' } }) } } },
  );
  assert.deepEqual(kindsOf(document, { kind: 'dog', barks: 'loud' }), ['type /barks']);
  assert.deepEqual(kindsOf(document, { kind: 'Cat', lives: 9 }), []);
  assert.deepEqual(kindsOf(document, { kind: 'cow' }), ['enum /kind']);
});

test('a discriminator refuses nothing for lack of its property where a branch can do without it', () => {
  const schemas = {
    Cat: { properties: { kind: { type: 'string' }, lives: { type: 'integer' } } },
    Dog: { required: ['bark'], properties: { kind: { type: 'string' }, lives: false } },
  };
  const oneOf = ['Cat', 'Dog'].map((name) => ({ $ref: `#/components/schemas/${name}` }));
  const document = withSchema({ oneOf, discriminator: { propertyName: 'kind' } }, { components: { schemas } });
  assert.deepEqual(kindsOf(document, { lives: 9 }), []);
  assert.deepEqual(kindsOf(document, { kind: 'Dog' }), ['missing /bark']);
  assert.deepEqual(kindsOf(document, { kind: 'Cow' }), ['enum /kind']);
  assert.notDeepEqual(kindsOf(document, { lives: 'x' }), []);
});

test('a value that no discriminator knows is refused with those that are; a mapping adds to the names', () => {
  const schemas = {
    Cat: { type: 'object', required: ['kind'], properties: { kind: { type: 'string' } } },
    Dog: { type: 'object', required: ['kind', 'bark'], properties: { kind: { type: 'string' } } },
  };
  const oneOf = ['Cat', 'Dog'].map((name) => ({ $ref: `#/components/schemas/${name}` }));
  const mapping = { kitty: '#/components/schemas/Cat', Cat: 'Dog' };
  const document = withSchema({ oneOf, discriminator: { propertyName: 'kind', mapping } }, { components: { schemas } });
  assert.deepEqual(kindsOf(document, { kind: 'kitty' }), []);
  assert.deepEqual(kindsOf(document, { kind: 'Cat' }), ['missing /bark']);
  const [violation] = bodyViolations(document, { kind: 'bird' });
  assert.deepEqual(
    [violation?.kind, violation?.at, violation?.details['allowed']],
    ['enum', '/kind', 'kitty, Cat, Dog'],
  );
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

test('a text is read as the type that the schema asks for', () => {
  const number = withParameter({ name: 'p', in: 'path', required: true, schema: { type: 'integer', minimum: 1 } });
  assert.deepEqual(
    [number('5'), number('0'), number('abc'), number('1e2'), number('0x10')],
    [[], ['range'], ['type'], [], ['type']],
  );
  const flag = withParameter({ name: 'q', in: 'query', schema: { type: 'boolean' } });
  assert.deepEqual([flag('true'), flag('yes'), flag()], [[], ['type'], []]);
  const either = withParameter({
    name: 'q',
    in: 'query',
    schema: {
      anyOf: [
        { type: 'integer', maximum: 3 },
        { type: 'string', pattern: '^9' },
      ],
    },
  });
  assert.deepEqual([either('2'), either('99'), either('5').length > 0], [[], [], true]);
});

test('a required parameter that is not there is missing, an optional one is not', () => {
  assert.deepEqual(withParameter({ name: 'q', in: 'query', required: true, schema: {} })(), ['missing']);
  assert.deepEqual(withParameter({ name: 'q', in: 'query', schema: {} })(), []);
});

test('lists are split as their style says', () => {
  const schema = { type: 'array', maxItems: 2, items: { type: 'integer' } };
  const joined = withParameter({ name: 'q', in: 'query', explode: false, schema });
  assert.deepEqual([joined('1,2'), joined('1,2,3'), joined('1,x')], [[], ['length'], ['type']]);
  const repeated = withParameter({ name: 'q', in: 'query', schema });
  assert.deepEqual([repeated('1', '2'), repeated('1', '2', '3'), repeated('1,2')], [[], ['length'], ['type']]);
  const piped = withParameter({ name: 'q', in: 'query', style: 'pipeDelimited', explode: false, schema });
  assert.deepEqual(piped('1|2'), []);
  assert.deepEqual(withParameter({ name: 'p', in: 'path', required: true, schema })('1,2'), []);
});

test('objects are read from pairs, and left alone where they are spread over several names', () => {
  const schema = { type: 'object', properties: { a: { type: 'integer' } } };
  const pairs = withParameter({ name: 'q', in: 'query', explode: false, schema });
  assert.deepEqual([pairs('a,1'), pairs('a,x')], [[], ['type']]);
  assert.deepEqual(withParameter({ name: 'q', in: 'query', style: 'deepObject', schema })('x'), []);
});

test('text is read in every style of OpenAPI’s table, exploded or not', () => {
  const list = { type: 'array', items: { type: 'integer' } };
  const object = { type: 'object', properties: { r: { type: 'integer' } }, required: ['r'] };
  const cases: readonly (readonly [
    place: string,
    style: string,
    explode: boolean,
    schema: Json,
    good: string,
    bad: string,
  ])[] = [
    ['path', 'simple', false, list, '3,4', '3,x'],
    ['path', 'simple', false, object, 'r,100', 'r,x'],
    ['path', 'simple', true, object, 'r=100,g=2', 'r=x'],
    ['path', 'label', false, { type: 'integer' }, '.5', '.x'],
    ['path', 'label', false, list, '.3,4', '.3,x'],
    ['path', 'label', true, list, '.3.4', '.3.x'],
    ['path', 'label', false, object, '.r,100', '.r,x'],
    ['path', 'label', true, object, '.r=100.g=2', '.r=x'],
    ['path', 'matrix', false, { type: 'integer' }, ';p=5', ';p=x'],
    ['path', 'matrix', false, list, ';p=3,4', ';p=3,x'],
    ['path', 'matrix', true, list, ';p=3;p=4', ';p=3;p=x'],
    ['path', 'matrix', false, object, ';p=r,100', ';p=r,x'],
    ['path', 'matrix', true, object, ';r=100;g=2', ';r=x'],
    ['query', 'form', false, object, 'r,100', 'r,x'],
    ['query', 'spaceDelimited', false, list, '3 4', '3 x'],
    ['query', 'pipeDelimited', false, list, '3|4', '3|x'],
    ['header', 'simple', true, object, 'r=100', 'r=x'],
  ];
  for (const [place, style, explode, schema, good, bad] of cases) {
    const parameter = withParameter({ name: 'p', in: place, style, explode, schema });
    assert.deepEqual([parameter(good), parameter(bad)], [[], ['type']], `${place} ${style} ${explode} ${good}`);
  }
});

test('an object that is spread over several names is put together from the query', () => {
  const schema = { type: 'object', properties: { a: { type: 'integer' }, b: { type: 'array' } } };
  const judged = (parameter: Json, query: Readonly<Record<string, readonly string[]>>) => {
    const paths = { '/x': { get: { parameters: [{ name: 'q', in: 'query', ...parameter }], ...ok } } };
    const [found] = read({ paths }).operations[0]?.parameters ?? [];
    return found?.validateQuery?.(new Map(Object.entries(query))).map(({ kind, at }) => `${kind} ${at}`);
  };
  for (const [style, a, b] of [
    ['deepObject', 'q[a]', 'q[b]'],
    ['form', 'a', 'b'],
  ] as const) {
    const parameter = { style, explode: true, schema };
    assert.deepEqual(judged(parameter, { [a]: ['1'], [b]: ['x', 'y'], other: ['z'] }), [], style);
    assert.deepEqual(judged(parameter, { [a]: ['x'] }), ['type q/a'], style);
    assert.deepEqual(judged(parameter, { other: ['z'] }), [], style);
    assert.deepEqual(judged({ ...parameter, required: true }, { other: ['z'] }), ['missing q'], style);
  }
  assert.equal(judged({ schema: { type: 'string' } }, {}), undefined);
});

test('a parameter with content is JSON', () => {
  const parameter = withParameter({
    name: 'q',
    in: 'query',
    content: { 'application/json': { schema: { type: 'object' } } },
  });
  assert.deepEqual([parameter('{"a":1}'), parameter('[1]'), parameter('{')], [[], ['type'], ['type']]);
});

test('a path parameter that is not declared is a warning', () => {
  const { warnings, operations } = read({ paths: { '/x/{id}': { get: ok } } });
  assert.equal(operations.length, 1);
  assert.deepEqual(
    warnings.map(({ code }) => code),
    ['undeclared-path-parameter'],
  );
});

test('a response whose key is no status is a defect', () => {
  const { excluded } = read({ paths: { '/x': { get: { responses: { ok: { description: '' } } }, put: ok } } });
  assert.match(String(excluded[0]?.problem.message), /"ok": that is no status/);
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
