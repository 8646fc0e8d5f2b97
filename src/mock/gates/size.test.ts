import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Driver } from '../fixtures/driver.ts';

test('a body that is too long: 413, even without a key', () => {
  const { status, detail } = new Driver().send('POST /alerts', { key: null, tooLarge: 'body' });
  assert.deepEqual([status, detail], [413, 'Request body is too large. Max 1048576 bytes.']);
});

test('headers that are too long: 431', () => {
  const { status, action } = new Driver().send('GET /alerts', { tooLarge: 'headers' });
  assert.deepEqual([status, action.cause.kind], [431, 'size']);
});
