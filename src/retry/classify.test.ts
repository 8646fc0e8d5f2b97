import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Signal } from './classification.ts';
import { classifyRetry } from './classify.ts';
import { classify, now } from './fixtures/classify-signal.ts';

test('a status of 599 in the reference policy is retryable, 600 falls back to the standard table', () => {
  assert.equal(classify({ method: 'POST', status: 599 }, 'reference').retry, true);
  assert.equal(classify({ method: 'POST', status: 600 }, 'reference').retry, false);
});

test('only-if-idempotent is decided by method, key, precondition or declaration', () => {
  const retry = (signal: Partial<Signal>) => classify({ status: 500, ...signal }).retry;
  assert.equal(retry({ method: 'GET' }), true);
  assert.equal(retry({ method: 'delete' }), true);
  assert.equal(retry({ method: 'POST' }), false);
  assert.equal(retry({ method: 'PATCH' }), false);
  assert.equal(retry({ method: 'POST', requestHeaders: { 'Idempotency-Key': '"k"' } }), true);
  assert.equal(retry({ method: 'POST', requestHeaders: { 'idempotency-key': '""' } }), false);
  assert.equal(retry({ method: 'PATCH', requestHeaders: { 'if-match': '"v1"' } }), true);
  assert.equal(retry({ method: 'PATCH', requestHeaders: { 'if-match': '*' } }), false);
  assert.equal(retry({ method: 'POST', requestHeaders: { 'if-none-match': '*' } }), true);
  assert.equal(retry({ method: 'POST', requestHeaders: { 'if-none-match': '"v1"' } }), false);
  assert.equal(retry({ method: 'POST', declaredIdempotent: true }), true);
});

test('the other classes decide without the method', () => {
  assert.equal(classify({ method: 'POST', status: 429 }).retry, true);
  assert.equal(classify({ method: 'POST', status: 408 }).retry, true);
  assert.equal(classify({ status: 401 }).retry, false);
  assert.equal(classify({ status: 400 }).retry, false);
});

test('a POST that met 500 says why it is not repeated', () => {
  assert.match(classify({ method: 'POST', status: 500 }).reason, /POST is not idempotent and carries no key\.$/);
});

test('what has to change, and whether another connection is needed, is said', () => {
  assert.equal(classify({ status: 401 }).changeNeeded, 'credentials');
  assert.equal(classify({ status: 401 }, 'reference').changeNeeded, 'credentials');
  assert.equal(classify({ status: 412 }).changeNeeded, 'precondition');
  assert.equal(classify({ status: 400 }).changeNeeded, null);
  assert.equal(classify({ status: 421 }).newConnection, true);
  assert.equal(classify({ status: 500 }).newConnection, false);
});

test('without a hint a rate limit asks for a second at least, GitHub’s for a minute; with one, for nothing more', () => {
  assert.equal(classify({ status: 429 }).backoffFloorMs, 1000);
  assert.equal(classify({ status: 403, body: 'You hit a secondary rate limit' }).backoffFloorMs, 60_000);
  assert.equal(classify({ status: 429, headers: { 'retry-after': '0' } }).backoffFloorMs, undefined);
  assert.equal(classify({ status: 500 }).backoffFloorMs, undefined);
});

test('a 403 with Retry-After is a rate limit, one without is not, and the reference never takes it for one', () => {
  assert.equal(classify({ status: 403, headers: { 'Retry-After': '7' } }).waitMs, 7000);
  assert.equal(classify({ status: 403, headers: { 'x-ratelimit-remaining': '1' } }).category, 'authorization');
  assert.equal(classify({ status: 403, headers: { 'retry-after': '7' } }, 'reference').class, 'not-retryable');
});

test('a quota is used up for long beyond 15 minutes, with a daily policy, or when it says so', () => {
  const type = 'https://iana.org/assignments/http-problem-types#quota-exceeded';
  const classOf = (signal: Partial<Signal>) => classify({ status: 429, ...signal }).class;
  assert.equal(classOf({ headers: { 'retry-after': '900' } }), 'retryable-after-delay');
  assert.equal(classOf({ headers: { 'retry-after': '901' } }), 'not-retryable');
  assert.equal(classOf({ body: '{"error":{"code":"insufficient_quota"}}' }), 'not-retryable');
  assert.equal(classOf({ body: JSON.stringify({ type, 'violated-policies': ['daily'] }) }), 'not-retryable');
  assert.equal(
    classOf({ body: JSON.stringify({ type }), headers: { 'ratelimit-policy': '"m";q=5;w=60, "d";q=1000;w=86400' } }),
    'not-retryable',
  );
  assert.equal(
    classOf({ body: JSON.stringify({ type }), headers: { 'ratelimit-policy': '"m";q=5;w=60' } }),
    'retryable-after-delay',
  );
});

