import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { after, afterEach, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { alerts } from '../fixtures/driver.ts';
import { startMock } from '../index.ts';
import type { Mock } from '../mock.ts';
import type { UpstreamOptions } from './upstream.ts';

const key = { 'X-API-Key': 'secret-of-the-api' };
const opened: (Server | Mock)[] = [];

type Serve = (message: IncomingMessage, response: ServerResponse) => void;

/** A real API of these answers, and the mock before it. */
async function before(serve: Serve, options: Partial<UpstreamOptions> = {}, warnings: string[] = []) {
  const api = createServer(serve);
  api.on('checkContinue', serve);
  await new Promise<void>((resolve) => void api.listen(0, '127.0.0.1', resolve));
  const { port } = api.address() as AddressInfo;
  const mock = await startMock({
    contract: alerts,
    upstream: { url: `http://127.0.0.1:${port}`, ...options },
    onWarning: (message) => void warnings.push(message),
  });
  opened.push(mock, api);
  return { mock, api, port, trace: () => mock.openCase({ id: 'default' }).trace() };
}

const closeAll = async () => {
  for (const one of opened.splice(0)) {
    if ('contract' in one) await one.close(0);
    else {
      one.closeAllConnections();
      one.close();
    }
  }
};
afterEach(closeAll);
after(closeAll);

const user = { user_id: '1', tenant: 'client-a', name: 'Ada Example', email: 'ada@example.com', status: 'active' };

function json(response: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}): void {
  response.writeHead(status, { 'Content-Type': 'application/json', 'X-Request-Id': 'up-1', ...headers });
  response.end(JSON.stringify(body));
}

/** One request by node:http, with whatever it takes. */
async function ask(url: string, options: Parameters<typeof request>[1] = {}, body?: string | Buffer) {
  const sent = request(url, { agent: false, ...options });
  sent.end(body);
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk as Buffer);
  return { response, bytes: Buffer.concat(chunks), text: Buffer.concat(chunks).toString() };
}

test('a request goes on with its method, path, query, body and credentials, and the answer comes back as it is', async () => {
  let seen: IncomingMessage | undefined;
  let body = '';
  const { mock, port } = await before(async (message, response) => {
    seen = message;
    for await (const chunk of message) body += String(chunk);
    response.writeHead(201, 'Made', [
      'Content-Type',
      'application/json',
      'Set-Cookie',
      'a=1',
      'Set-Cookie',
      'b=2',
      'Connection',
      'X-Hop',
      'X-Hop',
      'gone',
      'Location',
      'https://elsewhere.example/alerts/1',
    ]);
    response.end('{"alert_id":"1"}');
  });
  const { response, text } = await ask(
    `${mock.url}/alerts?x=%20y`,
    {
      method: 'POST',
      headers: {
        ...key,
        'Content-Type': 'application/json',
        Connection: 'X-Mine',
        'X-Mine': 'hop',
        'Keep-Alive': 'timeout=5',
      },
    },
    '{"tenant":"a"}',
  );
  assert.equal(`${seen?.method} ${seen?.url} ${body}`, 'POST /alerts?x=%20y {"tenant":"a"}');
  assert.equal(seen?.headers['x-api-key'], key['X-API-Key']);
  assert.equal(seen?.headers.host, `127.0.0.1:${port}`);
  assert.equal(seen?.headers['x-mine'], undefined);
  assert.equal(seen?.headers['keep-alive'], undefined);
  assert.match(String(seen?.headers['forwarded']), /^for=127\.0\.0\.1;host="127\.0\.0\.1:\d+";proto=http$/);
  assert.match(String(seen?.headers['via']), /^1\.1 faultline-[0-9a-f]{8}$/);
  assert.equal(`${response.statusCode} ${response.statusMessage} ${text}`, '201 Made {"alert_id":"1"}');
  assert.deepEqual(response.headers['set-cookie'], ['a=1', 'b=2']);
  assert.equal(response.headers['x-hop'], undefined);
  assert.equal(response.headers.location, 'https://elsewhere.example/alerts/1');
  assert.match(String(response.headers['via']), /^1\.1 faultline-/);
});

