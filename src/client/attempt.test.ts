import assert from 'node:assert/strict';
import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { type TestContext, test } from 'node:test';
import { headerOf, statusOf } from '../trace/exchange.ts';
import type { ClientOptions } from './client.ts';
import {
  type Answer,
  clientOf,
  fin,
  get,
  hang,
  ok,
  post,
  reset,
  serve,
  shapeOf,
  status,
} from './fixtures/scripted-api.ts';

async function outcomeOf(context: TestContext, answer: Answer, options: Partial<ClientOptions> = {}): Promise<unknown> {
  const api = await serve(context, answer);
  return shapeOf((await clientOf(context, api, options).call(get)).last);
}

test('the bare client makes one attempt and records it', async (context) => {
  const api = await serve(context, status(503, { 'X-A': '1' }, '{"detail":"down"}'));
  const client = clientOf(context, api, { headers: [['X-API-Key', 'k']], caseId: 'c1' });
  const result = await client.call({
    ...post,
    operationId: 'createAlert',
    headers: [['Content-Type', 'application/json']],
  });

  assert.equal(result.attempts.length, 1);
  assert.deepEqual(result.waitsMs, []);
  assert.equal(result.gaveUp, `${result.classification.reason}`);
  assert.equal(result.body, '{"detail":"down"}');
  assert.equal(result.cached, false);
  const { outcome, ...exchange } = result.last;
  assert.ok(outcome?.kind === 'response');
  assert.equal(outcome.response.status, 503);
  assert.equal(outcome.response.body?.text, '{"detail":"down"}');
  assert.equal(headerOf(outcome.response.headers, 'x-a'), '1');
  assert.ok(
    outcome.response.headers.some(([name]) => name === 'X-A'),
    'names stay as they were sent',
  );
  assert.deepEqual(exchange, {
    id: 'test-1',
    caseId: 'c1',
    observer: 'client',
    operationId: 'createAlert',
    attempt: 1,
    startedAt: api.clock.now(),
    respondedAt: api.clock.now(),
    endedAt: api.clock.now(),
    request: {
      method: 'POST',
      url: `${api.url}/alerts`,
      headers: [
        ['X-API-Key', 'k'],
        ['Content-Type', 'application/json'],
        ['X-Request-Id', 'test-1'],
      ],
      body: {
        text: '{"a":1}',
        bytes: 7,
        sha256: '015abd7f5cc57a2dd94b7590f04ad8084273905ee33ec5cebeae62276a97f862',
        cut: false,
      },
    },
    cause: null,
    sideEffects: [],
    connection: null,
  });
  assert.equal(api.seen[0]?.request.headers['x-request-id'], 'test-1');
  assert.equal(api.seen[0]?.body, '{"a":1}');
});

test('a base path goes on the wire, the recorded URL may leave it out', async (context) => {
  const api = await serve(context, ok);
  const client = clientOf(context, api, { baseUrl: `${api.url}/__case/a`, recordedBaseUrl: 'http://api.test' });
  const { last } = await client.call(get);
  assert.equal(api.seen[0]?.request.url, '/__case/a/alerts');
  assert.equal(last.request.url, 'http://api.test/alerts');
});

test('a header of the request replaces the client’s own, whatever its case', async (context) => {
  const api = await serve(context, ok);
  const client = clientOf(context, api, { headers: [['X-API-Key', 'old']], requestIdHeader: 'X-Trace' });
  await client.call({ ...get, headers: [['x-api-key', 'new']] });
  const { headers } = api.seen[0]?.request ?? {};
  assert.equal(headers?.['x-api-key'], 'new');
  assert.equal(headers?.['x-trace'], 'test-1');
});

test('a body longer than 64 KiB is cut in the exchange and whole in the result', async (context) => {
  const api = await serve(context, status(200, {}, 'x'.repeat(70_000)));
  const { last, body } = await clientOf(context, api).call(get);
  assert.ok(last.outcome?.kind === 'response');
  const recorded = last.outcome.response.body;
  assert.deepEqual([recorded?.text.length, recorded?.bytes, recorded?.cut], [65_536, 70_000, true]);
  assert.equal(body?.length, 70_000);
});

