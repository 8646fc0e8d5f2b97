import assert from 'node:assert/strict';
import { test } from 'node:test';
import { headerOf } from '../../trace/exchange.ts';
import { hasPassed, requestHeaders, responseHeaders, type Way } from './forward-headers.ts';

const way: Way = {
  authority: 'api.example',
  address: '192.0.2.7',
  host: 'localhost:8001',
  pseudonym: 'faultline-1',
  httpVersion: '1.1',
  proto: 'http',
  own: new Set(['x-faultline-case']),
  added: [],
};
const pairs = (record: Record<string, string>) => Object.entries(record);

test('fields of the connection stay behind, those that Connection names included (RFC 9110 §7.6.1)', () => {
  const sent = pairs({
    Host: 'localhost:8001',
    Connection: 'close, X-Secret-Hop',
    'X-Secret-Hop': '1',
    'Keep-Alive': 'timeout=5',
    'Proxy-Connection': 'keep-alive',
    'Proxy-Authorization': 'Basic eA==',
    Upgrade: 'h2c',
    TE: 'gzip',
    'X-Faultline-Case': 'one',
    Accept: '*/*',
    Cookie: 'a=1',
  });
  const names = requestHeaders(sent, way).map(([name]) => name);
  assert.deepEqual(names, ['Host', 'Accept', 'Cookie', 'Forwarded', 'Via']);
});

test('a body of unknown length stays one, and trailers are asked for only by who takes them', () => {
  const headers = requestHeaders(
    pairs({ 'transfer-encoding': 'chunked', te: 'trailers, deflate', trailer: 'X-Sum' }),
    way,
  );
  assert.equal(headerOf(headers, 'transfer-encoding'), 'chunked');
  assert.equal(headerOf(headers, 'te'), 'trailers');
  assert.equal(headerOf(headers, 'connection'), 'keep-alive, TE');
  assert.equal(headerOf(headers, 'trailer'), 'X-Sum');
});

test('Via and Forwarded keep what hops before have written; an address of version 6 stands in quotes', () => {
  const headers = requestHeaders(pairs({ Via: '1.0 first', Forwarded: 'for=198.51.100.1' }), {
    ...way,
    address: '2001:db8::1',
  });
  assert.equal(headerOf(headers, 'via'), '1.0 first, 1.1 faultline-1');
  assert.equal(
    headerOf(headers, 'forwarded'),
    'for=198.51.100.1, for="[2001:db8::1]";host="localhost:8001";proto=http',
  );
});

test('what is added replaces what the client sent', () => {
  const headers = requestHeaders(pairs({ authorization: 'theirs' }), { ...way, added: [['Authorization', 'ours']] });
  assert.deepEqual(
    headers.filter(([name]) => /^authorization$/i.test(name)),
    [['Authorization', 'ours']],
  );
});

test('only our own name in Via is a loop', () => {
  assert.equal(hasPassed([['Via', '1.1 faultline-2, 1.1 other']], 'faultline-1'), false);
  assert.equal(
    hasPassed(
      [
        ['via', '1.1 other'],
        ['Via', '1.1 faultline-1 (comment)'],
      ],
      'faultline-1',
    ),
    true,
  );
});

test('an answer keeps repeated fields and tells this hop', () => {
  const headers = responseHeaders(
    [
      ['Set-Cookie', 'a=1'],
      ['Set-Cookie', 'b=2'],
      ['Transfer-Encoding', 'chunked'],
    ],
    way,
  );
  assert.deepEqual(headers, [
    ['Set-Cookie', 'a=1'],
    ['Set-Cookie', 'b=2'],
    ['Via', '1.1 faultline-1'],
  ]);
});