test('a redirect is the client’s own affair', async () => {
  let calls = 0;
  const { mock } = await before((_, response) => {
    calls += 1;
    response.writeHead(302, { Location: '/alerts' }).end();
  });
  const { response } = await ask(`${mock.url}/users/1`, { headers: key });
  assert.equal(response.statusCode, 302);
  assert.equal(calls, 1);
});

test('what is injected acts, and what isn’t is passed on: rules, instructions, quotas', async () => {
  let calls = 0;
  const { mock, trace } = await before((_, response) => {
    calls += 1;
    json(response, 200, user);
  });
  const live = mock.openCase({ id: 'default' });
  const status = async (headers: Record<string, string> = {}) =>
    (await fetch(`${mock.url}/users/1`, { headers: { ...key, ...headers } })).status;
  assert.equal(await status(), 200, 'neither the layer’s credentials nor its quota stand in the way');
  live.inject({ match: { operations: ['getUser'] }, when: { times: 1 }, respond: { status: 503 } });
  assert.equal(await status(), 503);
  assert.equal(await status(), 200);
  assert.equal(await status({ 'X-Faultline-Instruction': 'return-502' }), 502);
  live.instruct('getUser', ['return-500']);
  assert.equal(await status(), 500);
  live.setRateLimit({
    id: 'mine',
    rateLimit: 1,
    resetTimeWindowSeconds: 60,
    key: 'credential',
    enabled: true,
    match: { operations: ['getUser'], headers: {}, query: {}, path: {}, bodyFragment: null },
  });
  assert.equal(await status(), 200);
  assert.equal(await status(), 429);
  assert.equal(calls, 3);
  assert.deepEqual(
    trace().map(({ cause }) => cause?.kind),
    ['upstream', 'rule', 'upstream', 'instruction', 'instruction', 'upstream', 'quota'],
  );
});

test('transport faults are done to the answer of the real API, and one after the work reaches it first', async () => {
  let calls = 0;
  const { mock } = await before((_, response) => {
    calls += 1;
    json(response, 200, user);
  });
  const live = mock.openCase({ id: 'default' });
  live.instruct('getUser', [
    'return-reset-connection',
    'return-broken-stream',
    'commit-then-return-503',
    'return-invalid-json',
  ]);
  await assert.rejects(fetch(`${mock.url}/users/1`));
  assert.equal(calls, 0);
  const cut = await fetch(`${mock.url}/users/1`);
  assert.equal(cut.status, 200);
  await assert.rejects(cut.text());
  assert.equal((await fetch(`${mock.url}/users/1`)).status, 503);
  assert.equal(calls, 2);
  const invalid = await fetch(`${mock.url}/users/1`);
  await assert.rejects(invalid.json(), SyntaxError);
});

test('violations of both directions are in the trace, said once, and told in a header when asked', async () => {
  const warnings: string[] = [];
  const { mock, trace } = await before(
    (_, response) => json(response, 200, { id: 1 }),
    { tellViolations: true },
    warnings,
  );
  const first = await fetch(`${mock.url}/alerts?limit=none`, { headers: key });
  assert.equal(first.status, 200);
  assert.match(first.headers.get('x-faultline-violations') ?? '', /request: query: .*limit/);
  await first.text();
  await (await fetch(`${mock.url}/alerts?limit=none`, { headers: key })).text();
  const [exchange] = trace();
  assert.match(exchange?.violations?.[0] ?? '', /^request: query/);
  assert.match(exchange?.violations?.join() ?? '', /response 200: /);
  assert.equal(new Set(warnings).size, warnings.length);
  assert.ok(
    warnings.some((line) => line.startsWith('listAlerts: response 200: ')),
    warnings.join('\n'),
  );
  await (await fetch(`${mock.url}/nowhere`)).text();
  assert.match(trace().at(-1)?.violations?.join() ?? '', /no operation has the path \/nowhere/);
});

test('a body that was streamed is held against the document when it has gone by', async () => {
  const { mock, trace } = await before((message, response) => {
    message.resume();
    message.once('end', () => json(response, 201, {}));
  });
  await ask(
    `${mock.url}/alerts`,
    { method: 'POST', headers: { ...key, 'Content-Type': 'application/json' } },
    '{"severity":"odd"}',
  );
  assert.match(trace()[0]?.violations?.join() ?? '', /request: body: /);
});