test('a body longer than is taken is broken off', async (context) => {
  const api = await serve(context, status(200, {}, 'x'.repeat(2000)));
  const { last, classification } = await clientOf(context, api, { maxBodyBytes: 1000 }).call(get);
  assert.ok(last.outcome?.kind === 'broken-body');
  assert.equal(last.outcome.code, 'UND_ERR_RES_EXCEEDED_MAX_SIZE');
  assert.equal(classification.class, 'not-retryable');
});

test('a refused connection', async (context) => {
  const api = await serve(context, ok);
  const client = clientOf(context, api, { baseUrl: 'http://127.0.0.1:1' });
  const { last, classification } = await client.call(post);
  assert.deepEqual(shapeOf(last), ['no-response', 'ECONNREFUSED', 'connect']);
  assert.equal(classification.retry, true);
});

test('a reset and a closed connection before a byte', async (context) => {
  assert.deepEqual(await outcomeOf(context, reset), ['no-response', 'ECONNRESET', 'response']);
  assert.deepEqual(await outcomeOf(context, fin), ['no-response', 'UND_ERR_SOCKET', 'response']);
});

test('a body that breaks off', async (context) => {
  const truncated: Answer = (response, _request, socket) => {
    response.writeHead(200, { 'Content-Length': '100' });
    response.write('0123456789', () => socket.end());
  };
  assert.deepEqual(await outcomeOf(context, truncated), ['broken-body', 'UND_ERR_SOCKET', 200]);
});

test('bytes that are no HTTP, and a chunk that is none', async (context) => {
  const garbage: Answer = (_response, _request, socket) => void socket.end('not http at all\r\n\r\n');
  assert.deepEqual(await outcomeOf(context, garbage), ['no-response', 'HPE_INVALID_CONSTANT', 'response']);
  const chunk: Answer = (_response, _request, socket) =>
    void socket.end('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nabc');
  assert.deepEqual(await outcomeOf(context, chunk), ['broken-body', 'HPE_INVALID_CHUNK_SIZE', 200]);
});

test('an attempt without an answer ends with TIMEOUT exactly when its time is up', async (context) => {
  const api = await serve(
    context,
    hang(() => api.clock),
  );
  const client = clientOf(context, api, { timeoutMs: 30_000 });
  const start = api.clock.now();
  const { last } = await client.call({ ...get, timeoutMs: 1234 });
  assert.deepEqual(shapeOf(last), ['no-response', 'TIMEOUT', 'response']);
  assert.equal((last.endedAt ?? 0) - start, 1234);
});

test('a body that stops coming ends with TIMEOUT too', async (context) => {
  const api = await serve(context, (response, request) => {
    response.writeHead(200, { 'Content-Length': '100' });
    response.write('0123456789', () => api.clock.park(String(request.headers['x-request-id'])));
  });
  const { last } = await clientOf(context, api, { timeoutMs: 500 }).call(get);
  assert.deepEqual(shapeOf(last), ['broken-body', 'TIMEOUT', 200]);
});

test('an interim answer is not the answer', async (context) => {
  const api = await serve(context, (response) => {
    response.writeProcessing();
    ok(response, {} as IncomingMessage, {} as Socket);
  });
  assert.equal(statusOf((await clientOf(context, api).call(get)).last), 200);
});

test('a request that can’t be sent as it stands is an outcome, not an exception', async (context) => {
  const api = await serve(context, ok);
  const result = await clientOf(context, api, { maxAttempts: 3 }).call({ ...get, path: '/a b' });
  assert.deepEqual(shapeOf(result.last), ['no-response', 'UND_ERR_INVALID_ARG', 'connect']);
  assert.equal(result.attempts.length, 1);
});
