import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { readWait } from './waits.ts';

const now = Date.UTC(2026, 10, 22, 12);

function wait(headers: Record<string, string>, options: { status?: number; json?: unknown; now?: number | null } = {}) {
  const at = options.now === null ? {} : { now: options.now ?? now };
  return readWait({ status: options.status ?? 429, headers, ...at }, options.json);
}

const msOf = (...args: Parameters<typeof wait>) => wait(...args)?.ms ?? null;
const retryAfter = (value: string) => msOf({ 'retry-after': value });

test('Retry-After in whole seconds, from 0 on', () => {
  assert.equal(retryAfter('0'), 0);
  assert.equal(retryAfter('1'), 1000);
  assert.equal(retryAfter(' 60 '), 60_000);
  assert.equal(retryAfter('007'), 7000);
});

test('a malformed Retry-After is ignored, as if it weren’t there', () => {
  for (const value of ['-3', '1.5', 'abc', '1e9', '', ' ', '2, 3', '+5', '0x10', '１', '5s', 'Infinity', 'NaN']) {
    assert.equal(retryAfter(value), null, value);
  }
});

test('a huge Retry-After counts as 2^31 seconds, not as infinity', () => {
  assert.equal(retryAfter('9'.repeat(400)), 2 ** 31 * 1000);
  assert.equal(retryAfter('2147483648'), 2 ** 31 * 1000);
});

test('Retry-After as a date, in all three forms, is the time left until it', () => {
  assert.equal(retryAfter('Sun, 22 Nov 2026 12:00:04 GMT'), 4000);
  assert.equal(retryAfter('Sunday, 22-Nov-26 12:00:04 GMT'), 4000);
  assert.equal(retryAfter('Sun Nov 22 12:00:04 2026'), 4000);
});

test('a date that has passed, or is now, is a wait of 0', () => {
  assert.equal(retryAfter('Sun, 22 Nov 2026 12:00:00 GMT'), 0);
  assert.equal(retryAfter('Fri, 01 Jan 1999 00:00:00 GMT'), 0);
});

test('a date is exact to the millisecond of now', () => {
  assert.equal(msOf({ 'retry-after': 'Sun, 22 Nov 2026 12:00:04 GMT' }, { now: now + 1 }), 3999);
});

test('a date needs now, or the answer’s own Date', () => {
  const date = { 'retry-after': 'Sun, 22 Nov 2026 12:00:04 GMT' };
  assert.equal(msOf(date, { now: null }), null);
  assert.equal(msOf({ ...date, date: 'Sun, 22 Nov 2026 12:00:01 GMT' }, { now: null }), 3000);
});

test('RateLimit: the reset of what is used up, the longest if several are', () => {
  assert.equal(msOf({ ratelimit: '"default";r=0;t=30' }), 30_000);
  assert.equal(msOf({ ratelimit: '"a";r=0;t=3, "b";r=0;t=9, "c";r=4;t=60' }), 9000);
  assert.equal(msOf({ ratelimit: '"cost";r=1;t=5' }), 5000);
  assert.equal(msOf({ ratelimit: '"no reset";r=0' }), null);
  assert.equal(msOf({ ratelimit: 'limit=5, remaining=0, reset=12' }), 12_000);
});

test('RateLimit with quota left says nothing about a 503, and nothing at all about a 400', () => {
  assert.equal(msOf({ ratelimit: '"default";r=4;t=60' }, { status: 503 }), null);
  assert.equal(msOf({ ratelimit: '"default";r=0;t=60' }, { status: 503 }), 60_000);
  assert.equal(msOf({ ratelimit: '"default";r=0;t=60' }, { status: 400 }), null);
});

test('a RateLimit field that is malformed anywhere is ignored whole', () => {
  for (const field of [
    '"a";r=0;t=-1',
    '"a";r=x;t=3',
    '"a";t=3',
    '"a";r=0;t=3, b c',
    ';;',
    '"a;r=0;t=3',
    `"${'a'.repeat(3000)}";r=0;t=1`,
  ]) {
    assert.equal(msOf({ ratelimit: field }), null, field.slice(0, 20));
  }
});

