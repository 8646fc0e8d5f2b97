import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { ask, before, json, key, user } from '../fixtures/api-behind.ts';

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
