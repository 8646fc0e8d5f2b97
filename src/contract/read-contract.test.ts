import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { stringify } from 'yaml';
import { Problem, problemsOf } from '../problem.ts';
import { violationKinds } from './contract.ts';
import { defaultControl } from './failure-layer.ts';
import type { ContractOptions } from './index.ts';
import { readContract, statusOn } from './index.ts';

type Json = Readonly<Record<string, unknown>>;

/** Stands for the reader of faults, which is no business of this folder. */
const parseFault: ContractOptions['parseFault'] = (spec) => {
  const text = typeof spec === 'string' ? spec : String(spec['name']);
  const status = /^return-(\d{3})$/.exec(text);
  if (status !== null) return { name: 'status', options: { status: Number(status[1]) } };
  const { name: _, ...options } = typeof spec === 'string' ? {} : spec;
  if (['connection-reset', 'empty-response', 'hang', 'hang-mid-body', 'refused-connection'].includes(text))
    return { name: text, options };
  throw new Problem('unknown-fault', `Failed to inject "${text}": no fault has that name.`, 'Use one of: hang.');
};

const errorContent = {
  'application/json': {
    schema: {
      type: 'object',
      required: ['detail'],
      additionalProperties: false,
      properties: { detail: { type: 'string' } },
    },
    examples: { plain: { value: { detail: 'no' } }, liar: { value: { error: 'no' } } },
  },
};
const declared = (...statuses: number[]) =>
  Object.fromEntries(statuses.map((status) => [status, { description: 'error', content: errorContent }]));
const item = {
  type: 'object',
  required: ['id', 'name'],
  properties: { id: { type: 'string' }, name: { type: 'string' } },
};
const ok = { description: 'ok', content: { 'application/json': { schema: item } } };
const idParameter = { name: 'item_id', in: 'path', required: true, schema: { type: 'string' } };

const document = {
  openapi: '3.1.0',
  info: { title: 'Shop', version: '2' },
  components: { securitySchemes: { Key: { type: 'apiKey', in: 'header', name: 'X-API-Key' } } },
  security: [{ Key: ['items:read'] }],
  paths: {
    '/items': {
      get: {
        operationId: 'listItems',
        tags: ['items'],
        parameters: [{ name: 'limit', in: 'query', schema: { type: 'integer' } }],
        responses: { 200: ok, ...declared(400, 401, 403, 429, 503) },
      },
      post: {
        operationId: 'createItem',
        tags: ['items'],
        requestBody: { required: true, content: { 'application/json': { schema: item } } },
        responses: { 201: ok, ...declared(400, 401, 403, 415, 429, 503) },
      },
    },
    '/items/{item_id}': {
      get: {
        operationId: 'getItem',
        tags: ['items'],
        parameters: [idParameter],
        responses: { 200: ok, ...declared(401, 403, 404, 429, 503) },
      },
    },
    '/fail': { get: { operationId: 'fail', security: [], responses: { 200: ok, ...declared(500) } } },
  },
};

const folders: string[] = [];
after(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true }))));

async function folderWith(files: Readonly<Record<string, unknown>>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'faultline-contract-'));
  folders.push(folder);
  for (const [name, content] of Object.entries(files)) {
    await writeFile(
      join(folder, name),
      typeof content === 'string' ? content : stringify(content, { aliasDuplicateObjects: false }),
    );
  }
  return folder;
}

async function read(files: Readonly<Record<string, unknown>>, options: Partial<ContractOptions> = {}) {
  const folder = await folderWith(files);
  return readContract({ documentPath: join(folder, 'shop.openapi.yaml'), parseFault, cwd: folder, ...options });
}

/** Reads the shop with this failure layer. */
function shop(layer: unknown, api: Json = document) {
  return read({ 'shop.openapi.yaml': api, 'shop.failures.yaml': layer });
}

