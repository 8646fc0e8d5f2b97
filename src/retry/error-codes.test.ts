import assert from 'node:assert/strict';
import { test } from 'node:test';
import { classifyRetry } from './classify.ts';
import { canonicalCode, knownSynonyms } from './error-codes.ts';

/** Error codes by the class that the published table gives them once a request has been sent. */
const byClass = {
  retryable: [
    'EAI_AGAIN',
    'ECONNREFUSED',
    'EHOSTUNREACH',
    'ENETUNREACH',
    'ENETDOWN',
    'EHOSTDOWN',
    'UND_ERR_CONNECT_TIMEOUT',
    'REFUSED_STREAM',
    'ERR_HTTP2_GOAWAY_SESSION',
    'NewConnectionError',
    'ConnectTimeout',
  ],
  'not-retryable': [
    'ENOTFOUND',
    'CERT_HAS_EXPIRED',
    'ERR_TLS_CERT_ALTNAME_INVALID',
    'DEPTH_ZERO_SELF_SIGNED_CERT',
    'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
    'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
    'EPROTO',
    'ERR_SSL_WRONG_VERSION_NUMBER',
    'ABORT_ERR',
    'AbortError',
    'UND_ERR_ABORTED',
    'DEADLINE_EXCEEDED',
    'UND_ERR_INVALID_ARG',
    'SSLError',
  ],
  'retryable-if-idempotent': [
    'ECONNRESET',
    'EPIPE',
    'socket hang up',
    'UND_ERR_SOCKET',
    'other side closed',
    'TIMEOUT',
    'TimeoutError',
    'ETIMEDOUT',
    'UND_ERR_HEADERS_TIMEOUT',
    'ESOCKETTIMEDOUT',
    'ReadTimeout',
    'UND_ERR_BODY_TIMEOUT',
    'HPE_INVALID_CONSTANT',
    'HPE_INVALID_CHUNK_SIZE',
    'UND_ERR_RES_CONTENT_LENGTH_MISMATCH',
    'ProtocolError',
    'RemoteDisconnected',
    'anything else',
  ],
} as const;

for (const [retryClass, codes] of Object.entries(byClass)) {
  for (const errorCode of codes) {
    test(`${errorCode} is ${retryClass}`, () => {
      const found = classifyRetry({ method: 'GET', status: null, headers: {}, errorCode, phase: 'response' });
      assert.equal(found.class, retryClass);
    });
  }
}

test('another runtime’s word becomes a code that some row knows', () => {
  for (const synonym of knownSynonyms) {
    const found = classifyRetry({ method: 'GET', status: null, headers: {}, errorCode: synonym, phase: 'response' });
    assert.doesNotMatch(found.reason, /failed without an answer/, synonym);
  }
});

test('the same code before a byte was sent is retryable, whatever the method', () => {
  for (const errorCode of ['ECONNRESET', 'ETIMEDOUT', 'TIMEOUT', 'UND_ERR_SOCKET']) {
    const found = classifyRetry({ method: 'POST', status: null, headers: {}, errorCode, phase: 'connect' });
    assert.deepEqual([found.retry, found.mayHaveBeenApplied], [true, 'no'], errorCode);
  }
});

test('a stale connection needs both: reused, and not yet fully written', () => {
  const retry = (reusedConnection: boolean, phase: 'request' | 'response') =>
    classifyRetry({ method: 'POST', status: null, headers: {}, errorCode: 'ECONNRESET', phase, reusedConnection })
      .retry;
  assert.equal(retry(true, 'request'), true);
  assert.equal(retry(false, 'request'), false);
  assert.equal(retry(true, 'response'), false);
});

test('case and outer space of a code don’t matter', () => {
  assert.equal(canonicalCode(' econnreset '), 'ECONNRESET');
});