test('--strict-upstream refuses both: the API never sees a bad request, the client never a bad answer', async () => {
  let calls = 0;
  const { mock } = await before(
    (message, response) => {
      calls += 1;
      if (message.url === '/users/2') return json(response, 418, {});
      return json(response, 200, message.url === '/users/1' ? { nonsense: true } : { alerts: 1 });
    },
    { strict: true },
  );
  assert.equal((await fetch(`${mock.url}/alerts?limit=none`, { headers: key })).status, 400);
  const bad = { method: 'POST', headers: { ...key, 'Content-Type': 'application/json' }, body: '{"severity":"odd"}' };
  assert.equal((await fetch(`${mock.url}/alerts`, bad)).status, 400);
  assert.equal((await fetch(`${mock.url}/nowhere`)).status, 404);
  assert.equal(calls, 0);
  for (const path of ['/users/1', '/users/2']) {
    const refused = await fetch(`${mock.url}${path}`, { headers: key });
    assert.equal(refused.status, 502);
    assert.match(await refused.text(), /The API behind broke its contract/);
  }
});

test('150 MB stream both ways at once, whole, with bounded memory', async () => {
  const size = 150 * 1024 * 1024;
  const { mock } = await before((message, response) => {
    response.writeHead(200, { 'Content-Type': 'application/octet-stream' });
    message.pipe(response);
  });
  const chunk = Buffer.alloc(64 * 1024, 'x');
  const sent = request(`${mock.url}/users/1`, {
    method: 'PUT',
    headers: { 'Transfer-Encoding': 'chunked' },
    agent: false,
  });
  const hashes = { out: createHash('sha256'), in: createHash('sha256') };
  globalThis.gc?.();
  const start = process.memoryUsage().rss;
  let peak = 0;
  let received = 0;
  const back = once(sent, 'response').then(async ([response]) => {
    for await (const piece of response as IncomingMessage) {
      hashes.in.update(piece as Buffer);
      received += (piece as Buffer).length;
      peak = Math.max(peak, process.memoryUsage().rss - start);
    }
  });
  for (let left = size; left > 0; left -= chunk.length) {
    hashes.out.update(chunk);
    if (!sent.write(chunk)) await once(sent, 'drain');
  }
  sent.end();
  await back;
  assert.equal(received, size);
  assert.equal(hashes.in.digest('hex'), hashes.out.digest('hex'));
  assert.ok(peak < 200 * 1024 * 1024, `grew by ${Math.round(peak / 1e6)} MB`);
});

test('events come one by one, as they are sent', async () => {
  let say: (text: string) => void = () => {};
  let end = () => {};
  const { mock } = await before((_, response) => {
    response.writeHead(200, { 'Content-Type': 'text/event-stream' });
    response.flushHeaders();
    say = (text) => void response.write(`data: ${text}\n\n`);
    end = () => void response.end();
  });
  const answer = await fetch(`${mock.url}/alerts`);
  const reader = answer.body?.getReader();
  assert.ok(reader);
  for (const text of ['one', 'two', 'three']) {
    say(text);
    const { value } = await reader.read();
    assert.equal(new TextDecoder().decode(value), `data: ${text}\n\n`);
  }
  end();
  assert.equal((await reader.read()).done, true);
});

test('a client that leaves ends the request to the API, before the answer and in its midst', async () => {
  const gone: Promise<unknown>[] = [];
  let begun = () => {};
  const { mock, trace } = await before((message, response) => {
    gone.push(once(response, 'close'));
    if (message.url === '/alerts') response.writeHead(200, { 'Content-Type': 'text/plain' }).write('begun');
    begun();
  });
  const leaveEarly = new AbortController();
  const arrived = new Promise<void>((resolve) => {
    begun = resolve;
  });
  const early = fetch(`${mock.url}/users/1`, { signal: leaveEarly.signal });
  await arrived;
  leaveEarly.abort();
  await assert.rejects(early);
  await gone[0];
  const leaveLate = new AbortController();
  const late = await fetch(`${mock.url}/alerts`, { signal: leaveLate.signal });
  leaveLate.abort();
  await assert.rejects(late.text());
  await gone[1];
  await mock.openCase({ id: 'default' }).settled();
  assert.deepEqual(
    trace().map(({ outcome }) => outcome?.kind),
    ['no-response', 'broken-body'],
  );
});

