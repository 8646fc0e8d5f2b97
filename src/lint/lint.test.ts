import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Problem } from '../problem.ts';
import { createWorkspace } from '../scenarios/fixtures/workspace.ts';
import {
  allFailures,
  failuresBut,
  findingsOf,
  lintText,
  operation,
  problemResponse,
  shown,
} from './fixtures/lint-text.ts';
import { lint } from './lint.ts';
import { overlayOf } from './overlay.ts';
import { allRules, parseSeverity } from './rules.ts';

const parameters = [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }];

test('rules have names of their own, and each says what it finds and why that matters', () => {
  const names = allRules.map(({ name }) => name);
  assert.equal(new Set(names).size, names.length);
  for (const { name, summary, why } of allRules) {
    assert.match(name, /^[a-z0-9]+(?:-[a-z0-9]+)*$/);
    assert.match(why, /^\S.+\.$/s, name);
    assert.doesNotMatch(summary, /\.$/, name);
  }
});

test('YAML that can’t be parsed is a finding with its line, and exit 2', async () => {
  const { findings, exitCode, api } = await lintText({ document: 'openapi: 3.1.0\npaths: [\n' });
  assert.deepEqual(
    findings.map(({ finding }) => [finding.rule, finding.file]),
    [['unreadable-document', 'shop.openapi.yaml']],
  );
  assert.ok((findings[0]?.finding.line ?? 0) >= 2);
  assert.equal(api, null);
  assert.equal(exitCode, 2);
});

test('a file that is no OpenAPI document is exit 2, even where nobody wants to hear of it', async () => {
  const one = await lintText({ document: 'hello: world\n' });
  assert.deepEqual([one.findings[0]?.finding.rule, one.exitCode], ['unreadable-document', 2]);
  const other = await lintText({ document: 'hello: world\n', severities: { 'unreadable-document': 'off' } });
  assert.deepEqual([other.findings.length, other.exitCode], [0, 2]);
});

test('a document of webhooks alone is told that these are its API’s own calls', async () => {
  const document = JSON.stringify({
    openapi: '3.1.0',
    info: { title: 'W', version: '1' },
    webhooks: { a: { post: {} } },
  });
  const { findings, exitCode } = await lintText({ document });
  assert.match(String(findings[0]?.finding.message), /describes webhooks alone, which its API calls itself/);
  assert.deepEqual([findings[0]?.finding.rule, exitCode], ['unreadable-document', 2]);
});

test('a file that isn’t there is the caller’s mistake', async () => {
  const nothing = { features: [], stepFolders: [], severities: {}, cwd: process.cwd() };
  await assert.rejects(lint({ documents: [{ path: 'nowhere.yaml' }], ...nothing }), Problem);
});

test('a defect leaves out one operation, and the others are looked at', async () => {
  const broken = operation(allFailures, { parameters: [{ $ref: '#/components/parameters/Nope' }] });
  const { findings, exitCode } = await lintText({
    paths: { '/a': { get: broken }, '/b/{id}': { get: operation(failuresBut(['404']), { parameters }) } },
  });
  assert.deepEqual(
    findings.map(({ finding }) => [finding.rule, finding.severity]),
    [
      ['operation-left-out', 'error'],
      ['unknown-id-without-404', 'warn'],
    ],
  );
  assert.equal(exitCode, 1);
});

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

test('webhooks are somebody else’s to serve, also as 3.0 writes them', async () => {
  const post = { requestBody: { content: { 'application/json': { schema, example: { n: 'x' } } } } };
  const more = { 'x-webhooks': { changed: { post } }, webhooks: { changed: { post } } };
  assert.deepEqual(await findingsOf('example-breaks-schema', { paths: { '/a': { get: operation() } }, more }), []);
});

test('an example that holds JSON as a text, and a parameter’s as a number, are not called wrong', async () => {
  const parameters = [{ name: 'q', in: 'query', schema: { type: 'string' }, example: 12 }];
  const paths = {
    '/a': { get: operation({ ...allFailures, ...answer({ schema, example: '{"n": 1}' }) }, { parameters }) },
  };
  assert.deepEqual(shown(await findingsOf('example-breaks-schema', { paths })), []);
  assert.deepEqual(shown(await findingsOf('parameter-example-breaks-schema', { paths })), []);
});

test('keys that OpenAPI doesn’t have are a warning, those of extensions nothing', async () => {
  const paths = {
    '/a': {
      get: operation(allFailures, { sumary: 'x', 'x-code': [{ name: 'y' }] }),
    },
  };
  assert.deepEqual(shown(await findingsOf('unknown-key', { paths })), [
    '/paths/~1a/get/sumary Property "sumary" is not expected here.',
  ]);
});

test('a value that OpenAPI doesn’t allow is an error', async () => {
  const { findings, exitCode } = await lintText({ paths: { '/a': { get: { ...operation(), tags: 'x' } } } });
  assert.deepEqual(
    findings.map(({ finding }) => [finding.rule, finding.pointer]),
    [['openapi-structure', '/paths/~1a/get/tags']],
  );
  assert.equal(exitCode, 1);
});

