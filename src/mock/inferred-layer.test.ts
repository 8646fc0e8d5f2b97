import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { createVirtualClock } from '../clock.ts';
import { readContract } from '../contract/index.ts';
import { parseFault } from '../faults/index.ts';
import { type Mock, startMock } from './index.ts';

const json = (schema: object, more: object = {}) => ({
  description: '',
  content: { 'application/json': { schema } },
  ...more,
});
const text = { type: 'string' };
const error = json({
  type: 'object',
  required: ['error'],
  properties: {
    error: {
      type: 'object',
      required: ['code', 'message'],
      properties: { code: { enum: ['AUTH', 'NOT_FOUND', 'INVALID', 'RATE_LIMIT', 'SERVER'] }, message: text },
    },
  },
  additionalProperties: false,
});
const order = {
  type: 'object',
  required: ['id', 'sku', 'state', 'created_at'],
  properties: {
    id: { type: 'string', pattern: '^ord_[0-9]{6}$', readOnly: true },
    sku: text,
    state: { enum: ['open', 'sent'], readOnly: true },
    created_at: { type: 'string', format: 'date-time', readOnly: true },
    user_id: { type: 'integer' },
  },
};
const page = {
  type: 'object',
  required: ['data', 'total'],
  properties: { data: { type: 'array', items: order }, total: { type: 'integer' } },
};
const body = {
  requestBody: { required: true, content: { 'application/json': { schema: { ...order, required: ['sku'] } } } },
};
const failures = {
  401: error,
  403: error,
  404: error,
  422: error,
  429: {
    ...error,
    headers: {
      'X-RateLimit-Limit': { schema: { type: 'integer' } },
      'Retry-After': { required: true, schema: { type: 'integer' } },
    },
  },
  503: { ...error, headers: { 'Retry-After': { required: true, schema: { type: 'integer' } } } },
};
const query = (name: string) => ({ name, in: 'query', schema: { type: 'integer' } });
const path = (name: string, schema: object) => ({ name, in: 'path', required: true, schema });

const document = {
  openapi: '3.1.0',
  info: { title: 'Orders', version: '1' },
  components: {
    securitySchemes: {
      key: { type: 'apiKey', in: 'query', name: 'key' },
      session: { type: 'apiKey', in: 'cookie', name: 'sid' },
      login: { type: 'http', scheme: 'basic' },
      oauth: { type: 'oauth2', flows: {} },
      tls: { type: 'mutualTLS' },
    },
  },
  security: [{ oauth: ['orders:read'] }],
  paths: {
    '/users/{user_id}/orders': {
      parameters: [path('user_id', { type: 'integer' })],
      get: {
        operationId: 'list',
        parameters: [query('limit'), query('offset')],
        responses: { 200: json(page), ...failures },
      },
      post: {
        operationId: 'create',
        security: [{ oauth: ['orders:write'] }],
        ...body,
        responses: { 201: json(order), ...failures },
      },
    },
    '/users/{user_id}/orders/{order_id}': {
      parameters: [path('user_id', { type: 'integer' }), path('order_id', text)],
      get: { operationId: 'read', responses: { 200: json(order), ...failures } },
      patch: {
        operationId: 'update',
        security: [{ oauth: ['orders:write'] }],
        ...body,
        responses: { 200: json(order), ...failures },
      },
      delete: {
        operationId: 'remove',
        security: [{ oauth: ['orders:write'] }],
        responses: { 204: { description: '' }, ...failures },
      },
    },
    '/either': {
      get: {
        operationId: 'either',
        security: [{ key: [] }, { session: [], login: [] }],
        responses: { 200: json({ const: 1 }), 403: error },
      },
    },
    '/open': {
      get: { operationId: 'open', security: [{}, { key: [] }], responses: { 200: json({ const: 1 }), 401: error } },
    },
    '/tags/{tag}': {
      get: {
        operationId: 'tag',
        security: [],
        parameters: [path('tag', text)],
        responses: { 200: json({ type: 'object' }), 404: error },
      },
    },
    '/images/{id}': {
      get: {
        operationId: 'image',
        security: [{ tls: [] }],
        parameters: [path('id', { enum: ['a'] })],
        responses: {
          200: { description: '', content: { 'image/png': { schema: { type: 'string', format: 'binary' } } } },
        },
      },
    },
  },
};

let mock: Mock;
let folder: string;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'faultline-inferred-'));
  const documentPath = join(folder, 'orders.json');
  await writeFile(documentPath, JSON.stringify(document));
  mock = await startMock({
    contract: await readContract({ documentPath, parseFault }),
    createClock: createVirtualClock,
  });
});
after(async () => {
  await mock.close(0);
  await rm(folder, { recursive: true });
});

const valid = 'Bearer demo-oauth-token';

/** Each test has a case of its own. */
function caller() {
  const { url } = mock.openCase();
  return async (line: string, sent: { readonly body?: unknown; readonly headers?: Record<string, string> } = {}) => {
    const [method = '', target = ''] = line.split(' ');
    const response = await fetch(`${url}${target}`, {
      method,
      headers: {
        Authorization: valid,
        ...(sent.body === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...sent.headers,
      },
      ...(sent.body === undefined ? {} : { body: JSON.stringify(sent.body) }),
    });
    const answer = await response.text();
    const isJson = /json/.test(response.headers.get('content-type') ?? '');
    return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(answer) : answer };
  };
}