test('an answer that the API breaks off breaks off for the client', async () => {
  const { mock } = await before((_, response) => {
    response.writeHead(200, { 'Content-Length': '100' });
    response.write('half', () => response.destroy());
  });
  const answer = await fetch(`${mock.url}/alerts`);
  await assert.rejects(answer.text());
});

test('an API that is not there is a 502, one that doesn’t answer in time a 504, both in the API’s own error body', async () => {
  const silent = await before(() => {}, { timeoutMs: 40 });
  const late = await fetch(`${silent.mock.url}/users/1`);
  assert.equal(late.status, 504);
  assert.match(String(((await late.json()) as { detail: string }).detail), /did not answer in time/);
  assert.match(silent.trace()[0]?.cause?.summary ?? '', /did not answer in time/);
  const gone = await before(() => {});
  gone.api.closeAllConnections();
  await new Promise((resolve) => gone.api.close(resolve));
  const refused = await fetch(`${gone.mock.url}/users/1`);
  assert.equal(refused.status, 502);
  assert.match(String(((await refused.json()) as { detail: string }).detail), /ECONNREFUSED/);
});

test('compressed bodies pass through as they are, and are read for the check', async () => {
  const body = gzipSync(JSON.stringify({ nonsense: true }));
  const { mock, trace } = await before((_, response) => {
    response.writeHead(200, {
      'Content-Type': 'application/json',
      'Content-Encoding': 'gzip',
      'Content-Length': String(body.length),
    });
    response.end(body);
  });
  const { bytes, response } = await ask(`${mock.url}/users/1`, { headers: key });
  assert.deepEqual(bytes, body);
  assert.equal(response.headers['content-encoding'], 'gzip');
  assert.equal(response.headers['content-length'], String(body.length));
  assert.match(trace()[0]?.violations?.join() ?? '', /response 200: /);
});

test('HEAD keeps the length and has no body', async () => {
  const { mock } = await before((message, response) => {
    assert.equal(message.method, 'HEAD');
    response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': '1234' }).end();
  });
  const { response, text } = await ask(`${mock.url}/users/1`, { method: 'HEAD', headers: key });
  assert.equal(response.headers['content-length'], '1234');
  assert.equal(text, '');
});

test('Expect: 100-continue is the API’s to answer: it asks for the body, or refuses without it', async () => {
  const { mock } = await before((message, response) => {
    assert.equal(message.headers.expect, '100-continue');
    if (message.url === '/users/2')
      return void response.writeHead(413, { 'Content-Type': 'application/json' }).end('{"detail":"no"}');
    response.writeContinue();
    message.resume();
    message.once('end', () => json(response, 200, user));
  });
  const expecting = async (path: string) => {
    const headers = { ...key, Expect: '100-continue', 'Content-Type': 'application/json', 'Content-Length': '2' };
    const sent = request(`${mock.url}${path}`, { method: 'PUT', headers, agent: false });
    let continued = false;
    sent.once('continue', () => {
      continued = true;
      sent.end('{}');
    });
    sent.flushHeaders();
    const [response] = (await once(sent, 'response')) as [IncomingMessage];
    response.resume();
    sent.destroy();
    return `${response.statusCode} ${continued}`;
  };
  assert.equal(await expecting('/users/1'), '200 true');
  assert.equal(await expecting('/users/2'), '413 false');
});

test('trailers pass in both directions', async () => {
  let trailer: string | undefined;
  const { mock } = await before((message, response) => {
    message.resume();
    message.once('end', () => {
      trailer = message.trailers['x-sum'];
      response.writeHead(200, { Trailer: 'X-Back', 'Content-Type': 'text/plain' });
      response.write('body');
      response.addTrailers({ 'X-Back': 'there' });
      response.end();
    });
  });
  const sent = request(`${mock.url}/users/1`, {
    method: 'PUT',
    agent: false,
    headers: { 'Transfer-Encoding': 'chunked', Trailer: 'X-Sum', TE: 'trailers' },
  });
  sent.write('body');
  sent.addTrailers({ 'X-Sum': '42' });
  sent.end();
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  response.resume();
  await once(response, 'end');
  assert.equal(trailer, '42');
  assert.equal(response.trailers['x-back'], 'there');
});

