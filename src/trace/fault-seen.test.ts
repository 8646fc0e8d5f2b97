import assert from 'node:assert/strict';
import { test } from 'node:test';
import { faultSeen } from './fault-seen.ts';

const without = (code: string) => faultSeen({ kind: 'no-response', code, message: '', phase: 'response' });
const within = (code: string) =>
  faultSeen({ kind: 'broken-body', code, message: '', response: { status: 200, headers: [], body: null } });

test('a call without an answer is named after what the client saw', () => {
  assert.deepEqual(['TIMEOUT', 'ECONNREFUSED', 'UND_ERR_SOCKET', 'HPE_INVALID_CONSTANT', 'ECONNRESET'].map(without), [
    'timeout',
    'refused-connection',
    'empty-response',
    'garbage',
    'connection-reset',
  ]);
});

test('a body that breaks off is named after how it broke', () => {
  assert.deepEqual(
    ['TIMEOUT', 'ECONNRESET', 'HPE_INVALID_CHUNK_SIZE', 'UND_ERR_RES_CONTENT_LENGTH_MISMATCH'].map(within),
    ['timeout', 'connection-reset-mid-body', 'malformed-chunk', 'truncated-body'],
  );
});
