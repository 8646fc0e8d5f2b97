import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withRequestId } from './request-id.ts';

test('a call without an id of its own gets one, another keeps the one that it brings', () => {
  assert.deepEqual(withRequestId([['A', 'b']], 'X-Request-Id', 'client-1-1'), {
    id: 'client-1-1',
    headers: [
      ['A', 'b'],
      ['X-Request-Id', 'client-1-1'],
    ],
  });
  assert.deepEqual(withRequestId([['x-request-id', 'abc']], 'X-Request-Id', 'client-1-1'), {
    id: 'abc',
    headers: [['x-request-id', 'abc']],
  });
});

test('a UUID stays one, and each attempt has another', () => {
  const given = '60E0B220-8136-4CA5-AE46-1D97EF59D068';
  const ids = ['client-1-1', 'client-1-2', 'client-2-1'].map(
    (id) => withRequestId([['X-Request-ID', given]], 'x-request-id', id).id,
  );
  assert.equal(new Set(ids).size, 3);
  for (const id of ids) assert.match(id, /^60E0B220-8136-4CA5-AE46-[\da-f]{12}$/);
});
