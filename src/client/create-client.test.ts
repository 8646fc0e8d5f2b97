import assert from 'node:assert/strict';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { type TestContext, test } from 'node:test';
import { type Clock, createRandom, createVirtualClock } from '../clock.ts';
import { Problem, Problems } from '../problem.ts';
import { type Exchange, headerOf, statusOf } from '../trace/exchange.ts';
import { type CallResult, type ClientOptions, succeeded } from './client.ts';
import { createClient } from './create-client.ts';

type Answer = (response: ServerResponse, request: IncomingMessage, socket: Socket) => void;

interface Api {
  readonly url: string;
  readonly clock: Clock;
  /** What arrived, in order, with the clock's time. */
  readonly seen: {
    readonly at: number;
    readonly request: IncomingMessage;
    readonly body: string;
    readonly socket: Socket;
  }[];
}

/** An API on loopback that gives these answers in turn, the last one for ever, on a virtual clock. */
async function serve(context: TestContext, ...answers: readonly Answer[]): Promise<Api> {
  const clock = createVirtualClock(Date.UTC(2026, 0, 1));
  const seen: Api['seen'] = [];
  const server = createServer(async (request, response) => {
    const answer = answers[Math.min(seen.length, answers.length - 1)];
    const at = clock.now();
    const entry = { at, request, body: '', socket: request.socket };
    seen.push(entry);
    let body = '';
    for await (const chunk of request) body += String(chunk);
    entry.body = body;
    answer?.(response, request, request.socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  context.after(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, clock, seen };
}

function clientOf(context: TestContext, api: Api, options: Partial<ClientOptions> = {}) {
  const client = createClient({ baseUrl: api.url, clock: api.clock, requestIdPrefix: 'test', ...options });
  context.after(() => client.close());
  return client;
}

const status =
  (code: number, headers: Record<string, string> = {}, body = '{}'): Answer =>
  (response) =>
    void response.writeHead(code, { 'Content-Type': 'application/json', ...headers }).end(body);
const ok = status(200);
const reset: Answer = (_response, _request, socket) => void socket.resetAndDestroy();
const fin: Answer = (_response, _request, socket) => void socket.destroy();

/** Never answers; the virtual clock knows that the call is put aside. */
const hang =
  (clock: () => Clock): Answer =>
  (_response, request) =>
    clock().park(String(request.headers['x-request-id']));

const exact = { jitter: 'none' } as const;
const get = { method: 'GET', path: '/alerts' };
const post = { method: 'POST', path: '/alerts', body: '{"a":1}' };

function gaps({ seen }: Api): readonly number[] {
  return seen.slice(1).map(({ at }, index) => at - (seen[index]?.at ?? 0));
}

const statuses = ({ attempts }: CallResult) => attempts.map(statusOf);

// One attempt

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

// What can become of an attempt

async function outcomeOf(context: TestContext, answer: Answer, options: Partial<ClientOptions> = {}): Promise<unknown> {
  const api = await serve(context, answer);
  return shapeOf((await clientOf(context, api, options).call(get)).last);
}

function shapeOf({ outcome }: Exchange): unknown {
  if (outcome === null || outcome.kind === 'response') return outcome?.kind;
  return outcome.kind === 'no-response'
    ? [outcome.kind, outcome.code, outcome.phase]
    : [outcome.kind, outcome.code, outcome.response.status];
}

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

// Retries

test('exponential backoff waits 1, 2, 4, 8 and 16 seconds', async (context) => {
  const api = await serve(context, status(500));
  const result = await clientOf(context, api, { maxAttempts: 6, backoff: exact }).call(get);
  assert.deepEqual(result.waitsMs, [1000, 2000, 4000, 8000, 16_000]);
  assert.deepEqual(gaps(api), [1000, 2000, 4000, 8000, 16_000]);
  assert.deepEqual(
    result.attempts.map(({ attempt }) => attempt),
    [1, 2, 3, 4, 5, 6],
  );
  assert.equal(result.gaveUp, 'All 6 attempts are used up.');
});

test('a base of 2 seconds and four attempts wait 2, 4 and 8 seconds and stop', async (context) => {
  const api = await serve(context, status(500));
  const result = await clientOf(context, api, { maxAttempts: 4, backoff: { ...exact, baseMs: 2000 } }).call(get);
  assert.deepEqual(result.waitsMs, [2000, 4000, 8000]);
});

test('Retry-After 60 is waited for to the millisecond, and the call then succeeds', async (context) => {
  const api = await serve(context, status(429, { 'Retry-After': '60' }), ok);
  const result = await clientOf(context, api, { maxAttempts: 2, backoff: exact }).call(post);
  assert.deepEqual(result.waitsMs, [60_000]);
  assert.deepEqual(statuses(result), [429, 200]);
  assert.equal(result.gaveUp, null);
  assert.equal(succeeded(result), true);
});

test('a client that ignores Retry-After comes back early: the setting makes the difference', async (context) => {
  const api = await serve(context, status(429, { 'Retry-After': '60' }), ok);
  const client = clientOf(context, api, { maxAttempts: 2, backoff: exact, honourRetryAfter: false });
  assert.deepEqual((await client.call(get)).waitsMs, [1000]);
});

test('jitter draws from nothing up to the wait, and only adds to Retry-After', async (context) => {
  const api = await serve(context, status(503), status(503, { 'Retry-After': '5' }), ok);
  const client = clientOf(context, api, { maxAttempts: 3, random: createRandom(7) });
  const [first = -1, second = -1] = (await client.call(get)).waitsMs;
  assert.ok(first >= 0 && first < 1000, `${first}`);
  assert.ok(second >= 5000 && second < 6000, `${second}`);
});

test('what the policy calls not retryable is asked once, though the next answer would be 200', async (context) => {
  for (const code of [400, 401, 403, 404, 501]) {
    const api = await serve(context, status(code), ok);
    const result = await clientOf(context, api, { maxAttempts: 5, backoff: exact }).call(get);
    assert.deepEqual(statuses(result), [code]);
    assert.equal(result.gaveUp, result.classification.reason);
  }
});

test('a later refusal stops the retries', async (context) => {
  const api = await serve(context, status(503), status(400), ok);
  assert.deepEqual(statuses(await clientOf(context, api, { maxAttempts: 5, backoff: exact }).call(get)), [503, 400]);
});

test('a POST that met 500 is not repeated; under the reference’s policy it is', async (context) => {
  const api = await serve(context, status(500));
  assert.equal((await clientOf(context, api, { maxAttempts: 3, backoff: exact }).call(post)).attempts.length, 1);
  const client = clientOf(context, api, { maxAttempts: 3, backoff: exact, policy: 'reference' });
  assert.equal((await client.call(post)).attempts.length, 3);
});

test('with idempotency keys the POST is repeated, under one key and with one body', async (context) => {
  const api = await serve(context, status(500), reset, status(201), status(201));
  const client = clientOf(context, api, {
    maxAttempts: 3,
    backoff: exact,
    idempotencyKeys: true,
    random: createRandom(1),
  });
  assert.equal((await client.call(post)).attempts.length, 3);
  await client.call(post);
  const keys = api.seen.map(({ request }) => request.headers['idempotency-key']);
  assert.match(String(keys[0]), /^"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"$/);
  assert.deepEqual([keys[1], keys[2]], [keys[0], keys[0]]);
  assert.notEqual(keys[3], keys[0]);
  assert.deepEqual(new Set(api.seen.map(({ body }) => body)), new Set(['{"a":1}']));
});

test('an idempotent request is repeated after a timeout', async (context) => {
  const api = await serve(
    context,
    hang(() => api.clock),
    ok,
  );
  const result = await clientOf(context, api, { maxAttempts: 2, timeoutMs: 3000, backoff: exact }).call(get);
  assert.deepEqual(statuses(result), [null, 200]);
  assert.deepEqual(gaps(api), [4000]);
});

test('a wait longer than accepted is not begun', async (context) => {
  const api = await serve(context, status(503, { 'Retry-After': '61' }), ok);
  const result = await clientOf(context, api, { maxAttempts: 2, maxWaitMs: 60_000, backoff: exact }).call(get);
  assert.equal(result.attempts.length, 1);
  assert.match(result.gaveUp ?? '', /asks for a wait of 61000 ms, longer than the 60000 ms/);
});

test('the deadline covers attempts and waits: no wait is begun that would pass it', async (context) => {
  const api = await serve(context, status(503));
  const start = api.clock.now();
  const result = await clientOf(context, api, { maxAttempts: 9, deadlineMs: 8000, backoff: exact }).call(get);
  assert.deepEqual(result.waitsMs, [1000, 2000, 4000]);
  assert.equal(api.clock.now() - start, 7000);
  assert.match(result.gaveUp ?? '', /past the deadline in 1000 ms/);
});

test('the deadline also shortens the attempt', async (context) => {
  const api = await serve(
    context,
    hang(() => api.clock),
  );
  const start = api.clock.now();
  const result = await clientOf(context, api, { maxAttempts: 9, deadlineMs: 2500 }).call(get);
  assert.equal(result.attempts.length, 1);
  assert.equal(api.clock.now() - start, 2500);
});

test('421 is repeated over another connection, 500 over the same', async (context) => {
  for (const [code, sockets] of [
    [421, 2],
    [500, 1],
  ] as const) {
    const api = await serve(context, status(code), ok);
    await clientOf(context, api, { maxAttempts: 2, backoff: exact }).call(get);
    assert.equal(new Set(api.seen.map(({ socket }) => socket)).size, sockets, String(code));
  }
});

test('a 404 after a write is tried once more, not twice', async (context) => {
  const api = await serve(context, status(404));
  const client = clientOf(context, api, { maxAttempts: 5, backoff: exact });
  assert.equal((await client.call({ ...get, eventuallyConsistent: true })).attempts.length, 2);
});

test('a call that is given up ends at once: in an attempt, in a wait, before it began', async (context) => {
  const api = await serve(
    context,
    hang(() => api.clock),
    status(503),
  );
  const client = clientOf(context, api, { maxAttempts: 3, backoff: exact });
  const inAttempt = new AbortController();
  api.clock.timer(10, () => inAttempt.abort());
  const first = await client.call({ ...get, signal: inAttempt.signal });
  assert.deepEqual(shapeOf(first.last), ['no-response', 'ABORTED', 'response']);
  assert.equal(first.attempts.length, 1);

  const inWait = new AbortController();
  api.clock.timer(500, () => inWait.abort());
  const second = await client.call({ ...get, signal: inWait.signal });
  assert.deepEqual([second.attempts.length, second.gaveUp], [1, 'The caller gave the call up.']);

  const third = await client.call({ ...get, signal: AbortSignal.abort() });
  assert.equal(third.gaveUp, third.classification.reason);
  assert.equal(api.seen.length, 2);
});

test('a refused credential is renewed once, then given up', async (context) => {
  const api = await serve(context, status(401), ok, status(401));
  let asked = 0;
  const renewCredential = () => {
    asked += 1;
    return [['X-API-Key', `new-${asked}`]] as const;
  };
  const client = clientOf(context, api, { headers: [['X-API-Key', 'old']], renewCredential });
  assert.deepEqual(statuses(await client.call(get)), [401, 200]);
  assert.deepEqual(statuses(await client.call(get)), [401, 401]);
  assert.deepEqual(
    api.seen.map(({ request }) => request.headers['x-api-key']),
    ['old', 'new-1', 'old', 'new-2'],
  );
});

test('without a new credential there is no second attempt', async (context) => {
  const api = await serve(context, status(401), ok);
  const client = clientOf(context, api, { maxAttempts: 3, renewCredential: () => null });
  assert.equal((await client.call(get)).attempts.length, 1);
});

// Policies over several calls

test('five failures open the breaker, nothing is sent, and after 30 s a probe closes it', async (context) => {
  const failing = Array.from({ length: 5 }, () => status(500));
  const api = await serve(context, ...failing, ok);
  const client = clientOf(context, api, { circuitBreaker: {} });
  for (let call = 1; call <= 5; call += 1) {
    assert.equal(client.circuit, 'closed', `before call ${call}`);
    await client.call(get);
  }
  assert.equal(client.circuit, 'open');

  const refused = await client.call(get);
  assert.equal(api.seen.length, 5);
  assert.deepEqual(refused.attempts, []);
  assert.deepEqual(shapeOf(refused.last), ['no-response', 'CIRCUIT_OPEN', 'connect']);
  assert.equal(refused.classification.waitMs, 30_000);

  await api.clock.sleep(29_999);
  await client.call(get);
  assert.equal(api.seen.length, 5, 'one millisecond early');
  await api.clock.sleep(1);
  assert.equal(statusOf((await client.call(get)).last), 200);
  assert.equal(client.circuit, 'closed');
});

test('a probe that fails opens the breaker anew', async (context) => {
  const api = await serve(context, status(500));
  const client = clientOf(context, api, { circuitBreaker: { failureThreshold: 1, halfOpenAfterMs: 100 } });
  await client.call(get);
  await api.clock.sleep(100);
  await client.call(get);
  assert.equal(client.circuit, 'open');
  assert.equal((await client.call(get)).classification.waitMs, 100);
});

test('thirty 404s and 429s leave the breaker closed', async (context) => {
  for (const code of [404, 429]) {
    const api = await serve(context, status(code));
    const client = clientOf(context, api, { circuitBreaker: {} });
    for (let call = 1; call <= 30; call += 1) await client.call(get);
    assert.equal(client.circuit, 'closed');
    assert.equal(api.seen.length, 30);
  }
});

test('a breaker that opens within a call ends it without a pointless wait, and keeps the real failure', async (context) => {
  const api = await serve(context, status(503));
  const client = clientOf(context, api, { maxAttempts: 9, backoff: exact, circuitBreaker: {} });
  const result = await client.call(get);
  assert.deepEqual(result.waitsMs, [1000, 2000, 4000, 8000]);
  assert.equal(statusOf(result.last), 503);
  assert.equal(result.gaveUp, 'The circuit breaker is open for another 30000 ms.');
});

test('a retry budget stops retries when most calls fail', async (context) => {
  const attemptsOf = async (options: Partial<ClientOptions>) => {
    const api = await serve(context, status(503));
    const client = clientOf(context, api, { maxAttempts: 4, backoff: exact, ...options });
    for (let call = 1; call <= 20; call += 1) await client.call(get);
    return api.seen.length;
  };
  assert.equal(await attemptsOf({}), 80);
  // Five failures empty half of the bucket: from then on one attempt for each call.
  assert.equal(await attemptsOf({ retryBudget: {} }), 4 + 1 + 18);
});

test('spacing keeps the starts apart, in the order of asking', async (context) => {
  const api = await serve(context, ok);
  const client = clientOf(context, api, { spacingMs: 12_000 });
  await Promise.all(['/1', '/2', '/3', '/4'].map((path) => client.call({ method: 'GET', path })));
  assert.deepEqual(gaps(api), [12_000, 12_000, 12_000]);
  assert.deepEqual(
    api.seen.map(({ request }) => request.url),
    ['/1', '/2', '/3', '/4'],
  );
});

test('a call whose deadline passes, or that is given up, while it waits for its turn is never sent', async (context) => {
  const api = await serve(context, ok);
  const client = clientOf(context, api, { spacingMs: 1000, deadlineMs: 900, circuitBreaker: {} });
  const controller = new AbortController();
  api.clock.timer(100, () => controller.abort());
  const [first, late, aborted] = await Promise.all([
    client.call(get),
    client.call(get),
    client.call({ ...get, signal: controller.signal }),
  ]);
  assert.equal(first.gaveUp, null);
  assert.deepEqual([late.attempts.length, shapeOf(late.last)], [0, ['no-response', 'DEADLINE', 'connect']]);
  assert.deepEqual([aborted.attempts.length, shapeOf(aborted.last)], [0, ['no-response', 'ABORTED', 'connect']]);
  assert.equal(aborted.gaveUp, 'The caller gave the call up before it was sent.');
  assert.equal(api.seen.length, 1);
});

test('a probe that its deadline keeps from going out gives the place back', async (context) => {
  const api = await serve(context, status(500), ok);
  const client = clientOf(context, api, {
    spacingMs: 50,
    deadlineMs: 40,
    circuitBreaker: { failureThreshold: 1, halfOpenAfterMs: 10 },
  });
  await client.call(get);
  await api.clock.sleep(10);
  assert.deepEqual((await client.call(get)).attempts, []);
  await api.clock.sleep(100);
  assert.equal(statusOf((await client.call(get)).last), 200);
});

test('at most so many attempts are under way at once', async (context) => {
  let open = 0;
  let most = 0;
  const api = await serve(context, (response, request, socket) => {
    open += 1;
    most = Math.max(most, open);
    const id = String(request.headers['x-request-id']);
    api.clock.park(id);
    api.clock.timer(100, () => {
      open -= 1;
      api.clock.unpark(id);
      ok(response, request, socket);
    });
  });
  const flood = async (options: Partial<ClientOptions>) => {
    most = 0;
    const client = clientOf(context, api, options);
    await Promise.all(Array.from({ length: 20 }, () => client.call(get)));
    return most;
  };
  assert.equal(await flood({ maxConcurrent: 5, requestIdPrefix: 'a' }), 5);
  assert.equal(await flood({ requestIdPrefix: 'b' }), 20);
});

test('holding back: the next call waits for the reset that a success announced', async (context) => {
  const last = status(200, { RateLimit: '"default";r=0;t=30' });
  for (const [holdBack, waited] of [
    [true, 30_000],
    [false, 0],
  ] as const) {
    const api = await serve(context, last, ok);
    const client = clientOf(context, api, { holdBack });
    await client.call(get);
    await client.call(get);
    assert.deepEqual(gaps(api), [waited]);
  }
});

test('holding back: the Retry-After of one call stops the others as well', async (context) => {
  const api = await serve(context, status(429, { 'Retry-After': '7' }), ok);
  const client = clientOf(context, api, { holdBack: true });
  await client.call(get);
  await client.call({ ...get, path: '/users/1' });
  assert.deepEqual(gaps(api), [7000]);
});

test('a GET is kept for its time and not a millisecond longer', async (context) => {
  const api = await serve(context, ok);
  const client = clientOf(context, api, { cache: { ttlMs: 1000 } });
  await client.call(get);
  await api.clock.sleep(999);
  const kept = await client.call(get);
  assert.deepEqual([kept.cached, kept.attempts.length, kept.body], [true, 0, '{}']);
  assert.equal(api.seen.length, 1);
  await api.clock.sleep(1);
  assert.equal((await client.call(get)).cached, false);
  assert.equal(api.seen.length, 2);
});

test('the same GET under way is shared, another one is not', async (context) => {
  const api = await serve(context, ok);
  const client = clientOf(context, api, { cache: { ttlMs: 1000 } });
  await Promise.all([client.call(get), client.call(get), client.call({ ...get, path: '/alerts?page=2' })]);
  assert.equal(api.seen.length, 2);
  await client.call({ ...get, headers: [['X-API-Key', 'other']] });
  assert.equal(api.seen.length, 3);
});

test('failures, other methods and no-store are not kept; a write forgets', async (context) => {
  const api = await serve(context, status(500), status(200, { 'Cache-Control': 'no-store' }), ok, ok, ok);
  const client = clientOf(context, api, { cache: { ttlMs: 1000 } });
  await client.call(get);
  await client.call(get);
  await client.call(get);
  assert.equal(api.seen.length, 3);
  await client.call(post);
  assert.equal(api.seen.length, 4);
  assert.equal((await client.call(get)).cached, false);
  assert.equal((await client.call(get)).cached, true);
});

test('the cache holds a bounded number of answers, the least used goes', async (context) => {
  const api = await serve(context, ok);
  const client = clientOf(context, api, { cache: { ttlMs: 1000, maxEntries: 2 } });
  const cached = async (path: string) => (await client.call({ method: 'GET', path })).cached;
  assert.deepEqual(
    [await cached('/1'), await cached('/2'), await cached('/1'), await cached('/3')],
    [false, false, true, false],
  );
  assert.deepEqual([await cached('/1'), await cached('/2')], [true, false]);
});

// Making and closing

test('the example of the docstring', async (context) => {
  const { url: baseUrl } = await serve(context, ok);
  const client = createClient({ baseUrl, maxAttempts: 5, idempotencyKeys: true });
  context.after(() => client.close());
  const { last, waitsMs, gaveUp } = await client.call({ method: 'GET', path: '/alerts' });
  assert.deepEqual([statusOf(last), waitsMs, gaveUp], [200, [], null]);
});

test('options that make no sense are refused together, each with what is legal', () => {
  assert.throws(
    () => createClient({ baseUrl: 'ftp://x', maxAttempts: 0, timeoutMs: Number.NaN, backoff: { factor: 0.5 } }),
    (error) => {
      assert.ok(error instanceof Problems);
      assert.equal(error.problems.length, 4);
      assert.ok(error.problems.some(({ message }) => message.includes('maxAttempts is "0"')));
      return true;
    },
  );
  assert.throws(() => createClient({ baseUrl: 'http://x', maxAttempts: 1.5 }), Problem);
});

test('a closed client says so in the outcome', async (context) => {
  const api = await serve(context, ok);
  const client = clientOf(context, api);
  await client.close();
  const { last } = await client.call(get);
  assert.ok(last.outcome?.kind === 'no-response');
  assert.match(last.outcome.code, /UND_ERR_(DESTROYED|CLOSED)/);
});

test('on the real clock it works the same', async (context) => {
  const api = await serve(context, status(503), ok);
  const client = createClient({ baseUrl: api.url, maxAttempts: 2, backoff: { ...exact, baseMs: 1 } });
  context.after(() => client.close());
  const result = await client.call(get);
  assert.deepEqual(statuses(result), [503, 200]);
  assert.match(result.last.id, /^client-[0-9a-f]+-2$/);
});
