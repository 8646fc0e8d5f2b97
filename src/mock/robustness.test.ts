import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { after, afterEach, before, test } from 'node:test';
import { createVirtualClock } from '../clock.ts';
import { type Contract, readContract } from '../contract/index.ts';
import { parseFault } from '../faults/index.ts';
import { Problem } from '../problem.ts';
import { type Mock, startMock } from './index.ts';

const key = { 'X-API-Key': 'valid-key-123' };
const keyLine = 'X-API-Key: valid-key-123\r\n';
const warnings: string[] = [];
let contract: Contract;
let mock: Mock;

before(async () => {
  contract = await readContract({ documentPath: 'openapi/alerts.openapi.yaml', parseFault });
  mock = await startMock({ contract, onWarning: (message) => warnings.push(message) });
});
after(() => mock.close());

afterEach(async () => {
  const alive = await fetch(`${mock.url}/users/1`, { headers: key });
  assert.equal(alive.status, 200, 'the next client gets its answer');
  await alive.text();
  mock.openCase({ id: 'default' }).reset();
  assert.deepEqual(warnings, []);
});

function open(target: Mock = mock): Socket {
  return connect(Number(new URL(target.url).port), '127.0.0.1');
}

/** Sends bytes and gives back everything that came until the mock closed the connection. */
async function exchange(...parts: readonly (string | Buffer)[]): Promise<string> {
  const socket = open();
  socket.on('error', () => {});
  for (const part of parts) socket.write(part);
  const pieces: Buffer[] = [];
  socket.on('data', (piece) => pieces.push(piece));
  await once(socket, 'close');
  return Buffer.concat(pieces).toString();
}

function assertError(raw: string, status: number): void {
  const [head = '', body = ''] = raw.split('\r\n\r\n');
  assert.match(head, new RegExp(`^HTTP/1.1 ${status} `));
  assert.equal(typeof JSON.parse(body).detail, 'string', 'in the API’s error body');
}

const close = 'Connection: close\r\n';
const bytes: readonly (readonly [says: string, status: number, request: string])[] = [
  ['no HTTP at all', 400, 'hello\r\n\r\n'],
  ['a header bomb', 431, `GET /alerts HTTP/1.1\r\nHost: x\r\nX-Bomb: ${'x'.repeat(40_000)}\r\n\r\n`],
  ['a thousand headers', 431, `GET /alerts HTTP/1.1\r\nHost: x\r\n${'X-A: 0123456789\r\n'.repeat(2000)}\r\n`],
  ['a target of 40 KB', 431, `GET /${'x'.repeat(40_000)} HTTP/1.1\r\nHost: x\r\n\r\n`],
  ['no Host', 400, `GET /alerts HTTP/1.1\r\n${close}\r\n`],
  ['two lengths', 400, 'POST /alerts HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n{}'],
  [
    'a length and chunks',
    400,
    'POST /alerts HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
  ],
  ['a line break in the key', 400, 'GET /alerts HTTP/1.1\r\nHost: x\r\nX-API-Key: valid-\nkey-123\r\n\r\n'],
  ['a broken chunk', 400, `POST /alerts HTTP/1.1\r\nHost: x\r\n${keyLine}Transfer-Encoding: chunked\r\n\r\nzz\r\n`],
  ['an expectation nobody knows', 417, `GET /alerts HTTP/1.1\r\nHost: x\r\n${close}Expect: tea\r\n\r\n`],
  ['CONNECT', 405, 'CONNECT other.example:443 HTTP/1.1\r\nHost: other.example\r\n\r\n'],
  ['TRACE', 405, `TRACE /alerts HTTP/1.1\r\nHost: x\r\n${close}\r\n`],
  ['a key twice', 403, `GET /alerts HTTP/1.1\r\nHost: x\r\n${keyLine}${keyLine}${close}\r\n`],
  [
    'an upgrade nobody offers, without a key',
    401,
    'GET /alerts HTTP/1.1\r\nHost: x\r\nConnection: upgrade, close\r\nUpgrade: websocket\r\n\r\n',
  ],
  ['null bytes in the path', 400, `GET /users/%00%E0%A4%A HTTP/1.1\r\nHost: x\r\n${close}\r\n`],
  ['a path that climbs', 404, `GET /../../etc/passwd HTTP/1.1\r\nHost: x\r\n${close}\r\n`],
  ['a case prefix alone', 404, `GET /__case/ HTTP/1.1\r\nHost: x\r\n${close}\r\n`],
];

for (const [says, status, request] of bytes) {
  test(`${says}: ${status} in the API’s error body`, async () => assertError(await exchange(request), status));
}

test('a header called __proto__ is a header like any other', async () => {
  const raw = await exchange(
    `GET /users/1 HTTP/1.1\r\nHost: x\r\n${keyLine}__proto__: x\r\nconstructor: y\r\n${close}\r\n`,
  );
  assert.match(raw, /^HTTP\/1.1 200 /);
});

