import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { document, onlyProblem, parseFault, problems, read, shop } from './fixtures/shop.ts';
import { readContract } from './index.ts';

test('a layer beside the document is found by its name', async () => {
  const contract = await shop({ version: 1, requestIdHeader: 'X-Trace' });
  assert.equal(contract.layerFile?.path, 'shop.failures.yaml');
  assert.match(String(contract.layerFile?.sha256), /^[0-9a-f]{64}$/);
  assert.equal(contract.layer.requestIdHeader, 'X-Trace');
});

test('null asks for no layer although there is one', async () => {
  const contract = await read(
    { 'shop.openapi.yaml': document, 'shop.failures.yaml': 'version: 9' },
    { failuresPath: null },
  );
  assert.equal(contract.layerFile, null);
});

test('a layer that was asked for and is not there is a problem', async () => {
  const [problem] = await problems(read({ 'shop.openapi.yaml': document }, { failuresPath: '/nowhere/x.yaml' }));
  assert.equal(problem?.message, 'Failed to read the failure layer "/nowhere/x.yaml": there is no such file.');
});

test('x-failures in the document is a layer, at the root and at an operation', async () => {
  const { get } = document.paths['/fail'];
  const api = {
    ...document,
    'x-failures': { requestIdHeader: 'X-Trace', rules: [{ id: 'root', fault: 'hang' }] },
    paths: { ...document.paths, '/fail': { get: { ...get, 'x-failures': [{ id: 'own', respond: { status: 500 } }] } } },
  };
  const { layer } = await read({ 'shop.openapi.yaml': api });
  assert.equal(layer.requestIdHeader, 'X-Trace');
  assert.deepEqual(
    layer.rules.map(({ id, match }) => [id, match.operations]),
    [
      ['root', null],
      ['own', ['fail']],
    ],
  );
  const bad = { ...api, 'x-failures': { rules: [{ id: 'root', fautl: 'hang' }] } };
  const found = await problems(read({ 'shop.openapi.yaml': bad }));
  assert.deepEqual(
    found.map(({ code, place }) => [code, place.file, place.pointer]),
    [
      ['unknown-key', 'shop.openapi.yaml', '/x-failures/rules/0/fautl'],
      ['empty-rule', 'shop.openapi.yaml', '/x-failures/rules/0'],
    ],
  );
  const own = {
    ...document,
    paths: { '/fail': { get: { ...get, 'x-failures': [{ id: 'own', respond: { status: 501 } }] } } },
  };
  const [problem] = await problems(read({ 'shop.openapi.yaml': own }));
  assert.equal(problem?.place.pointer, '/paths/~1fail/get/x-failures/0/respond/status');
});

test('x-failures of an operation may also say what its statuses mean, and nothing that is no matter of one operation', async () => {
  const { get } = document.paths['/fail'];
  const withOwn = (own: unknown) => ({
    ...document,
    paths: { ...document.paths, '/fail': { get: { ...get, 'x-failures': own } } },
  });
  const { layer } = await read({
    'shop.openapi.yaml': withOwn({
      rules: [{ id: 'own', respond: { status: 500 } }],
      expect: { 500: { class: 'retryable' } },
    }),
  });
  assert.deepEqual(
    layer.rules.map(({ id, match }) => [id, match.operations]),
    [['own', ['fail']]],
  );
  assert.deepEqual(layer.operations.get('fail')?.expect.get(500), { class: 'retryable' });
  const [problem] = await problems(read({ 'shop.openapi.yaml': withOwn({ rateLimits: [] }) }));
  assert.deepEqual([problem?.code, problem?.place.pointer], ['unknown-key', '/paths/~1fail/get/x-failures/rateLimits']);
});

test('a layer file and x-failures at the root contradict each other', async () => {
  const found = await problems(shop({ version: 1 }, { ...document, 'x-failures': {} }));
  assert.deepEqual(
    found.map(({ code }) => code),
    ['two-failure-layers'],
  );
});