test('an upgrade is not taken up: the request is answered as a plain one', async () => {
  const { mock } = await before((message, response) => {
    assert.equal(message.headers.upgrade, undefined);
    json(response, 426, {});
  });
  const socket = connect(Number(new URL(mock.url).port), '127.0.0.1');
  socket.write('GET /users/1 HTTP/1.1\r\nHost: x\r\nConnection: Upgrade, close\r\nUpgrade: websocket\r\n\r\n');
  let text = '';
  for await (const chunk of socket) text += String(chunk);
  assert.match(text, /^HTTP\/1\.1 426 /);
});

test('a POST without a body goes on without one', async () => {
  let seen: IncomingMessage['headers'] = {};
  const { mock } = await before((message, response) => {
    seen = message.headers;
    json(response, 400, { detail: 'no body' });
  });
  const socket = connect(Number(new URL(mock.url).port), '127.0.0.1');
  socket.write('POST /alerts HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n');
  let text = '';
  for await (const chunk of socket) text += String(chunk);
  assert.match(text, /^HTTP\/1\.1 400 /);
  assert.equal(seen['content-length'], '0');
  assert.equal(seen['transfer-encoding'], undefined);
});

test('one connection serves several requests on both sides', async () => {
  const ports = new Set<number | undefined>();
  const { mock } = await before((message, response) => {
    ports.add(message.socket.remotePort);
    json(response, 200, user);
  });
  for (let count = 0; count < 5; count += 1) await (await fetch(`${mock.url}/users/1`)).text();
  assert.equal(ports.size, 1);
});

test('a kept connection that the API has closed meanwhile costs a GET nothing', async () => {
  let calls = 0;
  const { mock } = await before((message, response) => {
    calls += 1;
    // The second request on a connection finds it closed.
    if (calls === 2) return void message.socket.destroy();
    json(response, 200, user);
  });
  for (let count = 0; count < 2; count += 1) assert.equal((await fetch(`${mock.url}/users/1`)).status, 200);
  assert.equal(calls, 3);
});

test('headers of the API behind are added and never recorded', async () => {
  let seen: string | undefined;
  const { mock, trace } = await before(
    (message, response) => {
      seen = message.headers.authorization;
      json(response, 200, user);
    },
    { headers: [['Authorization', 'Bearer of-the-api-behind']] },
  );
  await (await fetch(`${mock.url}/users/1`, { headers: { Authorization: 'Bearer of-the-client' } })).text();
  assert.equal(seen, 'Bearer of-the-api-behind');
  assert.doesNotMatch(JSON.stringify(trace()), /of-the-api-behind/);
});

test('a loop is noticed: 508 instead of going round', async () => {
  let mock: Mock | undefined;
  const back = await before((message, response) => {
    // The API behind leads back to the mock.
    const again = request(`${mock?.url}${message.url}`, { headers: message.headers, agent: false }, (answer) => {
      response.writeHead(answer.statusCode ?? 500, answer.headers);
      answer.pipe(response);
    });
    again.end();
  });
  mock = back.mock;
  const answer = await fetch(`${mock.url}/users/1`);
  assert.equal(answer.status, 508);
});

test('a base URL that can’t be meant is refused before anything listens', async () => {
  const start = (url: string, port = 0) => startMock({ contract: alerts, port, upstream: { url } });
  await assert.rejects(start('ftp://x'), /no http or https URL/);
  await assert.rejects(
    start('http://user:pass@x'),
    (error: Error) => /holds credentials/.test(error.message) && !/pass@/.test(error.message),
  );
  await assert.rejects(start('http://x/?key=1'), /query/);
  await assert.rejects(start('http://localhost:8001', 8001), /where this server listens/);
});

test('the layer’s own rules act only where it says so', async () => {
  const api = createServer((_, response) => json(response, 200, user));
  await new Promise<void>((resolve) => void api.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(api.address() as AddressInfo).port}`;
  const ruled = { ...alerts, layer: { ...alerts.layer, upstream: { apply: ['rules' as const] } } };
  const mock = await startMock({ contract: ruled, upstream: { url } });
  opened.push(mock, api);
  assert.equal((await fetch(`${mock.url}/simulate-unavailable`)).status, 503);
  assert.equal((await fetch(`${mock.url}/users/1`)).status, 200);
});
