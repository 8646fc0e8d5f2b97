import assert from 'node:assert/strict';
import { test } from 'node:test';
import { headerOf, statusOf } from '../exchange.ts';
import { answerOf, only, read } from './fixtures/read.ts';

test('curl -i: the last answer of a chain counts as its own exchange, interim ones as none', () => {
  const { exchanges, format } = read(
    'HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 301 Moved Permanently\r\nLocation: https://x.test/\r\n\r\nHTTP/2 429 \r\nretry-after: 7\r\n\r\n{"detail":"slow down"}',
  );
  assert.equal(format, 'raw-http');
  assert.deepEqual(exchanges.map(statusOf), [301, 429]);
  const last = exchanges[1]?.outcome;
  assert.equal(last?.kind === 'response' && last.response.body?.text, '{"detail":"slow down"}');
});

test('a request with its response belong together', () => {
  const exchange = only(
    'POST /alerts HTTP/1.1\nHost: api.example.com\nContent-Type: application/json\n\n{"tenant":"t"}\n\nHTTP/1.1 400 Bad Request\nContent-Type: application/json\n\n{"detail":"Missing required fields: severity"}\n',
  );
  assert.equal(exchange.request.url, 'https://api.example.com/alerts');
  assert.equal(exchange.request.body?.text, '{"tenant":"t"}');
  assert.equal(statusOf(exchange), 400);
});

test('curl -v: what was sent, what came, and what curl told', () => {
  const exchange = only(
    `* Host localhost:8001 was resolved.
*   Trying 127.0.0.1:8001...
* Connected to localhost (127.0.0.1) port 8001
> GET /alerts HTTP/1.1
> Host: localhost:8001
> User-Agent: curl/8.14.1
> X-API-Key: wrong-key
>
< HTTP/1.1 403 Forbidden
< Content-Type: application/json
<
{ [46 bytes data]
* Connection #0 to host localhost left intact
{"detail":"Invalid API key. Access forbidden."}`,
  );
  assert.equal(exchange.request.url, 'http://localhost:8001/alerts');
  assert.equal(headerOf(exchange.request.headers, 'x-api-key'), 'wrong-key');
  assert.equal(statusOf(exchange), 403);
  assert.equal(
    exchange.outcome?.kind === 'response' && exchange.outcome.response.body?.text,
    '{"detail":"Invalid API key. Access forbidden."}',
  );
});

test('curl -v without an answer: the error and the host', () => {
  const { outcome, request } = only(
    '* Could not resolve host: api.exmaple.com\n* Closing connection\ncurl: (6) Could not resolve host: api.exmaple.com',
  );
  assert.equal(outcome?.kind === 'no-response' && outcome.code, 'ENOTFOUND');
  assert.equal(request.url, 'http://api.exmaple.com/');
});

test('a curl command as a browser copies it: continued lines, ANSI quotes, data that makes it a POST', () => {
  const exchange = only(
    `curl 'https://api.example.com/alerts' \\
  -H 'content-type: application/json' \\
  -H 'authorization: Bearer {{token}}' \\
  --data-raw $'{"note":"it\\'s"}' --compressed`,
  );
  assert.equal(exchange.request.method, 'POST');
  assert.equal(exchange.request.body?.text, '{"note":"it\'s"}');
  assert.equal(headerOf(exchange.request.headers, 'authorization'), 'Bearer {{token}}');
  assert.equal(exchange.outcome, null);
});

test('a curl command with its output', () => {
  const exchange = only(
    '$ curl -si -u me:secret -G -d q=a -d limit=5 api.example.com/find\nHTTP/1.1 401 Unauthorized\nWWW-Authenticate: Basic\n\n{}',
  );
  assert.equal(exchange.request.method, 'GET');
  assert.equal(exchange.request.url, 'http://api.example.com/find?q=a&limit=5');
  assert.equal(headerOf(exchange.request.headers, 'authorization'), 'Basic bWU6c2VjcmV0');
  assert.equal(statusOf(exchange), 401);
});

const logged: readonly (readonly [library: string, text: string])[] = [
  [
    'http.client',
    `send: b'POST /x HTTP/1.1\\r\\nHost: a.example\\r\\nContent-Length: 2\\r\\n\\r\\n{}'
reply: 'HTTP/1.1 429 Too Many Requests\\r\\n'
header: Retry-After: 3
DEBUG:urllib3.connectionpool:https://a.example:443 "POST /x HTTP/1.1" 429 None
{"a":1}`,
  ],
  [
    'Net::HTTP',
    `<- "POST /x HTTP/1.1\\r\\nHost: a.example\\r\\n\\r\\n{}"
-> "HTTP/1.1 429 Too Many Requests\\r\\n"
-> "Retry-After: 3\\r\\n"
-> "\\r\\n"
reading 7 bytes...
-> "{\\"a\\":1}"`,
  ],
  [
    'Apache HttpClient',
    `12:00:00 DEBUG wire - http-outgoing-0 >> "POST /x HTTP/1.1[\\r][\\n]"
12:00:00 DEBUG wire - http-outgoing-0 >> "Host: a.example[\\r][\\n]"
12:00:00 DEBUG wire - http-outgoing-0 >> "[\\r][\\n]"
12:00:00 DEBUG wire - http-outgoing-0 << "HTTP/1.1 429 Too Many Requests[\\r][\\n]"
12:00:00 DEBUG wire - http-outgoing-0 << "Retry-After: 3[\\r][\\n]"
12:00:00 DEBUG wire - http-outgoing-0 << "[\\r][\\n]"
12:00:00 DEBUG wire - http-outgoing-0 << "{"a":1}"`,
  ],
  [
    'OkHttp',
    `D/OkHttp: --> POST https://a.example/x http/1.1
D/OkHttp: Content-Type: application/json
D/OkHttp:${' '}
D/OkHttp: {}
D/OkHttp: --> END POST (2-byte body)
D/OkHttp: <-- 429 Too Many Requests https://a.example/x (87ms)
D/OkHttp: Retry-After: 3
D/OkHttp:${' '}
D/OkHttp: {"a":1}
D/OkHttp: <-- END HTTP (7-byte body)`,
  ],
];

for (const [library, text] of logged)
  test(`a wire log holds whole messages: ${library}`, () => {
    const exchange = only(text);
    assert.equal(exchange.request.method, 'POST');
    assert.equal(exchange.request.url, 'https://a.example/x');
    assert.ok(exchange.outcome?.kind === 'response');
    assert.equal(headerOf(exchange.outcome.response.headers, 'retry-after'), '3');
    assert.deepEqual(answerOf(text), { status: 429, body: '{"a":1}' });
  });
