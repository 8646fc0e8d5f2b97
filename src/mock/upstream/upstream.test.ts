import assert from 'node:assert/strict';
import { type IncomingMessage, request } from 'node:http';
import { connect } from 'node:net';
import { test } from 'node:test';
import { ask, before, json, key, user } from '../fixtures/api-behind.ts';
import { alerts } from '../fixtures/driver.ts';
import { startMock } from '../index.ts';
import type { Mock } from '../mock.ts';

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
