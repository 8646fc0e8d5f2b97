import assert from 'node:assert/strict';
import { once } from 'node:events';
import { request } from 'node:http';
import { connect } from 'node:net';
import { test } from 'node:test';
import { Problem } from '../../problem.ts';
import { type Mock, startMock } from '../index.ts';
import { startControlled } from './fixtures/control-client.ts';

const it = await startControlled();

test('pages, and names that only look like this machine, are refused before anything is read', async () => {
  const from = (headers: Record<string, string>) => it.call('POST', '/reset', undefined, headers);
  for (const origin of ['https://evil.example', 'null', it.mock.control?.url ?? '']) {
    const { status, json, headers } = await from({ Origin: origin });
    assert.deepEqual([status, json.type], [403, 'urn:faultline:problem:web-page'], origin);
    assert.equal(headers.get('access-control-allow-origin'), null);
  }
  assert.equal((await from({ 'Sec-Fetch-Site': 'cross-site' })).status, 403);
  const preflight = await it.call('OPTIONS', '/reset', undefined, { Origin: 'https://evil.example' });
  assert.equal(preflight.status, 403);
  for (const [host, status] of [
    ['evil.example', 403],
    ['127.0.0.1.evil.example:80', 403],
    ['localhost:1', 204],
    ['[::1]:80', 204],
    ['127.0.0.2', 204],
  ] as const) {
    assert.equal(await rawStatus(it.mock, { host }), status, host);
  }
});

/** fetch sets Host by itself. */
async function rawStatus({ control }: Mock, headers: Record<string, string>): Promise<number | undefined> {
  const sent = request(`${control?.url}/reset`, { method: 'POST', headers });
  sent.end();
  const [response] = await once(sent, 'response');
  response.resume();
  return response.statusCode;
}

test('beyond loopback a token is made up and asked for; the name of the host does not matter', async () => {
  const mock = await startMock({ contract: it.contract, control: { host: '0.0.0.0' } });
  try {
    const token = mock.control?.token ?? '';
    assert.match(token, /^[\w-]{32}$/);
    assert.match(mock.control?.url ?? '', /^http:\/\/127\.0\.0\.1:\d+$/);
    const refused = await fetch(`${mock.control?.url}/health`);
    assert.deepEqual([refused.status, refused.headers.get('www-authenticate')?.slice(0, 6)], [401, 'Bearer']);
    await refused.body?.cancel();
    const host = 'build-agent-7:8002';
    assert.equal(await rawStatus(mock, { host, authorization: `Bearer ${token}x` }), 401);
    assert.equal(await rawStatus(mock, { host, authorization: `Basic ${token}` }), 401);
    assert.equal(await rawStatus(mock, { host, authorization: `bearer ${token}` }), 204);
  } finally {
    await mock.close(0);
  }
});

test('a token of one’s own is asked for on loopback too', async () => {
  const mock = await startMock({ contract: it.contract, control: { token: 'my-token' } });
  assert.equal(await rawStatus(mock, {}), 401);
  assert.equal(await rawStatus(mock, { authorization: 'Bearer my-token' }), 204);
  await mock.close(0);
});

test('a token that no header can carry is refused', async () => {
  for (const token of ['', 'a b', 'ü']) {
    await assert.rejects(startMock({ contract: it.contract, control: { token } }), { code: 'unusable-token' });
  }
});

test('without being asked for there is no control API', async () => {
  const mock = await startMock({ contract: it.contract });
  assert.equal(mock.control, null);
  await mock.close(0);
});

test('a control port that is taken is said so, and the mock does not stay behind', async () => {
  const port = Number(new URL(it.mock.control?.url ?? '').port);
  await assert.rejects(
    startMock({ contract: it.contract, control: { port } }),
    (error) => error instanceof Problem && error.code === 'port-in-use' && error.fix.includes('--control-port'),
  );
});

/** What comes back for raw bytes, until the other side closes. */
async function exchangeBytes(bytes: string): Promise<string> {
  const port = Number(new URL(it.mock.control?.url ?? '').port);
  const socket = connect({ port, host: '127.0.0.1' });
  let text = '';
  socket.on('error', () => {});
  socket.on('data', (piece) => {
    text += piece;
  });
  socket.end(bytes);
  await new Promise((resolve) => socket.once('close', resolve));
  return text;
}

const odd: readonly (readonly [says: string, bytes: string, answer: RegExp])[] = [
  ['bytes that are no HTTP', 'hello\r\n\r\n', /^HTTP\/1\.1 400 [\s\S]*"urn:faultline:problem:no-http"/],
  [
    'headers without an end',
    `GET /health HTTP/1.1\r\nX: ${'x'.repeat(200_000)}\r\n\r\n`,
    /^(HTTP\/1\.1 400 [\s\S]*)?$/,
  ],
  ['no host at all', 'GET /health HTTP/1.1\r\n\r\n', /^HTTP\/1\.1 403 /],
  ['a target in absolute form', 'GET http://127.0.0.1/health HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n', /^HTTP\/1\.1 200 /],
  [
    'an upgrade',
    'GET /health HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n',
    /^HTTP\/1\.1 200 /,
  ],
  [
    'half a body',
    'POST /cases HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{"i',
    /^(HTTP\/1\.1 400 [\s\S]*)?$/,
  ],
  [
    'two requests at once',
    'GET /health HTTP/1.1\r\nHost: localhost\r\n\r\nGET /version HTTP/1.1\r\nHost: localhost\r\n\r\n',
    /"ok"[\s\S]*"faultline"/,
  ],
];

for (const [says, bytes, answer] of odd) {
  test(`${says}: an answer or a closed socket, and the next client is served`, async () => {
    assert.match(await exchangeBytes(bytes), answer);
    assert.equal((await it.call('GET', '/health')).status, 200);
  });
}
