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