test('the layer says by which policy its failures are classified, or leaves it open', async () => {
  assert.equal((await shop({ version: 1, policy: 'reference' })).layer.policy, 'reference');
  assert.equal((await shop({ version: 1 })).layer.policy, null);
  assert.equal(
    (await read({ 'shop.openapi.yaml': { ...document, 'x-failures': { policy: 'standard' } } })).layer.policy,
    'standard',
  );
  const { code, message, fix } = await onlyProblem({ policy: 'referense' });
  assert.deepEqual(
    [code, message],
    ['wrong-value', 'Failed to read the failure layer: "referense" is no value of "policy".'],
  );
  assert.match(fix, /Use one of: reference, standard\..*Did you mean "reference"/);
});

test('defects of an own document are errors, told together with those of its layer', async () => {
  const broken = {
    ...document,
    paths: {
      ...document.paths,
      '/bad': {
        get: {
          operationId: 'bad',
          responses: { 200: { description: '', content: { 'application/json': { schema: { $ref: '#/nope' } } } } },
        },
      },
      '/worse': {
        get: {
          operationId: 'worse',
          responses: { 200: { description: '', content: { 'application/json': { schema: { type: 'strng' } } } } },
        },
      },
    },
  };
  const found = await problems(
    shop({ version: 1, colour: 'red', rules: [{ id: 'a', match: { operation: 'bda' }, fault: 'hang' }] }, broken),
  );
  assert.deepEqual(
    found.map(({ code, place }) => [code, place.file]),
    [
      ['broken-reference', 'shop.openapi.yaml'],
      ['invalid-schema', 'shop.openapi.yaml'],
      ['unknown-key', 'shop.failures.yaml'],
      ['unknown-operation', 'shop.failures.yaml'],
    ],
  );
  for (const { exitCode, place } of found)
    assert.ok(exitCode === 2 && (place.line ?? 0) > 0 && place.pointer !== undefined);

  const foreign = await read({ 'shop.openapi.yaml': broken });
  assert.deepEqual(
    foreign.excluded.map(({ id }) => id),
    ['bad', 'worse'],
  );
  assert.equal(foreign.operations.length, 4);
  assert.deepEqual(
    foreign.warnings.map(({ code }) => code),
    ['excluded-operation', 'excluded-operation'],
  );
  assert.equal(foreign.route('GET', '/bad').kind, 'left-out');
  const strict = await problems(read({ 'shop.openapi.yaml': broken }, { strict: true }));
  assert.deepEqual(
    strict.map(({ code }) => code),
    ['broken-reference', 'invalid-schema'],
  );
});

test('a foreign document of which nothing is left is refused', async () => {
  const api = { openapi: '3.1.0', paths: { '/x': { get: { responses: { 200: { $ref: 'far.yaml' } } } } } };
  const found = await problems(read({ 'shop.openapi.yaml': api }));
  assert.deepEqual(
    found.map(({ code }) => code),
    ['external-reference'],
  );
});

test('a server’s base path may stand before every path', async () => {
  const contract = await read({
    'shop.openapi.yaml': {
      ...document,
      servers: [{ url: 'http://localhost:8001/{v}/', variables: { v: { default: 'v1' } } }],
    },
  });
  assert.equal(contract.route('GET', '/v1/items').kind, 'operation');
  assert.equal(contract.route('GET', '/items').kind, 'operation');
});

test('the contract that ships has no problem and no warning', async () => {
  const contract = await readContract({
    documentPath: join(import.meta.dirname, '../../openapi/alerts.openapi.yaml'),
    parseFault,
  });
  assert.deepEqual(contract.warnings, []);
  assert.deepEqual(contract.excluded, []);
  assert.ok(contract.layerFile?.path.endsWith('alerts.failures.yaml'));
  assert.equal(contract.layer.policy, 'reference');
});