test('the server’s explicit word overrides the status', () => {
  const says = (status: number, headers: Record<string, string>) => classify({ method: 'POST', status, headers });
  assert.equal(says(500, { 'x-should-retry': 'true' }).class, 'retryable');
  assert.equal(says(500, { 'x-should-retry': 'true' }).retry, true);
  assert.equal(says(409, { 'x-should-retry': 'true' }).class, 'retryable-after-delay');
  assert.equal(says(409, { 'Stripe-Should-Retry': 'true' }).class, 'retryable-after-delay');
  assert.equal(says(503, { 'x-should-retry': 'true', 'retry-after': '4' }).class, 'retryable-after-delay');
  assert.equal(says(429, { 'stripe-should-retry': 'false' }).class, 'not-retryable');
  assert.equal(says(429, { 'stripe-should-retry': 'false' }).backoffFloorMs, undefined);
  assert.equal(says(503, { 'x-should-retry': 'perhaps' }).class, 'retryable-if-idempotent');
  assert.equal(says(200, { 'x-should-retry': 'true' }).class, 'not-retryable');
  assert.match(says(409, { 'x-should-retry': 'true' }).source, /X-Should-Retry/);
});

test('gRPC pushback: a number is a wait, a negative or unreadable one means no', () => {
  assert.equal(classify({ status: 503, headers: { 'grpc-retry-pushback-ms': '250' } }).waitMs, 250);
  assert.equal(classify({ status: 503, headers: { 'grpc-retry-pushback-ms': '-1' } }).class, 'not-retryable');
  assert.equal(classify({ status: 503, headers: { 'grpc-retry-pushback-ms': 'soon' } }).class, 'not-retryable');
});

test('the reference’s own rows are not overridden, what it borrows from the standard table is', () => {
  const headers = { 'x-should-retry': 'false' };
  assert.equal(classify({ status: 500, headers }, 'reference').class, 'retryable');
  assert.equal(classify({ status: 408, headers }, 'reference').class, 'not-retryable');
});

test('a 200 with an error in its body is judged by the status the body names', () => {
  const soft = (body: unknown, headers = {}) => classify({ status: 200, body: JSON.stringify(body), headers });
  assert.equal(soft({ error: { code: 429, message: 'slow down' } }).class, 'retryable-after-delay');
  assert.equal(soft({ errors: ['API rate limit exceeded'] }).class, 'retryable-after-delay');
  assert.equal(soft({ error: true, status: 503 }).category, 'unavailable');
  assert.equal(soft({ status: 401 }, { 'content-type': 'application/problem+json' }).category, 'authentication');
  assert.equal(soft({ error: { code: 429 } }).status, 200);
  assert.match(soft({ error: { code: 429 } }).reason, /^The status says 200, the body an error \(429\)\./);
  assert.equal(soft({ error: null }).category, null);
  assert.equal(soft({ error: 'none of these words' }).category, null);
  assert.equal(soft({ status: 429 }).category, null);
  assert.equal(classify({ status: 200, body: '{"error":' }).category, null);
});

test('header names count whatever their case, and a member named __proto__ is no member', () => {
  assert.equal(classify({ status: 429, headers: { 'RETRY-AFTER': '2' } }).waitMs, 2000);
  assert.equal(classify({ status: 200, body: '{"__proto__":{"error":{"code":429}}}' }).category, null);
});

test('the answer is the same twice, and the signal stays as it was', () => {
  const signal = Object.freeze({ method: 'GET', status: 429, headers: Object.freeze({ 'Retry-After': '1' }), now });
  assert.deepEqual(classifyRetry(signal), classifyRetry(signal));
});

test('the whole answer for a 429 that names a wait', () => {
  assert.deepEqual(classify({ method: 'POST', status: 429, headers: { 'retry-after': '60' } }, 'reference'), {
    status: 429,
    category: 'throttling',
    class: 'retryable-after-delay',
    retry: true,
    waitMs: 60_000,
    waitSource: 'Retry-After',
    mayHaveBeenApplied: 'no',
    reason: 'The rate limit opens again with time: wait, then repeat.',
    source: 'the reference, "Retryable vs Non-Retryable"',
    side: 'client',
    policy: 'reference',
    changeNeeded: null,
    newConnection: false,
  });
});

test('the example of the docstring', () => {
  assert.equal(classifyRetry({ method: 'POST', status: 429, headers: { 'retry-after': '2' } }).waitMs, 2000);
});