test('X-RateLimit-Reset is a time when it is large, seconds to go when it is small', () => {
  const seconds = now / 1000;
  assert.equal(msOf({ 'x-ratelimit-reset': String(seconds + 7) }), 7000);
  assert.equal(msOf({ 'x-ratelimit-reset': String(now + 7) }), 7);
  assert.equal(msOf({ 'x-ratelimit-reset': '7' }), 7000);
  assert.equal(msOf({ 'x-ratelimit-reset': '999999999' }), 999_999_999_000);
  assert.equal(msOf({ 'x-ratelimit-reset': '1000000000' }), 0);
  assert.equal(msOf({ 'x-ratelimit-reset': String(seconds - 7) }), 0);
  assert.equal(msOf({ 'x-ratelimit-reset': 'tomorrow' }), null);
  assert.equal(msOf({ 'x-ratelimit-reset': String(seconds + 7) }, { now: null }), null);
});

test('the older reset fields count on 429, and on 403 only when nothing is left', () => {
  const reset = { 'x-ratelimit-reset': '7' };
  assert.equal(msOf(reset, { status: 403 }), null);
  assert.equal(msOf({ ...reset, 'x-ratelimit-remaining': '0' }, { status: 403 }), 7000);
  assert.equal(msOf({ ...reset, 'x-ratelimit-remaining': '0' }, { status: 400 }), null);
  assert.deepEqual(wait({ 'ratelimit-reset': '9' }), { ms: 9000, source: 'RateLimit-Reset' });
  assert.deepEqual(wait({ 'x-ratelimit-reset-after': '1.25' }), { ms: 1250, source: 'X-RateLimit-Reset-After' });
});

test('the millisecond fields of Azure, AWS and gRPC', () => {
  for (const name of ['retry-after-ms', 'x-ms-retry-after-ms', 'x-amz-retry-after', 'grpc-retry-pushback-ms']) {
    assert.deepEqual(wait({ [name]: '1500' }), { ms: 1500, source: name });
    assert.equal(msOf({ [name]: '-1' }), null, name);
    assert.equal(msOf({ [name]: 'soon' }), null, name);
  }
  assert.equal(msOf({ 'retry-after-ms': '12.5' }), 13);
});

test('a wait in the body: RetryInfo, retry_after in seconds, retry_after_ms', () => {
  const details = [{ '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay: '3.5s' }];
  assert.deepEqual(wait({}, { json: { error: { details } } }), { ms: 3500, source: 'google.rpc.RetryInfo' });
  assert.equal(msOf({}, { json: { details } }), 3500);
  assert.equal(
    msOf({}, { json: { error: { details: [{ '@type': 'google.rpc.RetryInfo', retryDelay: '-1s' }] } } }),
    null,
  );
  assert.deepEqual(wait({}, { json: { retry_after: 0.25 } }), { ms: 250, source: 'body retry_after' });
  assert.equal(msOf({}, { json: { parameters: { retry_after: 4 } } }), 4000);
  assert.equal(msOf({}, { json: { error: { retryAfter: '2' } } }), 2000);
  assert.equal(msOf({}, { json: { retry_after_ms: 40 } }), 40);
  assert.equal(msOf({}, { json: { retry_after: -2 } }), null);
  assert.equal(msOf({}, { json: { retry_after: 'later' } }), null);
});

test('Retry-After comes before RateLimit, and that before the older fields', () => {
  const all = { 'retry-after': '3', ratelimit: '"d";r=0;t=1', 'x-ratelimit-reset': '2' };
  assert.deepEqual(wait(all), { ms: 3000, source: 'Retry-After' });
  assert.deepEqual(wait({ ...all, 'retry-after': 'soon' }), { ms: 1000, source: 'RateLimit' });
  assert.deepEqual(wait({ 'x-ratelimit-reset': '2', ratelimit: 'broken!' }), { ms: 2000, source: 'X-RateLimit-Reset' });
});

test('whatever the fields say, a wait is null or a whole number of milliseconds from 0 to 2^31 seconds', () => {
  const field = fc.oneof(fc.string(), fc.integer().map(String), fc.double().map(String), fc.constant('"a";r=0;t=9'));
  fc.assert(
    fc.property(field, field, field, field, (first, second, third, fourth) => {
      const found = wait({
        'retry-after': first,
        ratelimit: second,
        'x-ratelimit-reset': third,
        'retry-after-ms': fourth,
      });
      assert.ok(found === null || (Number.isInteger(found.ms) && found.ms >= 0 && found.ms <= 2 ** 31 * 1000));
    }),
  );
});
