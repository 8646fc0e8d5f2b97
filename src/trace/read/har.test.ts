import assert from 'node:assert/strict';
import { test } from 'node:test';
import { only, read } from './fixtures/read.ts';

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