async function problems(reading: Promise<unknown>): Promise<readonly Problem[]> {
  try {
    await reading;
  } catch (error) {
    const found = problemsOf(error);
    if (found.length === 0) throw error;
    return found;
  }
  return [];
}

/** Each problem as `code line pointer`; all of them name the layer's file. */
async function layerProblems(layer: string | Json, api: Json = document): Promise<readonly string[]> {
  const found = await problems(shop(typeof layer === 'string' ? layer : { version: 1, ...layer }, api));
  for (const { place, fix } of found) {
    assert.equal(place.file, 'shop.failures.yaml');
    assert.ok((place.line ?? 0) > 0 && fix.length > 0);
  }
  return found.map(({ code, place }) => `${code} ${place.pointer}`);
}

async function onlyProblem(layer: Json, api: Json = document): Promise<Problem> {
  const [problem, ...others] = await problems(shop({ version: 1, ...layer }, api));
  assert.deepEqual(
    others.map(({ message }) => message),
    [],
  );
  assert.ok(problem);
  return problem;
}

test('a document without a layer is served with defaults that fit it', async () => {
  const contract = await read({ 'shop.openapi.yaml': document });
  assert.equal(contract.title, 'Shop');
  assert.equal(contract.path, 'shop.openapi.yaml');
  assert.equal(contract.layerFile, null);
  assert.deepEqual(contract.layer.errorBody, { contentType: 'application/json', template: { detail: '{message}' } });
  assert.deepEqual(
    [...(contract.layer.credentials.get('Key')?.known.values() ?? [])].map(({ value, state }) => `${value} ${state}`),
    [
      'demo-key valid',
      'demo-no-scope-key valid',
      'demo-limited-key valid',
      'demo-expired-key expired',
      'demo-revoked-key revoked',
    ],
  );
  assert.deepEqual(contract.layer.credentials.get('Key')?.missing, {
    status: 401,
    instead: [403],
    message: 'Missing authentication. Include {header}.',
    headers: { 'WWW-Authenticate': 'ApiKey' },
  });
  assert.deepEqual(contract.warnings, []);
  assert.equal(contract.operation('getItem')?.path, '/items/{item_id}');
  assert.equal(contract.route('GET', '/items/7').kind, 'operation');
});

test('the error body is made after the document’s own error schemas', async () => {
  const withError = (schema: Json | null, mediaType = 'application/json') => ({
    ...document,
    security: [],
    paths: {
      '/x': {
        get: {
          responses: {
            200: { description: 'ok' },
            default: { description: 'e', ...(schema && { content: { [mediaType]: { schema } } }) },
          },
        },
      },
    },
  });
  const chosen = async (schema: Json | null, mediaType?: string) =>
    (await read({ 'shop.openapi.yaml': withError(schema, mediaType) })).layer.errorBody;

  assert.equal((await chosen(null)).contentType, 'application/problem+json');
  assert.deepEqual(
    (
      await chosen({
        type: 'object',
        required: ['code', 'message'],
        properties: { code: { type: 'integer' }, message: { type: 'string' } },
      })
    ).template,
    {
      code: '{status}',
      message: '{message}',
    },
  );
  const own = {
    type: 'object',
    required: ['kind', 'reason', 'trace'],
    additionalProperties: false,
    properties: {
      kind: { enum: ['ERR'] },
      reason: { type: 'string' },
      trace: { type: 'object', required: ['requestId'], properties: { requestId: { type: 'string' } } },
    },
  };
  assert.deepEqual(await chosen(own, 'application/vnd.shop+json'), {
    contentType: 'application/vnd.shop+json',
    template: { kind: 'ERR', reason: '{message}', trace: { requestId: '{requestId}' } },
  });
});

test('invalid requests are answered with 400 or 422, whichever an operation declares', async () => {
  const paths = Object.fromEntries(
    [[422], [400], [400, 422], [500], [409, 422]].map((statuses) => [
      `/${statuses.join('-')}`,
      { get: { responses: declared(...statuses) } },
    ]),
  );
  const { layer, operations } = await read({ 'shop.openapi.yaml': { ...document, security: [], paths } });
  assert.deepEqual(
    operations.map((operation) => `${operation.path} ${statusOn(layer.validation, operation)}`),
    ['/422 422', '/400 400', '/400-422 400', '/500 400', '/409-422 422'],
  );
});