test('demonstration credentials decide 401 and 403 by what they are', async () => {
  const call = caller();
  const status = async (credential: string, line = 'GET /users/1/orders', sent: object = {}) =>
    (await call(line, { ...sent, headers: { Authorization: credential } })).status;
  assert.deepEqual(
    [
      await status(''),
      await status('Bearer nobody'),
      await status('Bearer demo-expired-oauth-token'),
      await status('Bearer demo-revoked-oauth-token'),
    ],
    [401, 401, 401, 401],
  );
  assert.equal(await status('Bearer demo-read-only-oauth-token'), 200);
  assert.equal(await status('Bearer demo-read-only-oauth-token', 'POST /users/1/orders', { body: { sku: 'a' } }), 403);
  assert.deepEqual((await call('GET /users/1/orders', { headers: { Authorization: '' } })).body.error.code, 'AUTH');
});

test('alternatives are enough one by one, what belongs together must be there together, and nothing is enough where it may be left out', async () => {
  const call = caller();
  const basic = `Basic ${Buffer.from('demo-user:demo-login-password').toString('base64')}`;
  const ask = async (target: string, headers: Record<string, string> = {}) =>
    (await call(`GET ${target}`, { headers: { Authorization: '', ...headers } })).status;
  assert.equal(await ask('/either'), 403, 'it declares no 401');
  assert.equal(await ask('/either?key=demo-key'), 200);
  assert.equal(await ask('/either', { Cookie: 'sid=demo-session-key' }), 403);
  assert.equal(await ask('/either', { Cookie: 'sid=demo-session-key', Authorization: basic }), 200);
  assert.deepEqual([await ask('/open'), await ask('/open?key=demo-key')], [200, 200]);
  assert.equal(await ask('/images/a'), 200, 'a certificate can not be asked for');
});

test('invalid requests get the declared status, in the shape of its own schema', async () => {
  const call = caller();
  const { status, body: answer } = await call('POST /users/1/orders', { body: { user_id: 7 } });
  assert.deepEqual([status, answer], [422, { error: { code: 'INVALID', message: 'Missing required fields: sku' } }]);
  const csv = await call('POST /users/1/orders', { body: {}, headers: { 'Content-Type': 'text/csv' } });
  assert.deepEqual([csv.status, csv.body.error.code], [422, 'INVALID'], 'it declares neither 415 nor 400');
  assert.equal((await call('GET /users/x/orders')).status, 422);
});

test('what is created can be read, changed, listed and deleted, below its own parent and in its own case', async () => {
  const call = caller();
  const created = await call('POST /users/7/orders', { body: { sku: 'tea' } });
  const { id } = created.body;
  assert.equal(created.status, 201);
  assert.match(id, /^ord_[0-9]{6}$/);
  assert.deepEqual([created.body.state, created.body.sku], ['open', 'tea']);
  assert.deepEqual((await call(`GET /users/7/orders/${id}`)).body, created.body);
  assert.deepEqual((await call(`PATCH /users/7/orders/${id}`, { body: { sku: 'coffee' } })).body, {
    ...created.body,
    sku: 'coffee',
  });
  const list = (await call('GET /users/7/orders?limit=2&offset=2')).body;
  assert.deepEqual(
    [list.data.map((one: { sku: string }) => one.sku).at(-1), list.data.length, list.total],
    ['coffee', 2, 4],
  );
  const elsewhere = await Promise.all([call(`GET /users/8/orders/${id}`), caller()(`GET /users/7/orders/${id}`)]);
  assert.deepEqual(
    elsewhere.map(({ status }) => status),
    [404, 404],
  );
  assert.equal((await call(`DELETE /users/7/orders/${id}`)).status, 204);
  const gone = await call(`GET /users/7/orders/${id}`);
  assert.deepEqual([gone.status, gone.body], [404, { error: { code: 'NOT_FOUND', message: `Order ${id} not found` } }]);
});

test('items are there from the start, and know whose they are', async () => {
  const { data } = (await caller()('GET /users/7/orders')).body;
  assert.equal(data.length, 3);
  assert.deepEqual(
    data.map((one: { user_id: number }) => one.user_id),
    [7, 7, 7],
  );
  assert.equal((await caller()(`GET /users/7/orders/${data[0].id}`)).status, 200);
});

test('a path that nothing is stored for has one value that names nothing', async () => {
  const call = caller();
  assert.deepEqual([(await call('GET /tags/anything')).status, (await call('GET /tags/missing')).status], [200, 404]);
});

test('only a limited credential is ever refused for calling too often, in the headers that are declared', async () => {
  const call = caller();
  for (let count = 0; count < 20; count += 1) assert.equal((await call('GET /users/1/orders')).status, 200);
  const limited = { Authorization: 'Bearer demo-limited-oauth-token' };
  for (let count = 0; count < 5; count += 1)
    assert.equal((await call('GET /users/1/orders', { headers: limited })).status, 200);
  const { status, headers, body: answer } = await call('GET /users/1/orders', { headers: limited });
  assert.deepEqual([status, headers.get('x-ratelimit-limit'), headers.get('retry-after')], [429, '5', '60']);
  assert.equal(answer.error.code, 'RATE_LIMIT');
});

test('declared failures on demand have their shape, and a wait that can be read', async () => {
  const {
    status,
    headers,
    body: answer,
  } = await caller()('GET /users/1/orders', {
    headers: { 'X-Faultline-Instruction': 'return-503' },
  });
  assert.deepEqual(
    [status, headers.get('retry-after'), answer],
    [503, '1', { error: { code: 'SERVER', message: 'Service Unavailable' } }],
  );
});

test('a success that is no JSON is answered', async () => {
  const { status, headers } = await caller()('GET /images/a');
  assert.deepEqual([status, headers.get('content-type')], [200, 'image/png']);
});
