import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createVirtualClock } from '../clock.ts';
import { readContract } from '../contract/index.ts';
import { parseFault } from '../faults/index.ts';
import { type Mock, type MockCase, startMock } from './index.ts';

const key = { 'X-API-Key': 'valid-key-123' };
const json = { ...key, 'Content-Type': 'application/json' };
let mock: Mock;

before(async () => {
  const contract = await readContract({ documentPath: 'openapi/alerts.openapi.yaml', parseFault });
  mock = await startMock({ contract, createClock: () => createVirtualClock() });
});
after(() => mock.close());

interface Row {
  readonly says: string;
  readonly request: readonly [method: string, path: string, headers?: Record<string, string>, body?: string];
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, RegExp>>;
}

const rows: readonly Row[] = [
  {
    says: 'no key',
    request: ['GET', '/alerts'],
    status: 401,
    body: { detail: 'Missing authentication. Include X-API-Key header.' },
    headers: { 'WWW-Authenticate': /./ },
  },
  {
    says: 'the key in Authorization',
    request: ['GET', '/alerts', { Authorization: 'valid-key-123' }],
    status: 401,
    body: { detail: 'Missing authentication. Include X-API-Key header.' },
  },
  {
    says: 'a wrong key',
    request: ['GET', '/alerts', { 'X-API-Key': 'wrong-key' }],
    status: 403,
    body: { detail: 'Invalid API key. Access forbidden.' },
  },
  {
    says: 'fields left out',
    request: ['POST', '/alerts', json, '{"tenant":"test"}'],
    status: 400,
    body: { detail: 'Missing required fields: alert_type, severity' },
  },
  {
    says: 'a user nobody knows',
    request: ['GET', '/users/999', key],
    status: 404,
    body: { detail: 'User with ID 999 not found' },
  },
  { says: 'a known user', request: ['GET', '/users/1', key], status: 200 },
  {
    says: 'the server error',
    request: ['GET', '/simulate-server-error'],
    status: 500,
    body: { detail: 'Internal server error - something went wrong on our end' },
  },
  {
    says: 'the service is away',
    request: ['GET', '/simulate-unavailable'],
    status: 503,
    body: { detail: 'Service temporarily unavailable. Please try again later.' },
    headers: { 'Retry-After': /^\d+$/ },
  },
  { says: 'the bad gateway', request: ['GET', '/simulate-bad-gateway'], status: 502 },
  { says: 'a method the path lacks', request: ['PUT', '/alerts'], status: 405, headers: { Allow: /GET.*POST/ } },
  { says: 'a path nobody declared', request: ['GET', '/nope'], status: 404 },
  { says: 'a path that is no path', request: ['GET', '/users/%E0%A4%A'], status: 400 },
  { says: 'JSON that does not parse', request: ['POST', '/alerts', json, '{"tenant": '], status: 400 },
  {
    says: 'an invalid content type',
    request: ['POST', '/alerts', { ...key, 'Content-Type': 'no/such;;;' }, '{}'],
    status: 415,
  },
  { says: 'XML', request: ['POST', '/alerts', { ...key, 'Content-Type': 'application/xml' }, '<a/>'], status: 415 },
  {
    says: 'a preflight',
    request: ['OPTIONS', '/alerts', { Origin: 'http://page.example', 'Access-Control-Request-Method': 'POST' }],
    status: 204,
    headers: { 'Access-Control-Allow-Origin': /^http:\/\/page\.example$/, 'Access-Control-Allow-Methods': /POST/ },
  },
  { says: 'a preferred code', request: ['GET', '/users/1', { ...key, Prefer: 'code=404' }], status: 404 },
];

