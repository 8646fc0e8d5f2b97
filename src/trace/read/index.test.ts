import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Exchange } from '../exchange.ts';
import { headerOf, statusOf } from '../exchange.ts';
import { readRecording, recordingFormats } from './index.ts';

function read(text: string) {
  const recording = readRecording(text);
  assert.ok(recording, 'nothing was read');
  return recording;
}

function only(text: string): Exchange {
  const { exchanges } = read(text);
  assert.equal(exchanges.length, 1);
  const [exchange] = exchanges;
  assert.ok(exchange);
  return exchange;
}

const infrastructure = [
  'index',
  'recording',
  'values',
  'http-text',
  'error-words',
  'connection-words',
  'tls-words',
  'system-errors',
  'answer-in-text',
  'told-status',
  'meant-status',
  'foreign-objects',
  'bare-map',
  'error-body',
  'without-marks',
  'told-headers',
  'gateway-flags',
  'object-in-text',
  'call-in-text',
];

test('every format of the folder is listed under its own name', () => {
  const files = readdirSync(import.meta.dirname)
    .filter((file) => !file.endsWith('.test.ts'))
    .map((file) => file.replace('.ts', ''))
    .filter((name) => !infrastructure.includes(name));
  assert.deepEqual(
    Object.keys(recordingFormats).toSorted(),
    files.toSorted(),
    'add the missing line to src/trace/read/index.ts',
  );
  for (const [name, format] of Object.entries(recordingFormats)) assert.equal(format.name, name);
});

const har = (entry: object) =>
  JSON.stringify({ log: { version: '1.2', creator: { name: 'WebInspector', version: '537.36' }, entries: [entry] } });

test('a HAR entry keeps method, URL, headers, bodies and times; pseudo fields of HTTP/2 are left out', () => {
  const { exchanges, notes, format } = read(
    har({
      startedDateTime: '2026-11-25T10:00:00.000Z',
      time: 120,
      timings: { blocked: -1, dns: 1, connect: 2, send: 1, wait: 96, receive: 20 },
      request: {
        method: 'POST',
        url: 'https://api.example.com/alerts',
        headers: [
          { name: ':authority', value: 'api.example.com' },
          { name: 'X-API-Key', value: 'k' },
        ],
        postData: { mimeType: 'application/json', text: '{"a":1}' },
      },
      response: {
        status: 400,
        headers: [{ name: 'Content-Type', value: 'application/json' }],
        content: { size: 14, text: 'eyJkZXRhaWwiOjF9', encoding: 'base64' },
      },
    }),
  );
  assert.equal(format, 'har');
  assert.deepEqual(notes, ['recorded by WebInspector 537.36']);
  const [exchange] = exchanges;
  assert.ok(exchange);
  assert.equal(exchange.request.body?.text, '{"a":1}');
  assert.deepEqual(exchange.request.headers, [['X-API-Key', 'k']]);
  assert.equal(exchange.startedAt, 1_795_600_800_000);
  assert.equal(exchange.respondedAt, 1_795_600_800_100);
  assert.equal(exchange.endedAt, 1_795_600_800_120);
  assert.equal(exchange.outcome?.kind === 'response' && exchange.outcome.response.body?.text, '{"detail":1}');
});

test('a HAR entry without an answer tells why', () => {
  const { outcome } = only(
    har({
      startedDateTime: '2026-11-25T10:00:00Z',
      time: 3,
      request: { method: 'GET', url: 'https://x.test/', headers: [] },
      response: { status: 0, headers: [], content: { size: 0 }, _error: 'net::ERR_CONNECTION_REFUSED' },
    }),
  );
  assert.deepEqual(outcome, {
    kind: 'no-response',
    code: 'ECONNREFUSED',
    message: 'net::ERR_CONNECTION_REFUSED',
    phase: 'connect',
  });
});

test('a body that the recorder left out is said to be cut, not empty', () => {
  const { outcome } = only(
    har({
      request: { method: 'GET', url: 'https://x.test/', headers: [] },
      response: { status: 200, headers: [], content: { size: 9000, mimeType: 'application/json' } },
    }),
  );
  assert.deepEqual(outcome?.kind === 'response' && outcome.response.body, {
    text: '',
    bytes: 9000,
    sha256: '',
    cut: true,
  });
});

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

test('the body of an error alone is read by its words, and said to be a guess', () => {
  const { exchanges, notes } = read('{"detail":"Rate limit exceeded. Max 5 requests per 60 seconds."}');
  assert.equal(exchanges[0] && statusOf(exchanges[0]), 429);
  assert.match(notes[0] ?? '', /429/);
});

