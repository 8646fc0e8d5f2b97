import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Driver } from '../fixtures/driver.ts';

test('a path that cannot be decoded: 400', () => {
  const { status, detail, action } = new Driver().send('GET /users/%E0%A4%A');
  assert.deepEqual([status, detail], [400, 'Path is not valid percent-encoding']);
  assert.deepEqual([action.operationId, action.cause.kind], [null, 'route']);
});

test('HEAD is decided as GET is, counters included', () => {
  const driver = new Driver();
  const head = driver.send('HEAD /users/1');
  assert.deepEqual([head.status, head.action.operationId], [200, 'getUser']);
  assert.equal(head.headers['ratelimit'], '"per-key";r=4;t=60');
  assert.equal(driver.send('HEAD /nope').status, 404);
});

test('OPTIONS lists what the path can do, needs no key and counts nowhere', () => {
  const driver = new Driver();
  const { status, headers, body } = driver.send('OPTIONS /users/1', { key: null });
  assert.deepEqual([status, body], [204, null]);
  assert.equal(headers['allow'], 'DELETE, GET, HEAD, OPTIONS, PATCH, PUT');
  assert.equal(headers['access-control-allow-methods'], undefined);
  assert.equal(driver.send('OPTIONS /nope').status, 404);
  assert.equal(driver.send('OPTIONS *').headers['allow'], 'DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT');
  assert.equal(driver.state.quotas.size, 0);
});

test('a preflight is granted what it asks for', () => {
  const asked = {
    origin: 'http://page.example',
    'access-control-request-method': 'POST',
    'access-control-request-headers': 'x-api-key, content-type',
  };
  const { status, headers } = new Driver().send('OPTIONS /alerts', { key: null, headers: asked });
  assert.equal(status, 204);
  assert.equal(headers['access-control-allow-origin'], 'http://page.example');
  assert.equal(headers['access-control-allow-methods'], 'GET, HEAD, OPTIONS, POST');
  assert.equal(headers['access-control-allow-headers'], 'x-api-key, content-type');
});