test('an error body that leaves everything open is filled with what it speaks of', async () => {
  const schema = {
    type: 'object',
    properties: { code: { type: 'string' }, message: { type: 'string' }, status: { type: 'integer' } },
  };
  const response = { description: 'e', content: { 'application/json': { schema } } };
  const api = { ...document, security: [], paths: { '/x': { get: { responses: { 404: response } } } } };
  const { layer } = await read({ 'shop.openapi.yaml': api });
  assert.deepEqual(layer.errorBody.template, { status: '{status}', message: '{message}' });
});

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

test('everything that is left out of a layer has its default', async () => {
  const { layer } = await shop({
    version: 1,
    credentials: { Key: { unknown: { status: 403 }, known: { abc: { summary: 'a key' } } } },
    rateLimits: [{ id: 'q', rateLimit: 5, match: { tags: ['items'] } }],
    resources: { items: { idParameter: 'item_id', operations: { read: 'getItem', list: 'GET /items' } } },
    rules: [{ id: 'r', match: { operation: 'fail', headers: { 'X-A': 'b' } }, respond: { status: 500 } }],
    expect: { 429: { class: 'retryable-after-delay' } },
  });
  const key = layer.credentials.get('Key');
  assert.deepEqual(key?.unknown, {
    status: 403,
    message: 'Invalid credentials.',
    headers: { 'WWW-Authenticate': 'ApiKey' },
  });
  assert.deepEqual(key?.expired, key?.unknown);
  assert.deepEqual(key?.known.get('abc'), {
    value: 'abc',
    summary: 'a key',
    state: 'valid',
    scopes: null,
    addresses: null,
    case: null,
    validForRequests: null,
    tenant: null,
  });
  assert.deepEqual(layer.rateLimits[0], {
    id: 'q',
    summary: null,
    match: { operations: ['listItems', 'createItem', 'getItem'], headers: {}, query: {}, path: {}, bodyFragment: null },
    key: 'credential',
    algorithm: 'fixed-window',
    rateLimit: 5,
    resetTimeWindowSeconds: 60,
    costPerRequest: 1,
    headers: 'draft',
    resetFormat: 'SecondsLeft',
    retryAfter: 'seconds',
    onEarlyRetry: 'allow',
    refusal: {
      status: 429,
      message: 'Rate limit exceeded. Max {rateLimit} requests per {windowSeconds} seconds.',
      headers: {},
    },
    enabled: true,
    exceptCredentials: [],
    onlyCredentials: null,
  });
  const [items] = layer.resources;
  assert.deepEqual(items?.operations, {
    list: 'listItems',
    create: null,
    read: 'getItem',
    replace: null,
    update: null,
    delete: null,
  });
  assert.deepEqual(
    [items?.newId, items?.maxItems, items?.itemsProperty, items?.seed],
    ['schema', 1000, null, ['1', '2', '3'].map((id) => ({ id, name: '1' }))],
  );
  const [rule] = layer.rules;
  assert.deepEqual(rule?.match.headers, { 'x-a': 'b' });
  assert.deepEqual(rule?.when, { skip: 0, times: null, every: null, probability: null, fromMs: null, untilMs: null });
  assert.deepEqual(rule?.respond, { status: 500, message: null, example: null, body: null, headers: {} });
  assert.deepEqual([rule?.phase, rule?.acts, rule?.enabled], ['before', 'backend', true]);
  assert.deepEqual(layer.expect.get(429), { class: 'retryable-after-delay' });
  assert.deepEqual(layer.control, defaultControl);
  assert.deepEqual(Object.keys(layer.validation.messages).sort(), [...violationKinds].sort());
  assert.equal(layer.size.bodyBytes, 1048576);
});

