import assert from 'node:assert/strict';
import { test } from 'node:test';
import { violationKinds } from './contract.ts';
import { renderErrorBody } from './error-body.ts';
import { defaultControl } from './failure-layer.ts';
import { declared, document, type Json, read, shop } from './fixtures/shop.ts';
import { statusOn } from './index.ts';

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

test('of codes that the document lists, an error that no operation declares tells the one that fits it', async () => {
  const told = async (codes: readonly string[], statuses: readonly number[]) => {
    const inner = { type: 'object', required: ['code', 'text'], properties: { code: { enum: codes }, text: {} } };
    const schema = {
      type: 'object',
      required: ['error', 'message'],
      properties: { error: inner, message: { type: 'string' } },
    };
    const response = { description: 'e', content: { 'application/json': { schema } } };
    const api = { ...document, security: [], paths: { '/x': { get: { responses: { 401: response } } } } };
    const { layer } = await read({ 'shop.openapi.yaml': api });
    return statuses.map((status) => {
      const body = renderErrorBody(layer.errorBody, { message: 'm', status, title: 't', requestId: 'r' });
      return (JSON.parse(body) as { error: { code: string } }).error.code;
    });
  };
  const snake = ['unauthorized', 'not_found', 'invalid_request', 'internal'];
  assert.deepEqual(await told(snake, [401, 404, 400, 503]), [
    'unauthorized',
    'not_found',
    'invalid_request',
    'internal',
  ]);
  const short = ['DENIED', 'ABSENT', 'INVALID', 'BUSY', 'FAULT'];
  assert.deepEqual(await told(short, [401, 404, 400, 503, 500]), ['DENIED', 'ABSENT', 'INVALID', 'BUSY', 'FAULT']);
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

test('the moment of creation is found by its name, a doubtful one only where nobody but the server writes it', async () => {
  const found = async (times: Json) => {
    const time = (one: Json) => ({ type: 'string', format: 'date-time', ...one });
    const stamps = Object.entries(times).map(([name, one]) => [name, time(one as Json)]);
    const item = {
      type: 'object',
      required: ['id'],
      properties: { id: { type: 'string' }, ...Object.fromEntries(stamps) },
    };
    const content = { 'application/json': { schema: item } };
    const answers = (status: number) => ({ [status]: { description: '', content } });
    const id = { name: 'id', in: 'path', required: true, schema: { type: 'string' } };
    const paths = {
      '/cars': { post: { requestBody: { content }, responses: answers(201) } },
      '/cars/{id}': { parameters: [id], get: { responses: answers(200) } },
    };
    const { layer } = await read({ 'shop.openapi.yaml': { ...document, security: [], paths } });
    return layer.resources[0]?.createdAtProperty;
  };
  const readOnly = { readOnly: true };
  assert.equal(await found({ createdAt: {} }), 'createdAt');
  assert.equal(await found({ added_at: readOnly, created: {} }), 'created');
  assert.equal(await found({ updatedAt: readOnly, addedAt: readOnly }), 'addedAt');
  assert.equal(await found({ dateCreated: readOnly }), 'dateCreated');
  assert.equal(await found({ addedAt: {}, occurred_at: readOnly }), null);
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