test('a status is read out of what a client says after its retries, and out of the code of an SDK', () => {
  for (const text of [
    "Max retries exceeded with url: /v1/alerts (Caused by ResponseError('too many 429 error responses'))",
    'AcmeError: None REQUEST_LIMIT_EXCEEDED: the token bucket limit has been exceeded.',
  ]) {
    const { exchanges } = read(text);
    assert.equal(exchanges[0] && statusOf(exchanges[0]), 429);
  }
});

test('a text that tells of no call is none', () => {
  for (const text of ['', 'hello', '{}', '[]', '{"a":1}', '<html></html>', '\u0000\u0001'])
    assert.equal(readRecording(text), null);
});

test('a log that is full of quotes without an end is read in no time', () => {
  for (const piece of ['\\"{', '"{', '[{"a', 'error ']) readRecording(piece.repeat(20_000));
});

test('no text makes a reader throw or hang', () => {
  const pieces = fc.constantFrom(
    'curl ',
    "'",
    '"',
    '\\',
    '\n',
    'HTTP/1.1 200 OK',
    'GET /x',
    '{"log":{"entries":[',
    '{',
    '}',
    '> ',
    '< ',
    '* ',
    '-H',
    "$'",
    'ECONNRESET',
    '"request":',
    ': ',
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(pieces, fc.string()), { maxLength: 30 }), (parts) => {
      readRecording(parts.join(''));
    }),
    { numRuns: 300 },
  );
});

const answerOf = (text: string) => {
  const { outcome } = only(text);
  assert.ok(outcome?.kind === 'response');
  return { status: outcome.response.status, body: outcome.response.body?.text ?? '' };
};

test('the text of an error retells its answer: status and body as JSON, Python or Node print it, or a page', () => {
  const told: readonly (readonly [string, number, string])[] = [
    [
      "Error code: 429 - {'error': {'message': \"it's full\", 'param': None}}",
      429,
      '{"error": {"message": "it\'s full", "param": null}}',
    ],
    [
      "failed: status=429, body=\n{ statusCode: 429,\n  error: 'Too Many' }",
      429,
      '{ "statusCode": 429,\n  "error": "Too Many" }',
    ],
    ['InternalServerError: 529 {"type":"error"}\n    at f (x.js:404:1)', 529, '{"type":"error"}'],
    ['API Error: 524 <!DOCTYPE html><title>{x}</title>', 524, '<!DOCTYPE html><title>{x}</title>'],
    ['401 Unauthorized on POST request for "https://a.example/t": "{"error":"no"}"', 401, '{"error":"no"}'],
    [
      'HttpRequestException: Response status code does not indicate success: 503 (x).',
      503,
      'HttpRequestException: Response status code does not indicate success: 503 (x).',
    ],
  ];
  for (const [text, status, body] of told) assert.deepEqual(answerOf(text), { status, body }, text);
  assert.equal(
    only('401 Unauthorized on POST request for "https://a.example/t": "{}"').request.url,
    'https://a.example/t',
  );
});

test('a status that only the words of a body speak of is a guess, and said to be one', () => {
  assert.equal(read('Failed POST, response: {"text":"Incorrect index","code":7}').statusGuessed, true);
  assert.equal(read('Error code: 429 - {"a":"b"}').statusGuessed, undefined);
  assert.equal(read('SyntaxError: Unexpected token < in JSON at position 0').statusGuessed, true);
});

test('an error without an answer stays one, whatever numbers stand around it', () => {
  for (const text of [
    "{ code: 'ECONNREFUSED', port: 443 } Error: connect ECONNREFUSED 10.0.0.1:443\n    at f (x.js:404:1)",
    'Error: socket hang up\n    at g (y.js:500:3)',
  ])
    assert.equal(only(text).outcome?.kind, 'no-response', text);
});

test('below a curl command stands its body or its own error', () => {
  assert.equal(answerOf('$ curl https://a.example/x\n{"error":{"message":"Rate limit"},"status":429}').status, 429);
  const { outcome } = only('$ curl -X POST https://a.example/x\n\ncurl: (52) Empty reply from server');
  assert.ok(outcome?.kind === 'no-response');
  assert.equal(outcome.code, 'UND_ERR_SOCKET');
});

test('nginx writes into its error log what it answers then', () => {
  const line = (message: string) =>
    `2026/11/25 10:00:00 [error] 5#0: *7 ${message}, client: 10.0.0.1, server: a, request: "GET /x HTTP/1.1", host: "a.example"`;
  const [timeout, refused] = read(
    [line('upstream timed out (110: x)'), line('connect() failed (111: x)')].join('\n'),
  ).exchanges;
  assert.deepEqual([timeout && statusOf(timeout), refused && statusOf(refused)], [504, 502]);
  assert.equal(timeout?.request.url, 'http://a.example/x');
});

