import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newRequestId } from './request-id.ts';

const count = 0x1000 * 2 + 3;

test('each request has an id of its own, written as a UUID of version 4', () => {
  const ids = Array.from({ length: count }, newRequestId);
  assert.equal(new Set(ids).size, count);
  const uuid = /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/;
  assert.deepEqual(
    ids.filter((id) => !uuid.test(id)),
    [],
  );
});
