import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Driver } from '../fixtures/driver.ts';

const complete = { tenant: 'client-a', alert_type: 'TEST', severity: 'low' };
const post = (body: unknown, headers: Record<string, string> = {}) =>
  new Driver().send('POST /alerts', { body, headers });

test('a type that the operation does not read: 415, with the one it reads', () => {
  for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'nonsense', '', 'application/json-ish']) {
    const { status, detail, headers, action } = post(complete, { 'content-type': type });
    assert.deepEqual([status, detail], [415, `Unsupported media type ${type}. Use application/json.`]);
    assert.deepEqual([headers['accept'], action.cause.kind], ['application/json', 'media-type']);
  }
  assert.equal(post(complete, { 'content-encoding': 'gzip' }).status, 415);
});

test('parameters and upper case in the type change nothing', () => {
  assert.equal(post(complete, { 'content-type': 'Application/JSON; charset=utf-8' }).status, 201);
});

test('JSON that does not parse, or is nested without end: 400', () => {
  for (const body of [
    '{"tenant": ',
    `${'['.repeat(101)}${']'.repeat(101)}`,
    `${'{"a":'.repeat(5000)}1${'}'.repeat(5000)}`,
  ]) {
    const { status, detail } = post(body);
    assert.deepEqual([status, detail], [400, 'Request body is not valid JSON']);
  }
});

test('no body where one is needed: 400', () => {
  const { status, detail } = new Driver().send('POST /alerts');
  assert.deepEqual([status, detail], [400, 'Request body is missing']);
  assert.equal(post('').detail, 'Request body is missing');
});

test('a body that nobody asked for is not looked at', () => {
  assert.equal(new Driver().send('GET /users/1', { body: '{', headers: { 'content-type': 'no' } }).status, 200);
});