for (const [says, body] of [
  ['__proto__ as a key', '{"__proto__":{"polluted":true},"tenant":"a","alert_type":"T","severity":"low"}'],
  [
    'deep nesting',
    `{"tenant":"a","alert_type":"T","severity":"low","description":${'['.repeat(50_000)}${']'.repeat(50_000)}}`,
  ],
  ['a lone surrogate', '{"tenant":"\\ud800"}'],
] as const) {
  test(`${says} in the body is 400 or taken as data, and changes nothing else`, async () => {
    const response = await fetch(`${mock.url}/alerts`, {
      method: 'POST',
      headers: { ...key, 'Content-Type': 'application/json' },
      body,
    });
    assert.ok([201, 400].includes(response.status), await response.text());
    assert.equal(({} as { polluted?: boolean }).polluted, undefined);
  });
}

for (const framing of ['Content-Length: 52428800', 'Transfer-Encoding: chunked']) {
  test(`a body of 50 MB with ${framing} is 413, is not kept, and leaves the connection usable`, async () => {
    const before = process.memoryUsage().rss;
    const piece = Buffer.alloc(1024 * 1024, 97);
    const chunked = framing.endsWith('chunked');
    const socket = open();
    socket.write(`POST /alerts HTTP/1.1\r\nHost: x\r\n${keyLine}Content-Type: application/json\r\n${framing}\r\n\r\n`);
    const pieces: Buffer[] = [];
    socket.on('data', (data) => pieces.push(data));
    for (let count = 0; count < 50; count += 1) {
      if (chunked) socket.write('100000\r\n');
      if (!socket.write(piece)) await once(socket, 'drain');
      if (chunked) socket.write('\r\n');
    }
    if (chunked) socket.write('0\r\n\r\n');
    socket.write(`GET /users/1 HTTP/1.1\r\nHost: x\r\n${keyLine}${close}\r\n`);
    await once(socket, 'close');
    assert.deepEqual(
      Buffer.concat(pieces)
        .toString()
        .match(/HTTP\/1.1 \d+/g),
      ['HTTP/1.1 413', 'HTTP/1.1 200'],
    );
    assert.ok(process.memoryUsage().rss - before < 60 * 1024 * 1024);
  });
}

test('Expect: 100-continue is answered before the body, and refused before it when it would be too long', async () => {
  const json = 'Content-Type: application/json\r\n';
  const body = '{"tenant":"a","alert_type":"T","severity":"low"}';
  const raw = await exchange(
    `POST /alerts HTTP/1.1\r\nHost: x\r\n${keyLine}${json}${close}Expect: 100-continue\r\nContent-Length: ${body.length}\r\n\r\n`,
    body,
  );
  assert.match(raw, /^HTTP\/1.1 100 Continue\r\n\r\nHTTP\/1.1 201 /);
  const tooLong = await exchange(
    `POST /alerts HTTP/1.1\r\nHost: x\r\n${keyLine}${json}Expect: 100-continue\r\nContent-Length: 52428800\r\n\r\n`,
  );
  assertError(tooLong, 413);
});

test('pipelined requests are answered in order, also when the first one waits', async () => {
  const line = (id: string) => `GET /users/${id} HTTP/1.1\r\nHost: x\r\n${keyLine}`;
  const raw = await exchange(
    `${line('1')}X-Faultline-Instruction: delay-for-20ms\r\n\r\n${line('999')}\r\n${line('2')}${close}\r\n`,
  );
  assert.deepEqual(raw.match(/HTTP\/1.1 \d+/g), ['HTTP/1.1 200', 'HTTP/1.1 404', 'HTTP/1.1 200']);
});

test('a fault in a pipeline leaves the answers before it whole', async () => {
  const line = (id: string) => `GET /users/${id} HTTP/1.1\r\nHost: x\r\n${keyLine}`;
  const raw = await exchange(
    `${line('1')}X-Faultline-Instruction: delay-for-20ms\r\n\r\n${line('2')}X-Faultline-Instruction: return-garbage\r\n\r\n`,
  );
  assert.match(raw, /^HTTP\/1.1 200 [\s\S]*\}lskdu/);
});

test('garbage behind a good request gets the good one its answer first', async () => {
  const raw = await exchange(
    `GET /users/1 HTTP/1.1\r\nHost: x\r\n${keyLine}X-Faultline-Instruction: delay-for-20ms\r\n\r\nnonsense\r\n\r\n`,
  );
  assert.deepEqual(raw.match(/HTTP\/1.1 \d+/g), ['HTTP/1.1 200', 'HTTP/1.1 400']);
});

test('a target in absolute form means the same', async () => {
  assert.match(
    await exchange(`GET http://api.example/users/1?x=1 HTTP/1.1\r\nHost: api.example\r\n${keyLine}${close}\r\n`),
    /^HTTP\/1.1 200 /,
  );
});