for (const { says, request, status, body, headers } of rows) {
  test(`${says}: ${request[0]} ${request[1]} is ${status}`, async () => {
    const running = mock.openCase();
    const response = await send(running, ...request);
    const text = await response.text();
    assert.equal(response.status, status, text);
    if (status >= 400) assert.equal(typeof JSON.parse(text).detail, 'string', 'the API’s own error body');
    if (body !== undefined) assert.deepEqual(JSON.parse(text), body);
    for (const [name, pattern] of Object.entries(headers ?? {}))
      assert.match(response.headers.get(name) ?? '', pattern);
    assert.match(response.headers.get('x-request-id') ?? '', /./);
    running.close();
  });
}

function send(
  running: MockCase,
  method: string,
  path: string,
  headers: Record<string, string> = {},
  body?: string,
): Promise<Response> {
  return fetch(`${running.url}${path}`, { method, headers, ...(body === undefined ? {} : { body }) });
}

test('the sixth request of a key within 60 s is 429, and Retry-After is what is left of the window', async () => {
  const running = mock.openCase();
  for (let count = 1; count <= 5; count += 1) assert.equal((await send(running, 'GET', '/alerts', key)).status, 200);
  await running.clock.sleep(12_300);
  const refused = await send(running, 'GET', '/alerts', key);
  assert.equal(refused.status, 429);
  assert.deepEqual(await refused.json(), { detail: 'Rate limit exceeded. Max 5 requests per 60 seconds.' });
  assert.equal(refused.headers.get('retry-after'), '48');
  await running.clock.sleep(47_699);
  assert.equal((await send(running, 'GET', '/alerts', key)).status, 429, 'a millisecond early');
  await running.clock.sleep(1);
  assert.equal((await send(running, 'GET', '/alerts', key)).status, 200);
  assert.match(running.trace().at(-3)?.cause?.summary ?? '', /quota/);
  running.close();
});

test('401 and 403 do not count against the quota', async () => {
  const running = mock.openCase();
  for (let count = 0; count < 10; count += 1) await send(running, 'GET', '/alerts');
  for (let count = 1; count <= 5; count += 1) assert.equal((await send(running, 'GET', '/alerts', key)).status, 200);
  running.close();
});

for (const [query, ms] of [
  ['', 2000],
  ['?timeout_seconds=7', 7000],
] as const) {
  test(`/simulate-timeout${query} is 504 after ${ms} ms`, async () => {
    const running = mock.openCase();
    assert.equal((await send(running, 'GET', `/simulate-timeout${query}`)).status, 504);
    const [exchange] = running.trace();
    assert.equal((exchange?.respondedAt ?? 0) - (exchange?.startedAt ?? 0), ms);
    running.close();
  });
}

test('a created alert is 201, and then in the list and at its own address', async () => {
  const running = mock.openCase();
  const created = await send(
    running,
    'POST',
    '/alerts',
    json,
    '{"tenant":"client-a","alert_type":"TEST","severity":"low"}',
  );
  assert.equal(created.status, 201);
  const { id } = (await created.json()) as { id: string };
  const list = (await (await send(running, 'GET', '/alerts', key)).json()) as { items: { id: string }[] };
  assert.ok(list.items.some((item) => item.id === id));
  assert.equal((await send(running, 'GET', `/alerts/${id}`, key)).status, 200);
  assert.deepEqual(running.sideEffects, [{ collection: 'alerts', change: 'created', id }]);
  running.close();
});

test('HEAD is GET without its body', async () => {
  const running = mock.openCase();
  const [head, whole] = [await send(running, 'HEAD', '/users/1', key), await send(running, 'GET', '/users/1', key)];
  assert.equal(head.status, 200);
  assert.equal(head.headers.get('content-length'), whole.headers.get('content-length'));
  assert.equal(await head.text(), '');
  running.close();
});

test('an injected error goes out as the API tells errors, whatever the client accepts', async () => {
  const running = mock.openCase();
  running.instruct('getUser', ['return-503']);
  assert.equal((await send(running, 'GET', '/users/1', { ...key, Accept: 'text/csv' })).status, 503);
  assert.equal((await send(running, 'GET', '/users/1', { ...key, Accept: 'text/csv' })).status, 406);
  running.close();
});
