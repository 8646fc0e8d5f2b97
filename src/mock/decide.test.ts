import assert from 'node:assert/strict';
import { test } from 'node:test';
import { alerts, Driver, violationsOf } from './fixtures/driver.ts';

const complete = { tenant: 'client-a', alert_type: 'TEST', severity: 'low' };

test('no key, or the key in Authorization: 401', () => {
  const detail = 'Missing authentication. Include X-API-Key header.';
  const without = new Driver().send('GET /alerts', { key: null });
  assert.deepEqual([without.status, without.body], [401, { detail }]);
  assert.match(without.headers['www-authenticate'] ?? '', /^ApiKey /);
  const misplaced = new Driver().send('GET /alerts', { key: null, headers: { authorization: 'valid-key-123' } });
  assert.deepEqual([misplaced.status, misplaced.body], [401, { detail }]);
  assert.match(misplaced.action.cause.summary, /a known one is in header "authorization"/);
});

test('a key that nobody has: 403', () => {
  const { status, body } = new Driver().send('GET /alerts', { key: 'wrong-key' });
  assert.deepEqual([status, body], [403, { detail: 'Invalid API key. Access forbidden.' }]);
});

test('required fields left out: 400 with their names in the order of the schema', () => {
  const { status, body } = new Driver().send('POST /alerts', { body: { tenant: 'test' } });
  assert.deepEqual([status, body], [400, { detail: 'Missing required fields: alert_type, severity' }]);
});

test('the 6th request of a key within 60 seconds: 429 with the whole seconds left', () => {
  const driver = new Driver();
  for (let count = 0; count < 5; count += 1) {
    assert.equal(driver.send('GET /alerts').status, 200);
    driver.now += 1500;
  }
  const { status, body, headers } = driver.send('GET /users/1');
  assert.deepEqual([status, body], [429, { detail: 'Rate limit exceeded. Max 5 requests per 60 seconds.' }]);
  assert.equal(headers['retry-after'], '53');
  assert.equal(headers['ratelimit'], '"per-key";r=0;t=53');
  assert.equal(headers['ratelimit-policy'], '"per-key";q=5;w=60');
  driver.now += 52_499;
  assert.equal(driver.send('GET /alerts').status, 429);
  driver.now += 1;
  assert.equal(driver.send('GET /alerts').status, 200);
});

test('GET /users/999: 404; GET /users/1: 200 with the stored user', () => {
  const driver = new Driver();
  const absent = driver.send('GET /users/999');
  assert.deepEqual([absent.status, absent.body], [404, { detail: 'User with ID 999 not found' }]);
  const present = driver.send('GET /users/1');
  assert.equal(present.status, 200);
  assert.deepEqual(violationsOf(present, alerts), []);
  assert.equal((present.body as { id: string }).id, '1');
});

test('the operations that always fail need no key', () => {
  const driver = new Driver();
  const broken = driver.send('GET /simulate-server-error', { key: null });
  assert.deepEqual(
    [broken.status, broken.body],
    [500, { detail: 'Internal server error - something went wrong on our end' }],
  );
  const unavailable = driver.send('GET /simulate-unavailable', { key: null });
  assert.deepEqual(
    [unavailable.status, unavailable.body],
    [503, { detail: 'Service temporarily unavailable. Please try again later.' }],
  );
  assert.equal(unavailable.headers['retry-after'], '30');
  assert.equal(driver.send('GET /simulate-bad-gateway', { key: null }).status, 502);
  const late = driver.send('GET /simulate-timeout', { key: null });
  assert.deepEqual([late.status, late.action.delay], [504, { type: 'fixed', milliseconds: 2000 }]);
  const later = driver.send('GET /simulate-timeout?timeout_seconds=0.5', { key: null });
  assert.deepEqual(later.action.delay, { type: 'fixed', milliseconds: 500 });
});

test('PUT /alerts: 405 with Allow; GET /nope: 404; both in the API’s own error body', () => {
  const driver = new Driver();
  const method = driver.send('PUT /alerts');
  assert.equal(method.status, 405);
  assert.equal(method.headers['allow'], 'GET, HEAD, OPTIONS, POST');
  assert.equal(method.detail, 'Method PUT is not allowed here. Allowed: GET, HEAD, OPTIONS, POST');
  const path = driver.send('GET /nope');
  assert.deepEqual([path.status, path.detail], [404, 'Path /nope not found']);
});

test('POST /alerts with all fields: 201, and the alert is in the list and at its own path', () => {
  const driver = new Driver();
  const created = driver.send('POST /alerts', { body: complete });
  assert.equal(created.status, 201);
  assert.deepEqual(violationsOf(created, alerts), []);
  assert.deepEqual(created.body, { id: '4', ...complete, created_at: '2026-01-01T12:00:00.000Z' });
  assert.equal(created.headers['location'], '/alerts/4');
  assert.deepEqual(created.action.sideEffect, { collection: 'alerts', change: 'created', id: '4' });
  const list = driver.send('GET /alerts');
  assert.deepEqual(violationsOf(list, alerts), []);
  assert.deepEqual((list.body as { items: unknown[] }).items.at(-1), created.body);
  assert.deepEqual(driver.send('GET /alerts/4').body, created.body);
});