test('OPTIONS * is answered', async () => {
  assert.match(await exchange(`OPTIONS * HTTP/1.1\r\nHost: x\r\n${close}\r\n`), /^HTTP\/1.1 204 /);
});

test('HTTP/1.0 without a Host is answered', async () => {
  assert.match(await exchange(`GET /users/1 HTTP/1.0\r\n${keyLine}\r\n`), /^HTTP\/1.1 200 /);
});

test('an aborted upload changes nothing and shows in the trace', async () => {
  const running = mock.openCase({ id: 'default' });
  const socket = open();
  socket.write(
    `POST /alerts HTTP/1.1\r\nHost: x\r\n${keyLine}Content-Type: application/json\r\nContent-Length: 100\r\n\r\n{"tenant"`,
  );
  while (running.trace().length === 0) await new Promise(setImmediate);
  socket.destroy();
  await running.settled();
  const [seen] = running.trace();
  assert.ok(seen?.outcome?.kind === 'no-response' && seen.outcome.phase === 'request');
  assert.deepEqual(running.sideEffects, []);
});

test('a client that ends its side without a request, or in the middle of one, costs nothing', async () => {
  for (const part of ['', 'GET /users/1 HT', `GET /users/1 HTTP/1.1\r\nHost: x\r\n${keyLine}`]) {
    const socket = open();
    socket.on('error', () => {});
    socket.resume();
    socket.end(part);
    await once(socket, 'close');
  }
});

test('a hang whose client has left is forgotten', async () => {
  const running = mock.openCase({ id: 'default' });
  const socket = open();
  socket.on('error', () => {});
  socket.write(`GET /users/1 HTTP/1.1\r\nHost: x\r\n${keyLine}X-Faultline-Instruction: stall\r\n\r\n`);
  while (running.trace().length === 0) await new Promise(setImmediate);
  socket.destroy();
  while (running.trace()[0]?.endedAt === null) await new Promise(setImmediate);
});

test('a port in use says so and names the way out', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const { port } = other.address() as { port: number };
  await assert.rejects(
    startMock({ contract, port }),
    (error) =>
      error instanceof Problem &&
      error.message.includes(String(port)) &&
      error.fix.includes('--port 0') &&
      error.exitCode === 2,
  );
  other.close();
});

test('closing lets running answers end, and closes what only idles or hangs', async () => {
  const other = await startMock({ contract, createClock: () => createVirtualClock() });
  const running = other.openCase();
  running.clock.begin('held');
  running.instruct('getUser', ['delay-for-5s', 'stall']);
  const [late, hung] = [0, 1].map(() => fetch(`${running.url}/users/1`, { headers: key }));
  const idle = open(other);
  const idleClosed = once(idle, 'close');
  while (running.trace().length < 2) await new Promise(setImmediate);
  const left = assert.rejects(hung ?? Promise.resolve());
  const closed = other.close(200);
  running.clock.end('held');
  assert.equal((await late)?.status, 200);
  await Promise.all([left, idleClosed, closed]);
  await assert.rejects(fetch(other.url));
});

test('a defect of the mock is a 500 in the API’s error body, and a warning with its stack', async () => {
  const other = await startMock({
    contract: {
      ...contract,
      route(method, path) {
        if (path === '/users/1') throw new RangeError('nobody thought of this');
        return contract.route(method, path);
      },
    },
    onWarning: (message) => warnings.push(message),
  });
  try {
    const failed = await fetch(`${other.url}/users/1`);
    assert.equal(failed.status, 500);
    assert.deepEqual(await failed.json(), { detail: 'The mock itself failed; its log says why.' });
    const [warning = '', ...more] = warnings.splice(0);
    const told =
      /^This is a defect of Faultline; the request GET \/users\/1 got a 500 for it:\nRangeError: nobody thought of this\n\s+at /;
    assert.match(warning, told);
    assert.deepEqual(more, []);
    const next = await fetch(`${other.url}/simulate-unavailable`);
    assert.equal(next.status, 503);
    await next.text();
  } finally {
    await other.close(0);
  }
});

test('who is told of failures and throws costs a warning, nobody an answer', async () => {
  const said: string[] = [];
  const onFailure = () => {
    throw new Error('told and fell over');
  };
  const told = await startMock({ contract, onFailure, onWarning: (message) => said.push(message) });
  try {
    const refused = await fetch(`${told.url}/alerts`, { method: 'POST', headers: key, body: 'no JSON' });
    assert.equal(refused.status, 415);
    const found = await fetch(`${told.url}/users/1`, { headers: key });
    assert.equal(found.status, 200);
    assert.match(said.join('\n'), /defect of Faultline: Error: told and fell over/);
  } finally {
    await told.close(0);
  }
});
