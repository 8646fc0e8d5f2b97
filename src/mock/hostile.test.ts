import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import { assertError, assertUnharmed, close, exchange, key, keyLine, post, statuses } from './fixtures/client.ts';
import { alertsWith } from './fixtures/driver.ts';
import { type Mock, startMock } from './index.ts';

// Clients that attack with what robustness.test.ts doesn't send yet.

const warnings: string[] = [];
let mock: Mock;

before(async () => {
  mock = await startMock({ contract: alertsWith({ rateLimits: [] }), onWarning: (message) => warnings.push(message) });
});
after(() => mock.close());
afterEach(async () => {
  await assertUnharmed(mock);
  assert.deepEqual(warnings.splice(0), []);
});

const alert = '{"tenant":"a","alert_type":"T","severity":"low"}';
const smuggled = `GET /users/1 HTTP/1.1\r\nHost: x\r\n${keyLine}\r\n`;

/** Requests that end in one error and a closed connection, at once; nothing behind them is taken for a request. */
const refused: readonly (readonly [says: string, status: number, request: string])[] = [
  ['chunks and a length', 400, `${post}Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n0\r\n\r\n${smuggled}`],
  ['two equal lengths', 400, `${post}Content-Length: 2\r\nContent-Length: 2\r\n\r\n{}${smuggled}`],
  ['a list of lengths', 400, `${post}Content-Length: 2, 2\r\n\r\n{}${smuggled}`],
  ['a length with a sign', 400, `${post}Content-Length: +2\r\n\r\n{}${smuggled}`],
  ['a negative length', 400, `${post}Content-Length: -1\r\n\r\n{}${smuggled}`],
  ['a hexadecimal length', 400, `${post}Content-Length: 0x2\r\n\r\n{}${smuggled}`],
  ['a length beyond all numbers', 400, `${post}Content-Length: ${'9'.repeat(40)}\r\n\r\n{}${smuggled}`],
  ['chunked that isn’t last', 400, `${post}Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n${smuggled}`],
  ['a coding nobody knows', 400, `${post}Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n${smuggled}`],
  ['chunked twice', 400, `${post}Transfer-Encoding: chunked\r\nTransfer-Encoding: x\r\n\r\n0\r\n\r\n${smuggled}`],
  ['a space before the colon', 400, `${post}Content-Length : 2\r\n\r\n{}${smuggled}`],
  ['a folded header', 400, `${post}Content-Length:\r\n 2\r\nX: y\r\n z\r\n bad\u0000\r\n\r\n{}`],
  ['a negative chunk', 400, `${post}Transfer-Encoding: chunked\r\n\r\n-1\r\n\r\n${smuggled}`],
  ['a chunk beyond all numbers', 400, `${post}Transfer-Encoding: chunked\r\n\r\n${'f'.repeat(40)}\r\n{}`],
  ['a chunk longer than it says', 400, `${post}Transfer-Encoding: chunked\r\n\r\n1\r\n{}\r\n0\r\n\r\n${smuggled}`],
  ['a chunk extension bomb', 413, `${post}Transfer-Encoding: chunked\r\n\r\n1;x=${'x'.repeat(40_000)}\r\n{\r\n`],
  ['a trailer bomb', 431, `${post}Transfer-Encoding: chunked\r\n\r\n0\r\nX: ${'x'.repeat(40_000)}\r\n\r\n`],
  ['a NUL byte in a header', 400, `GET /alerts HTTP/1.1\r\nHost: x\r\nX-API-Key: valid\u0000-key\r\n\r\n`],
  ['a NUL byte in the target', 400, 'GET /users/1\u0000 HTTP/1.1\r\nHost: x\r\n\r\n'],
  ['a NUL byte in the method', 400, 'G\u0000T /users/1 HTTP/1.1\r\nHost: x\r\n\r\n'],
  ['HTTP/2 without asking', 400, 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'],
  ['HTTP/9.9', 400, 'GET /users/1 HTTP/9.9\r\nHost: x\r\n\r\n'],
  ['TLS on a plain port', 400, '\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003'],
  ['a query of 40 KB', 431, `GET /alerts?q=${'x'.repeat(40_000)} HTTP/1.1\r\nHost: x\r\n\r\n`],
  ['a bare line feed as line end', 400, 'GET /users/1 HTTP/1.1\nHost: x\nX-A: b\u0000\n\n'],
];

for (const [says, status, request] of refused) {
  test(`${says}: ${status}, and the connection is closed`, { timeout: 10_000 }, async () => {
    const raw = await exchange(mock, Buffer.from(request, 'latin1'));
    assertError(raw, status);
    assert.deepEqual(statuses(raw), [status]);
  });
}

/** Requests that node:http reads, answered one by one. */
const answered: readonly (readonly [says: string, status: number, request: string])[] = [
  ['a path that can’t be decoded', 400, `GET /users/%E0%A4%A HTTP/1.1\r\nHost: x\r\n${keyLine}${close}\r\n`],
  ['two hosts', 400, `GET /users/1 HTTP/1.1\r\nHost: x\r\nHost: y\r\n${keyLine}${close}\r\n`],
  ['an invalid content type', 415, `${post.replace('application/json', ';;=,')}${close}Content-Length: 2\r\n\r\n{}`],
  ['two content types', 415, `${post}Content-Type: text/plain\r\n${close}Content-Length: 2\r\n\r\n{}`],
  ['malformed JSON', 400, `${post}${close}Content-Length: 10\r\n\r\n{"tenant":`],
  ['bytes that are no UTF-8', 400, `${post}${close}Content-Length: 2\r\n\r\n"\u00ff`],
  ['a body packed without need', 415, `${post}Content-Encoding: gzip\r\n${close}Content-Length: 2\r\n\r\n{}`],
  [
    'an upgrade nobody offers',
    200,
    `GET /users/1 HTTP/1.1\r\nHost: x\r\n${keyLine}Connection: upgrade, close\r\nUpgrade: h2c\r\n\r\n`,
  ],
  ['an absolute target elsewhere', 404, `GET http://x@evil.example:99/nope HTTP/1.1\r\nHost: x\r\n${close}\r\n`],
  ['an absolute target without a path', 404, `GET http://evil.example HTTP/1.1\r\nHost: x\r\n${close}\r\n`],
  ['OPTIONS of everything, absolutely', 404, `OPTIONS http://x HTTP/1.1\r\nHost: x\r\n${close}\r\n`],
  ['GET *', 404, `GET * HTTP/1.1\r\nHost: x\r\n${close}\r\n`],
  ['a body of a GET', 200, `GET /users/1 HTTP/1.1\r\nHost: x\r\n${keyLine}${close}Content-Length: 2\r\n\r\n{}`],
  [
    'an unknown case in header and path',
    400,
    `GET /users/1 HTTP/1.1\r\nHost: x\r\nX-Faultline-Case: ../x\r\n${keyLine}${close}\r\n`,
  ],
  ['a case called __proto__', 200, `GET /__case/__proto__/users/1 HTTP/1.1\r\nHost: x\r\n${keyLine}${close}\r\n`],
  ['an operation’s word in the path', 404, `GET /users/constructor HTTP/1.1\r\nHost: x\r\n${keyLine}${close}\r\n`],
  ['a key called __proto__', 403, `GET /users/1 HTTP/1.1\r\nHost: x\r\nX-API-Key: __proto__\r\n${close}\r\n`],
  [
    'an instruction nobody knows',
    400,
    `GET /users/1 HTTP/1.1\r\nHost: x\r\n${keyLine}X-Faultline-Instruction: __proto__\r\n${close}\r\n`,
  ],
];

for (const [says, status, request] of answered) {
  test(`${says}: ${status}`, async () => {
    const raw = await exchange(mock, Buffer.from(request, 'latin1'));
    assert.deepEqual(statuses(raw), [status]);
    if (status >= 400) assertError(raw, status);
  });
}

test('__proto__ and constructor in body, query and headers are data like any other', async () => {
  for (const body of [
    '{"__proto__":{"polluted":true}}',
    '{"constructor":{"prototype":{"polluted":true}}}',
    `{"__proto__":{"tenant":"a","alert_type":"T","severity":"low"}}`,
  ]) {
    const raw = await exchange(mock, `${post}${close}Content-Length: ${body.length}\r\n\r\n${body}`);
    assertError(raw, 400);
  }
  for (const query of [
    '__proto__=x',
    '__proto__[polluted]=1',
    'constructor.prototype.polluted=1',
    'limit[__proto__]=1',
  ])
    assert.equal(
      statuses(await exchange(mock, `GET /alerts?${query} HTTP/1.1\r\nHost: x\r\n${keyLine}${close}\r\n`)).length,
      1,
    );
  const headers = '__proto__: x\r\nconstructor: y\r\ntoString: z\r\nhasOwnProperty: 1\r\n';
  assert.deepEqual(
    statuses(await exchange(mock, `GET /users/1 HTTP/1.1\r\nHost: x\r\n${keyLine}${headers}${close}\r\n`)),
    [200],
  );
  assert.equal(({} as { polluted?: unknown }).polluted, undefined);
});

test('100,000 brackets are 400, closed or not, in the body as in a query', async () => {
  const deep = 100_000;
  for (const body of ['['.repeat(deep), `${'['.repeat(deep)}${']'.repeat(deep)}`, '{"a":'.repeat(deep)])
    assertError(await exchange(mock, `${post}${close}Content-Length: ${body.length}\r\n\r\n${body}`), 400);
  const nested = `limit${'[a]'.repeat(4000)}=1`;
  assert.equal(
    statuses(await exchange(mock, `GET /alerts?${nested} HTTP/1.1\r\nHost: x\r\n${keyLine}${close}\r\n`)).length,
    1,
  );
});

test('what stands in a trailer is no header', async () => {
  const chunks = `${alert.length.toString(16)};ext=1\r\n${alert}\r\n0\r\nX-Faultline-Instruction: return-503\r\n\r\n`;
  const raw = await exchange(
    mock,
    `${post}${close}Trailer: X-Faultline-Instruction\r\nTransfer-Encoding: chunked\r\n\r\n${chunks}`,
  );
  assert.deepEqual(statuses(raw), [201]);
});

test('a page gets its preflight and its answer, for every method, without a key in the preflight', async () => {
  const origin = 'https://page.example';
  for (const method of ['GET', 'POST']) {
    const preflight = await fetch(`${mock.url}/alerts`, {
      method: 'OPTIONS',
      headers: {
        Origin: origin,
        'Access-Control-Request-Method': method,
        'Access-Control-Request-Headers': 'x-api-key, content-type',
      },
    });
    assert.equal(preflight.status, 204);
    assert.equal(preflight.headers.get('access-control-allow-origin'), origin);
    assert.match(preflight.headers.get('access-control-allow-methods') ?? '', new RegExp(method));
    assert.match(preflight.headers.get('access-control-allow-headers') ?? '', /x-api-key/);
  }
  const answer = await fetch(`${mock.url}/users/999`, { headers: { ...key, Origin: origin } });
  assert.deepEqual([answer.status, answer.headers.get('access-control-allow-origin')], [404, origin]);
  await answer.text();
});
