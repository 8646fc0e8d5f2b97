import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Exchange, Outcome, RecordedResponse } from '../trace/exchange.ts';
import { classifyRetry } from './classify.ts';
import { fieldsOf, signalOf } from './signal-of.ts';
import { factsOfStatus, sideOfStatus } from './status-facts.ts';

function exchange(outcome: Outcome | null, more: Partial<Exchange> = {}): Exchange {
  return {
    id: 'a-1',
    caseId: 'a',
    observer: 'client',
    operationId: null,
    attempt: 1,
    startedAt: 1000,
    respondedAt: 1500,
    endedAt: 2000,
    request: { method: 'POST', url: 'http://host/alerts', headers: [['Idempotency-Key', '"k"']], body: null },
    outcome,
    cause: null,
    sideEffects: [],
    connection: null,
    ...more,
  };
}

const response: RecordedResponse = {
  status: 503,
  headers: [
    ['Retry-After', '2'],
    ['X-A', '1'],
    ['x-a', '2'],
  ],
  body: { text: '{}', bytes: 2, sha256: '', cut: false },
};

test('a response becomes status, headers, body and the time it came', () => {
  assert.deepEqual(signalOf(exchange({ kind: 'response', response })), {
    method: 'POST',
    requestHeaders: { 'idempotency-key': '"k"' },
    status: 503,
    headers: { 'retry-after': '2', 'x-a': '1, 2' },
    body: '{}',
    now: 1500,
  });
});

test('a broken body keeps the status and says so', () => {
  const signal = signalOf(
    exchange({ kind: 'broken-body', response: { ...response, status: 200 }, code: 'ECONNRESET', message: '' }),
  );
  assert.ok(signal !== null);
  assert.equal(classifyRetry(signal).mayHaveBeenApplied, 'yes');
});

test('no response becomes code and phase, with what is known of the connection', () => {
  const outcome: Outcome = { kind: 'no-response', code: 'EPIPE', message: '', phase: 'request' };
  const signal = signalOf(
    exchange(outcome, { respondedAt: null, connection: { id: 1, reused: true, requestIndex: 2 } }),
  );
  assert.ok(signal !== null);
  assert.equal(signal.now, 2000);
  assert.equal(classifyRetry(signal).class, 'retryable');
});

test('an open exchange says nothing yet', () => {
  assert.equal(signalOf(exchange(null)), null);
});

test('a header named __proto__ is a header', () => {
  assert.deepEqual(Object.keys(fieldsOf([['__proto__', 'x']])), ['__proto__']);
});

test('a bare status has its class, category and side from the same table', () => {
  assert.deepEqual(factsOfStatus(429, 'reference'), {
    class: 'retryable-after-delay',
    category: 'throttling',
    side: 'client',
  });
  assert.equal(sideOfStatus(502), 'between');
  assert.equal(sideOfStatus(502, 'reference'), 'provider');
  assert.equal(sideOfStatus(204), null);
});

test('a recording without times leaves the moment to the answer: a reset in epoch seconds is not read against 1970', () => {
  const timeless = { startedAt: 0, respondedAt: null, endedAt: null };
  const headers = [
    ['Date', 'Thu, 18 Jul 2019 22:23:10 GMT'],
    ['X-RateLimit-Remaining', '0'],
    ['X-RateLimit-Reset', '1563488636'],
  ] as const;
  const signal = signalOf(exchange({ kind: 'response', response: { ...response, status: 429, headers } }, timeless));
  assert.ok(signal);
  assert.equal('now' in signal, false);
  assert.equal(classifyRetry(signal).waitMs, 46_000);
});