test('where a rule acts follows from what it does', async () => {
  const { layer } = await shop({
    version: 1,
    rules: [
      { id: 'gateway', match: { operation: 'getItem' }, respond: { status: 503 } },
      { id: 'server', match: { operation: 'fail' }, respond: { status: 500 } },
      { id: 'asked', match: { operation: 'fail' }, respond: { status: 500 }, acts: 'infrastructure' },
      { id: 'reset', fault: 'connection-reset' },
      { id: 'cut', fault: { name: 'hang-mid-body', afterBytes: 3 } },
      { id: 'instruction', match: { operation: 'getItem' }, fault: 'return-503' },
      { id: 'committed', match: { operation: 'getItem' }, fault: 'commit-then-return-503' },
      { id: 'slow', delay: { type: 'fixed', milliseconds: 5 } },
    ],
  });
  assert.deepEqual(Object.fromEntries(layer.rules.map(({ id, acts, phase }) => [id, `${acts} ${phase}`])), {
    gateway: 'infrastructure before',
    server: 'backend before',
    asked: 'infrastructure before',
    reset: 'infrastructure before',
    cut: 'backend before',
    instruction: 'infrastructure before',
    committed: 'backend after',
    slow: 'backend before',
  });
});

test('delays have their defaults too', async () => {
  const { layer } = await shop({
    version: 1,
    seed: 1,
    rules: [
      { id: 'a', delay: { type: 'lognormal', median: 5, sigma: 1 } },
      { id: 'b', match: { operation: 'listItems' }, delay: { type: 'from-query', parameter: 'limit' } },
    ],
  });
  assert.deepEqual(
    layer.rules.map(({ delay }) => delay),
    [
      { type: 'lognormal', median: 5, sigma: 1, maxValue: null },
      { type: 'from-query', parameter: 'limit', defaultMilliseconds: 1000, maxMilliseconds: 60000 },
    ],
  );
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

test('an unknown key is refused with a suggestion, its line and its pointer', async () => {
  const [problem, ...others] = await problems(
    shop('version: 1\nrules:\n  - id: a\n    fault: hang\n    enabeld: false\n'),
  );
  assert.deepEqual(others, []);
  assert.equal(problem?.message, 'Failed to read the failure layer: "enabeld" is no key here.');
  assert.match(String(problem?.fix), /Did you mean "enabled"\?$/);
  assert.deepEqual(problem?.place, { file: 'shop.failures.yaml', line: 5, column: 5, pointer: '/rules/0/enabeld' });
});

test('values of the wrong type, outside of their list or missing are refused', async () => {
  assert.deepEqual(
    await layerProblems({
      seed: 'x',
      defaults: { undocumentedStatus: 'eror' },
      rateLimits: [{ id: 'a' }],
      expect: { 429: { class: 'retryable-after-wait' } },
      rules: [{ id: 'b', delay: { type: 'fixd', milliseconds: 1 } }],
    }),
    [
      'wrong-type /seed',
      'wrong-value /defaults/undocumentedStatus',
      'missing-key /rateLimits/0',
      'wrong-value /rules/0/delay/type',
      'wrong-value /expect/429/class',
    ],
  );
});

test('a missing version, and another one, are refused', async () => {
  assert.deepEqual(await layerProblems('rules: []\n'), ['missing-key ']);
  assert.deepEqual(await layerProblems('version: 2\n'), ['wrong-value /version']);
});

test('an unknown operation is refused with a suggestion, by id and by method and path', async () => {
  const found = await problems(
    shop({ version: 1, rules: [{ id: 'a', match: { operation: ['getItm', 'GET /items/{id}'] }, fault: 'hang' }] }),
  );
  assert.deepEqual(
    found.map(({ code, place }) => `${code} ${place.pointer}`),
    ['unknown-operation /rules/0/match/operation/0', 'unknown-operation /rules/0/match/operation/1'],
  );
  assert.match(String(found[0]?.fix), /Did you mean "getItem"\?/);
});

test('an unknown tag, scheme, scope, credential, address or parameter is refused', async () => {
  assert.deepEqual(
    await layerProblems({
      credentials: {
        Kye: {},
        Key: { unknown: { status: 403 }, known: { k: { scopes: ['items:raed'], addresses: ['10.0.0.0/33', 'home'] } } },
      },
      rateLimits: [{ id: 'q', rateLimit: 1, match: { tags: ['itms'] }, exceptCredentials: ['kk'] }],
      rules: [{ id: 'r', match: { operation: 'getItem', path: { id: '1' } }, fault: 'hang' }],
      resources: { items: { idParameter: 'id', operations: { read: 'getItem' } } },
    }),
    [
      'unknown-scope /credentials/Key/known/k/scopes/0',
      'invalid-address /credentials/Key/known/k/addresses/0',
      'invalid-address /credentials/Key/known/k/addresses/1',
      'unknown-security-scheme /credentials/Kye',
      'unknown-credential /rateLimits/0/exceptCredentials/0',
      'unknown-tag /rateLimits/0/match/tags/0',
      'unknown-parameter /resources/items/idParameter',
      'unknown-parameter /rules/0/match/path/id',
    ],
  );
});

test('a status that the operation does not declare is refused, unless the layer allows it', async () => {
  const rules = [{ id: 'r', match: { operation: 'getItem' }, respond: { status: 500, message: 'x' } }];
  const problem = await onlyProblem({ rules });
  assert.equal(problem.code, 'undeclared-status');
  assert.match(problem.message, /the rule "r": it answers with 500, which the document doesn't declare for getItem/);
  assert.match(problem.fix, /Declared: 200, 401, 403, 404, 429, 503\./);
  assert.equal(problem.place.pointer, '/rules/0/respond/status');
  const warned = await shop({ version: 1, defaults: { undocumentedStatus: 'warn' }, rules });
  assert.deepEqual(
    warned.warnings.map(({ code }) => code),
    ['undeclared-status'],
  );
  const allowed = await shop({ version: 1, defaults: { undocumentedStatus: 'allow' }, rules });
  assert.deepEqual(allowed.warnings, []);
});

test('every refusal is held against every operation that it can meet', async () => {
  assert.deepEqual(
    await layerProblems({
      credentials: { Key: { missing: { status: 407 }, unknown: { status: 403 }, known: { a: { state: 'expired' } } } },
      rateLimits: [{ id: 'all', rateLimit: 1 }],
      validation: { status: 422, malformedBody: { status: 418 } },
      resources: { items: { idParameter: 'item_id', operations: { read: 'getItem' }, notFound: { status: 410 } } },
      rules: [{ id: 'f', match: { operation: 'getItem' }, fault: 'return-500' }],
    }),
    [
      'undeclared-status /credentials/Key/missing/status',
      'undeclared-status /rateLimits/0/refusal/status',
      'undeclared-status /validation/status',
      'undeclared-status /validation/malformedBody/status',
      'undeclared-status /resources/items/notFound/status',
      'undeclared-status /rules/0/fault/status',
    ],
  );
});

test('the refusal of a foreign tenant is held against the operations that store items of tenants, and no others', async () => {
  const resources = {
    items: { idParameter: 'item_id', tenantProperty: 'name', operations: { read: 'getItem', create: 'createItem' } },
  };
  const credentials = { Key: { tenant: { status: 451 }, known: { a: { tenant: 'b' } } } };
  const problem = await onlyProblem({ credentials, resources });
  assert.deepEqual([problem.code, problem.place.pointer], ['undeclared-status', '/credentials/Key/tenant/status']);
  assert.match(problem.message, /answers with 451, which the document doesn't declare for createItem\./);
  assert.deepEqual(await layerProblems({ credentials }), [], 'nothing belongs to tenants');
  assert.deepEqual(await layerProblems({ credentials: { Key: { tenant: { status: 451 } } }, resources }), []);
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

test('a body that breaks the schema declared for its status is a lie, and told as one', async () => {
  const lie = await onlyProblem({
    rules: [{ id: 'r', match: { operation: 'fail' }, respond: { status: 500, body: { error: 'x' } } }],
  });
  assert.equal(lie.code, 'body-breaks-schema');
  assert.equal(lie.place.pointer, '/rules/0/respond/body');
  assert.match(lie.message, /fail's 500: \/detail must have required property 'detail'/);
  const dialect = await layerProblems({
    errorBody: { template: { message: '{message}' } },
    credentials: { Key: { unknown: { status: 403 }, known: { a: {} } } },
    rateLimits: [{ id: 'q', rateLimit: 1, match: { tags: ['items'] } }],
    rules: [{ id: 'r', match: { operation: 'fail' }, respond: { status: 500, message: 'x' } }],
  });
  assert.deepEqual(dialect, [
    'body-breaks-schema /credentials/Key/missing/message',
    'body-breaks-schema /credentials/Key/unknown/message',
    'body-breaks-schema /rateLimits/0/refusal/message',
    'body-breaks-schema /rules/0/respond/message',
  ]);
});

test('a media type that the document does not declare is refused', async () => {
  const rules = [{ id: 'r', match: { operation: 'fail' }, respond: { status: 500, message: 'x' } }];
  const problem = await onlyProblem({
    errorBody: { contentType: 'application/problem+json', template: { detail: '' } },
    rules,
  });
  assert.equal(problem.code, 'undeclared-media-type');
});

test('a header that breaks its declaration is a lie too', async () => {
  const response = { description: '', headers: { 'Retry-After': { schema: { type: 'integer' } } } };
  const api = { ...document, paths: { '/x': { get: { security: [], responses: { 503: response } } } } };
  const rule = (value: string) => ({
    rules: [{ id: 'r', respond: { status: 503, headers: { 'retry-after': value } } }],
  });
  assert.deepEqual(await layerProblems(rule('soon'), api), ['body-breaks-schema /rules/0/respond/headers/retry-after']);
  assert.deepEqual(await layerProblems(rule('@dynamic=2'), api), []);
  assert.deepEqual(await layerProblems(rule('@dynamc=2'), api), [
    'unknown-header-value /rules/0/respond/headers/retry-after',
  ]);
  assert.deepEqual(await layerProblems(rule('@until'), api), [
    'until-without-end /rules/0/respond/headers/retry-after',
  ]);
});

test('a named example has to exist and to keep to its schema', async () => {
  const rule = (example: string) => ({
    rules: [{ id: 'r', match: { operation: 'fail' }, respond: { status: 500, example } }],
  });
  assert.deepEqual(await layerProblems(rule('plain')), []);
  const unknown = await onlyProblem(rule('plian'));
  assert.equal(unknown.code, 'unknown-example');
  assert.match(unknown.fix, /Did you mean "plain"\?/);
  assert.deepEqual(await layerProblems(rule('liar')), ['body-breaks-schema /rules/0/respond/example']);
});

test('chance needs a seed', async () => {
  const rules = [
    { id: 'a', when: { probability: 0.5 }, fault: 'hang' },
    { id: 'b', delay: { type: 'uniform', lower: 1, upper: 2 } },
  ];
  assert.deepEqual(await layerProblems({ rules }), [
    'missing-seed /rules/0/when/probability',
    'missing-seed /rules/1/delay',
  ]);
  assert.deepEqual(await layerProblems({ rules, seed: 1 }), []);
});

test('a rule answers or injects, and does one of the two', async () => {
  assert.deepEqual(
    await layerProblems({
      rules: [
        { id: 'both', match: { operation: 'fail' }, respond: { status: 500 }, fault: 'hang' },
        { id: 'none', match: { operation: 'fail' } },
      ],
    }),
    ['respond-and-fault /rules/0/fault', 'empty-rule /rules/1'],
  );
});

test('an unknown fault is refused by those who know the faults, with its place', async () => {
  assert.deepEqual(await layerProblems({ rules: [{ id: 'a', fault: 'hagn' }] }), ['unknown-fault /rules/0/fault']);
});

test('a refused connection cannot be for an operation, nor for any request: it has a time', async () => {
  const fault = 'refused-connection';
  const when = { fromMs: 1000, untilMs: 3000 };
  assert.deepEqual(
    await layerProblems({
      rules: [
        { id: 'a', fault },
        { id: 'b', fault, when, match: { operation: 'fail' } },
        { id: 'c', fault, when, match: { headers: { 'X-A': 'b' } } },
        { id: 'd', fault, when: { untilMs: 3000 } },
        { id: 'e', fault, when: { ...when, times: 2, skip: 1 } },
        { id: 'f', fault: 'commit-then-refused-connection', when },
      ],
    }),
    [
      'refused-connection-on-operation /rules/0/fault',
      'refused-connection-on-operation /rules/1/fault',
      'refused-connection-on-operation /rules/2/fault',
      'refused-connection-on-operation /rules/3/fault',
      'refused-connection-counted /rules/4/when/skip',
      'refused-connection-counted /rules/4/when/times',
      'refused-connection-delayed /rules/5/phase',
    ],
  );
  const { layer } = await shop({ version: 1, rules: [{ id: 'nightly', fault, when }] });
  assert.deepEqual([layer.rules[0]?.match.operations, layer.rules[0]?.when.fromMs], [null, 1000]);
});

test('a time that is over before it begins is refused', async () => {
  assert.deepEqual(
    await layerProblems({
      rules: [
        { id: 'a', fault: 'hang', when: { fromMs: 5, untilMs: 5 } },
        { id: 'b', fault: 'hang', when: { untilMs: 0 } },
        { id: 'c', fault: 'hang', when: { fromMs: 5, untilMs: 6 } },
      ],
    }),
    ['no-time /rules/0/when/untilMs', 'no-time /rules/1/when/untilMs'],
  );
});

test('ids are unique among their kind', async () => {
  assert.deepEqual(
    await layerProblems({
      rules: [
        { id: 'a', fault: 'hang' },
        { id: 'a', fault: 'hang' },
      ],
      rateLimits: [
        { id: 'a', rateLimit: 1, match: { tags: ['items'] } },
        { id: 'a', rateLimit: 2, match: { tags: ['items'] } },
      ],
    }),
    ['duplicate-id /rateLimits/1/id', 'duplicate-id /rules/1/id'],
  );
});

test('the first items of a collection keep to what reading one promises', async () => {
  const resource = (more: Json) => ({
    resources: { items: { idParameter: 'item_id', operations: { read: 'getItem' }, ...more } },
  });
  assert.deepEqual(
    await layerProblems(
      resource({
        seed: [{ id: '1', name: 'a' }, { id: '2' }, { id: '1', name: 'b' }, { name: 'c' }],
        visibleAfterMs: { '9': 5 },
      }),
    ),
    [
      'duplicate-id /resources/items/seed/2',
      'missing-id /resources/items/seed/3',
      'item-breaks-schema /resources/items/seed/1/name',
      'item-breaks-schema /resources/items/seed/3/id',
      'unknown-id /resources/items/visibleAfterMs/9',
    ],
  );
});

test('one broken rule does not hide what is wrong with the others', async () => {
  assert.deepEqual(
    await layerProblems({
      rules: [
        { id: 'a', when: { times: 'two' }, fault: 'hang' },
        { id: 'b', match: { operation: 'getItm' }, fault: 'hang' },
      ],
    }),
    ['wrong-type /rules/0/when/times', 'unknown-operation /rules/1/match/operation'],
  );
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
  assert.equal(foreign.route('GET', '/bad').kind, 'not-found');
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