test('a debug log holds messages behind a time and a name', () => {
  const lines = ['HTTP/1.1 429 Too Many', 'Retry-After: 3', '', '{"a":1}'];
  const text = lines.map((line) => `2026-11-25T10:00:00.175-0500 [DEBUG] plugin.x_v3: ${line}`).join('\n');
  assert.deepEqual(answerOf(text), { status: 429, body: '{"a":1}' });
});

test('what axios resolves with is read with its own headers and data', () => {
  const exchange = only(
    JSON.stringify({
      status: 403,
      headers: { 'x-a': 'b' },
      config: { url: 'https://a.example/x', method: 'get' },
      data: { message: 'no' },
    }),
  );
  assert.ok(exchange.outcome?.kind === 'response');
  assert.equal(headerOf(exchange.outcome.response.headers, 'x-a'), 'b');
  assert.equal(exchange.outcome.response.body?.text, '{"message":"no"}');
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

test('a message may stand behind a few words, and its JSON before others', () => {
  const text = 'mc: <DEBUG> HTTP/1.1 403 Forbidden\nServer: x\n\n{"a":1}""")\n  at f (x.jl:1)';
  assert.deepEqual(answerOf(text), { status: 403, body: '{"a":1}' });
});

test('header fields that a text retells are those of the answer', () => {
  for (const text of [
    `ApiException: (429) Reason: Too Many Requests\nHTTP response headers: HTTPHeaderDict({'Retry-After': '3', 'Date': 'x'})\nHTTP response body: {"message":"not now"}`,
    `Error: Request failed with status code 429 {\n  headers: { 'retry-after': '3', server: 'x' },\n  body: { message: 'not now' } }`,
    `The remote server returned an error: (429)\n\nHeaders:\nRetry-After: 3\nDate: x\nServer: y\n\nResponse text:\n{"message":"not now"}`,
  ]) {
    const { outcome } = only(text);
    assert.ok(outcome?.kind === 'response', text);
    assert.equal(headerOf(outcome.response.headers, 'retry-after'), '3', text);
    assert.equal(outcome.response.body?.text, '{"message":"not now"}', text);
  }
});

test('the body that was sent is none that came', () => {
  const text =
    '[httplog] Data: {"name":"x","status":"new"}\n[httplog] Status: 422\n[httplog] Response:\n{"errors":["no"]}';
  assert.deepEqual(answerOf(text), { status: 422, body: '{"errors":["no"]}' });
});

test('below a curl command may stand a page', () => {
  const { outcome, request } = only(
    'curl -X POST https://a.example/x\n<html><head><title>504 Gateway Time-out</title></head></html>',
  );
  assert.equal(request.method, 'POST');
  assert.equal(outcome?.kind === 'response' && outcome.response.status, 504);
});

test('a proxy that refuses a tunnel has answered, and nothing broke off', () => {
  const { outcome, request } = only(
    'curl -v -x p https://a.example\n> CONNECT a.example:443 HTTP/1.1\n> Host: a.example:443\n>\n< HTTP/1.1 403 Forbidden\n<\n* Received HTTP code 403 from proxy after CONNECT\ncurl: (56) Received HTTP code 403 from proxy after CONNECT',
  );
  assert.equal(request.url, 'https://a.example:443/');
  assert.ok(outcome?.kind === 'response');
  assert.equal(outcome.response.body, null);
});

test('an error that Perl numbers 500 is no answer', () => {
  const { outcome } = only(
    "500 Can't connect to a.example:443 (Connection timed out)\nClient-Warning: Internal response",
  );
  assert.equal(outcome?.kind === 'no-response' && outcome.code, 'UND_ERR_CONNECT_TIMEOUT');
});

test('what Node leaves out of an error it prints is no part of its answer', () => {
  const text = `XRPCError: Token is invalid\n    at f (x.js:1) {\n  status: 400,\n  kind: 'InvalidToken',\n  description: 'Token is invalid',\n  headers: Headers { server: [Array] },\n  [cause]: undefined\n}`;
  const { outcome } = only(text);
  assert.ok(outcome?.kind === 'response');
  assert.deepEqual(JSON.parse(outcome.response.body?.text ?? ''), {
    status: 400,
    kind: 'InvalidToken',
    description: 'Token is invalid',
    headers: { server: null },
    cause: null,
  });
});

test('a body that R prints as a string is read', () => {
  const text = 'Client error: (400) Bad Request\n[1] "{\\n  \\"error\\": \\"invalid_grant\\"\\n}"';
  assert.equal(answerOf(text).status, 400);
  assert.deepEqual(JSON.parse(answerOf(text).body ?? ''), { error: 'invalid_grant' });
});