test('a check that falls over the document is said to be missing, and all others are made', async () => {
  const responses = { 200: { description: 'Done.', schema: { $ref: '#/definitions/Pet' } } };
  const document = {
    swagger: '2.0',
    info: { title: 'Pets', version: '1' },
    paths: { '/pet/{id}': { get: { responses } } },
    definitions: { Category: null, Pet: { properties: { category: { $ref: '#/definitions/Category' } } } },
  };
  const { findings } = await lintText({ document: JSON.stringify(document) });
  const told = findings.map(({ finding }) => `${finding.rule}: ${finding.message}`);
  assert.equal(
    told.filter((one) => /^schema-example-breaks-schema: .* Redocly's check fell over it/.test(one)).length,
    1,
  );
  assert.ok(
    told.some((one) => one.startsWith('path-parameter-mismatch: ')),
    told.join('\n'),
  );
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

test('nothing is read from outside: an external reference is a finding, and no address is asked', async () => {
  const paths = {
    '/a': { get: operation({ ...allFailures, '200': { $ref: 'http://127.0.0.1:9/x.yaml#/y' } }) },
    '/b': { get: operation() },
  };
  const { findings } = await lintText({ paths });
  assert.ok(findings.some(({ finding }) => finding.rule === 'operation-left-out'));
});

test('a rule counts as it was chosen: off is silent, error is exit 1', async () => {
  const paths = { '/a/{id}': { get: operation(failuresBut(['404']), { parameters }) } };
  const off = await lintText({ paths, severities: { 'unknown-id-without-404': 'off' } });
  assert.deepEqual([off.findings.length, off.exitCode], [0, 0]);
  const error = await lintText({ paths, severities: { 'unknown-id-without-404': 'error' } });
  assert.deepEqual([error.findings[0]?.finding.severity, error.exitCode], ['error', 1]);
});

test('a severity for a rule that doesn’t exist is refused with the one that was meant', () => {
  assert.deepEqual(parseSeverity('no-429=off'), ['no-429', 'off']);
  assert.throws(() => parseSeverity('no-42=off'), /Did you mean "no-429"\?/);
  assert.throws(() => parseSeverity('no-429=of'), /Did you mean "off"\?/);
  assert.throws(() => parseSeverity('no-429'), Problem);
});

test('findings stand in the order of files and lines', async () => {
  const paths = {
    '/b/{id}': { get: operation(failuresBut(['404'], { '503': problemResponse() }), { parameters }) },
    '/a/{id}': { get: operation(failuresBut(['404']), { parameters }) },
  };
  const { findings } = await lintText({ paths });
  const lines = findings.map(({ finding }) => finding.line ?? 0);
  assert.equal(lines.length, 3);
  assert.deepEqual(
    lines,
    lines.toSorted((one, other) => one - other),
  );
});

test('Swagger 2.0 is looked at in its own words: no key of it is called unknown, and no place is made up', async () => {
  const document = JSON.stringify(
    {
      swagger: '2.0',
      info: { title: 'Shop', version: '1' },
      securityDefinitions: { key: { type: 'apiKey', in: 'header', name: 'X-Key' } },
      definitions: { Order: { type: 'object', properties: { n: { type: 'integer', example: 'x' } } } },
      paths: {
        '/orders': {
          get: {
            security: [{ key: [] }],
            produces: ['application/json'],
            responses: { '200': { description: 'Orders.', schema: { $ref: '#/definitions/Order' } } },
          },
        },
      },
    },
    null,
    1,
  );
  const { findings, api } = await lintText({ document });
  const lines = document.split('\n');
  const found = findings.map(({ finding }) => [finding.rule, lines[(finding.line ?? 0) - 1]?.trim()]);
  assert.deepEqual(found, [
    ['schema-example-breaks-schema', '"example": "x"'],
    ['no-429', '"paths": {'],
    ['no-5xx', '"paths": {'],
    ['secured-without-401', '"get": {'],
  ]);
  assert.throws(() => api && overlayOf(api, findings), /overlays change one OpenAPI 3 document/);
});

test('a document of many files is looked at in all of them', async () => {
  using workspace = createWorkspace({
    'api.yaml':
      "openapi: 3.1.0\ninfo: { title: M, version: '1' }\npaths:\n  /a/{id}:\n    $ref: paths/a.yaml\n  /b:\n    get: { responses: { '200': { description: ok } } }\n",
    'paths/a.yaml':
      "get:\n  sumary: x\n  parameters: [{ name: id, in: path, required: true, schema: { type: integer }, example: x }]\n  responses: { '200': { description: ok } }\n",
  });
  const { findings, api } = await lint({
    documents: [{ path: 'api.yaml' }],
    features: [],
    stepFolders: [],
    severities: {},
    cwd: workspace.cwd,
  });
  const elsewhere = findings.map(({ finding }) => finding).filter(({ file }) => file === 'paths/a.yaml');
  assert.deepEqual(
    elsewhere.map(({ rule, line }) => `${rule} ${line}`),
    ['unknown-id-without-404 1', 'unknown-key 2', 'parameter-example-breaks-schema 3'],
  );
  assert.ok(api !== null);
  const targets = overlayOf(api, findings)?.actions.map(({ target }) => target);
  assert.deepEqual(targets, ['$', "$['paths']['/b']['get']"], 'an overlay changes one file');
});