test('each gate comes before the next', () => {
  const everythingWrong = {
    key: null,
    body: '{',
    headers: { 'x-simulate': 'server-error-always', 'content-type': 'text/plain' },
  };
  const statusOf = (line: string, sent: object) => new Driver().send(line, sent).status;
  assert.equal(statusOf('PUT /alerts', { ...everythingWrong, tooLarge: 'body' }), 405);
  assert.equal(statusOf('POST /alerts', { ...everythingWrong, tooLarge: 'body' }), 413);
  assert.equal(statusOf('POST /alerts', { ...everythingWrong, tooLarge: 'headers' }), 431);
  const down = { ...everythingWrong.headers, 'x-simulate': 'dependency-down' };
  assert.equal(statusOf('POST /alerts', { ...everythingWrong, headers: down }), 502);
  assert.equal(statusOf('POST /alerts', everythingWrong), 401);
  assert.equal(statusOf('POST /alerts', { ...everythingWrong, key: 'read-only-key' }), 403);
  assert.equal(statusOf('POST /alerts', { ...everythingWrong, key: 'valid-key-123' }), 415);
  const json = { 'x-simulate': 'server-error-always' };
  assert.equal(statusOf('POST /alerts', { body: '{', headers: json }), 400);
  assert.equal(statusOf('PATCH /users/999', { body: { status: 'gone' }, headers: json }), 400);
  assert.equal(statusOf('PATCH /users/999', { body: { name: 'A' }, headers: json }), 404);
  assert.equal(statusOf('PATCH /users/1', { body: { name: 'A' }, headers: json }), 500);
  assert.equal(statusOf('PATCH /users/1', { body: { name: 'A' } }), 200);
});

test('a quota that is used up comes before everything wrong with the request itself', () => {
  const driver = new Driver();
  for (let count = 0; count < 5; count += 1) driver.send('GET /alerts');
  assert.equal(driver.send('POST /alerts', { body: '{', headers: { 'content-type': 'text/plain' } }).status, 429);
  assert.equal(driver.send('GET /alerts', { key: null }).status, 401);
  assert.equal(driver.send('GET /alerts', { key: 'wrong-key' }).status, 403);
});

test('what got past authorization counts against the quota whatever becomes of it; 401 and 403 do not', () => {
  const driver = new Driver();
  for (const key of [null, 'wrong-key', 'expired-key']) driver.send('GET /alerts', { key });
  assert.equal(driver.state.quotas.size, 0);
  driver.send('POST /alerts', { body: '{' });
  driver.send('GET /users/999');
  driver.send('GET /alerts', { headers: { 'x-simulate': 'server-error-always' } });
  driver.send('GET /alerts', { headers: { prefer: 'code=299' } });
  const fifth = driver.send('GET /alerts');
  assert.equal(fifth.headers['ratelimit'], '"per-key";r=0;t=60');
  assert.equal(driver.send('GET /alerts').status, 429);
});

test('every answer carries the request id, and what a page may read when one asks', () => {
  const driver = new Driver();
  assert.equal(driver.send('GET /nope', { id: 'mine' }).headers['x-request-id'], 'mine');
  const fromPage = driver.send('GET /alerts', { key: null, headers: { origin: 'http://page.example' } });
  assert.equal(fromPage.headers['access-control-allow-origin'], 'http://page.example');
  assert.match(fromPage.headers['access-control-expose-headers'] ?? '', /Retry-After/);
  assert.equal(driver.send('GET /alerts').headers['access-control-allow-origin'], undefined);
});

test('every cause says why in one line, and never tells a key', () => {
  const driver = new Driver();
  const causes = [
    driver.send('GET /alerts', { key: null, headers: { 'x-key': 'valid-key-123' } }),
    driver.send('GET /alerts', { key: '"valid-key-123"' }),
    driver.send('GET /alerts', { key: 'valid-key-12' }),
    driver.send('GET /alerts', { key: 'rotated-key' }),
    driver.send('GET /alerts'),
  ].map(({ action }) => action.cause.summary);
  for (const summary of causes) assert.doesNotMatch(summary, /valid-key|rotated-key|\n/);
  assert.deepEqual(causes.slice(0, 4), [
    'no credential in header "X-API-Key"; a known one is in header "x-key"',
    'nobody was given this credential; without its white space and quotes it would be known',
    'nobody was given this credential; it is a part of a known one',
    'the credential was revoked',
  ]);
});
