import assert from 'node:assert/strict';
import { test } from 'node:test';
import { headerOf, statusOf } from '../exchange.ts';
import { answerOf, only, read } from './fixtures/read.ts';

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

test('the body that a file holds is not the name of that file', () => {
  const bodyOf = (words: string) => only(`curl ${words} https://a.example/x\n{"status":400}`).request.body;
  assert.equal(bodyOf('-d @alert.json'), null);
  assert.equal(bodyOf('--json @alert.json'), null);
  assert.equal(bodyOf("--data-raw '@nobody'")?.text, '@nobody');
  assert.equal(bodyOf("-d 'a=@b'")?.text, 'a=@b');
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
