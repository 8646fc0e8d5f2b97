import assert from 'node:assert/strict';
import { test } from 'node:test';
import { statusOf } from '../exchange.ts';
import { only, read } from './fixtures/read.ts';

test('a trace of ours comes back as it was', () => {
  const exchange = only('GET /a HTTP/1.1\nHost: x.test\n\nHTTP/1.1 503 x\nRetry-After: 2\n\n');
  const lines = [exchange, { ...exchange, id: 'b' }]
    .map((one, sequence) => JSON.stringify({ sequence, exchange: one }))
    .join('\n');
  const { exchanges, format } = read(lines);
  assert.equal(format, 'exchange-json');
  assert.deepEqual(
    exchanges.map(({ request, outcome }) => ({ request, outcome })),
    [exchange, exchange].map(({ request, outcome }) => ({ request, outcome })),
  );
  assert.equal(new Set(exchanges.map(({ id }) => id)).size, 2);
});

test('an axios error, with and without an answer', () => {
  const refused = only(
    JSON.stringify({
      message: 'connect ECONNREFUSED 127.0.0.1:8001',
      name: 'AxiosError',
      code: 'ECONNREFUSED',
      config: {
        method: 'get',
        baseURL: 'http://localhost:8001',
        url: '/alerts',
        headers: { Accept: 'application/json' },
      },
    }),
  );
  assert.equal(refused.request.url, 'http://localhost:8001/alerts');
  assert.equal(refused.outcome?.kind === 'no-response' && refused.outcome.code, 'ECONNREFUSED');
  const answered = only(
    JSON.stringify({
      config: { method: 'post', url: 'https://x.test/a', data: '{"b":1}' },
      response: { status: 422, headers: { 'content-type': 'application/json' }, data: { errors: [] } },
    }),
  );
  assert.equal(statusOf(answered), 422);
  assert.equal(answered.request.body?.text, '{"b":1}');
});

test('an access log and a program’s own log', () => {
  const access = read(
    '10.0.0.1 - - [25/Nov/2026:10:00:00 +0000] "GET /alerts HTTP/1.1" 200 512\n10.0.0.1 - - [25/Nov/2026:11:00:01 +0100] "GET /alerts HTTP/1.1" 429 61 "-" "python-requests/2.32"\n',
  );
  assert.deepEqual(access.exchanges.map(statusOf), [200, 429]);
  assert.equal((access.exchanges[1]?.startedAt ?? 0) - (access.exchanges[0]?.startedAt ?? 0), 1000);
  const own = read(
    '2026-11-25T10:00:00Z INFO start\n2026-11-25T10:00:01.500Z INFO GET https://api.example.com/users/1 -> 200 (35 ms)\n2026-11-25 10:00:02 ERROR POST https://api.example.com/alerts failed: Read timed out\n',
  );
  assert.deepEqual(own.notes, ['1 of 3 lines tell of no call and were passed over']);
  assert.equal(own.exchanges[0]?.endedAt, 1_795_600_801_535);
  assert.equal(
    own.exchanges[1]?.outcome?.kind === 'no-response' && own.exchanges[1].outcome.code,
    'UND_ERR_HEADERS_TIMEOUT',
  );
});

for (const [text, code, url] of [
  [
    'TypeError: fetch failed\n    at node:internal\n  [cause]: Error: connect ECONNREFUSED 127.0.0.1:8001\n',
    'ECONNREFUSED',
    'https://127.0.0.1:8001/',
  ],
  [
    "requests.exceptions.ReadTimeout: HTTPSConnectionPool(host='api.example.com', port=443): Read timed out. (read timeout=30)",
    'UND_ERR_HEADERS_TIMEOUT',
    'https://api.example.com/',
  ],
  [
    "requests.exceptions.ConnectionError: HTTPSConnectionPool(host='api.exmaple.com', port=443): Max retries exceeded with url: /v1/alerts (Caused by NameResolutionError(\"Failed to resolve 'api.exmaple.com'\"))",
    'ENOTFOUND',
    'https://api.exmaple.com/v1/alerts',
  ],
  [
    'Post "https://api.example.com/alerts": x509: certificate signed by unknown authority',
    'DEPTH_ZERO_SELF_SIGNED_CERT',
    'https://api.example.com/alerts',
  ],
  [
    'error sending request for url (https://api.example.com/alerts): invalid peer certificate: UnknownIssuer',
    'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
    'https://api.example.com/alerts',
  ],
  [
    'error sending request for url (https://api.example.com/alerts): invalid peer certificate: NotValidForName',
    'ERR_TLS_CERT_ALTNAME_INVALID',
    'https://api.example.com/alerts',
  ],
  [
    "[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: Hostname mismatch, certificate is not valid for 'api.example.com'.",
    'ERR_TLS_CERT_ALTNAME_INVALID',
    'https://unknown.invalid/',
  ],
  ['java.net.SocketTimeoutException: Read timed out', 'UND_ERR_HEADERS_TIMEOUT', 'https://unknown.invalid/'],
  ['curl: (52) Empty reply from server', 'UND_ERR_SOCKET', 'https://unknown.invalid/'],
] as const) {
  test(`the words of an error: ${text.slice(0, 60).replaceAll('\n', ' ')}`, () => {
    const { outcome, request } = only(text);
    assert.equal(outcome?.kind === 'no-response' && outcome.code, code);
    assert.equal(request.url, url);
  });
}
