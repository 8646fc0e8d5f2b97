import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Classification, Policy, Signal } from './classification.ts';
import { classifyRetry } from './classify.ts';
import { tables } from './table.ts';

const now = Date.UTC(2026, 10, 22, 12);

function classify(signal: Partial<Signal>, policy?: Policy): Classification {
  return classifyRetry({ method: 'GET', status: null, headers: {}, now, ...signal }, policy);
}

/** One line for each row: its id, a signal that must reach it, then class, category, side, applied. */
type Line = readonly [id: string, signal: Partial<Signal>, expected: string];

const standardLines: readonly Line[] = [
  [
    'body-stopped',
    { status: 200, errorCode: 'TIMEOUT', phase: 'body' },
    'retryable-if-idempotent timeout provider yes',
  ],
  [
    'body-unreadable',
    { status: 200, errorCode: 'UNREADABLE_BODY' },
    'retryable-if-idempotent server-error between yes',
  ],
  [
    'body-larger-than-taken',
    { status: 200, errorCode: 'UND_ERR_RES_EXCEEDED_MAX_SIZE' },
    'not-retryable validation client yes',
  ],
  [
    'body-broken',
    { status: 200, errorCode: 'ECONNRESET', phase: 'body' },
    'retryable-if-idempotent connection network yes',
  ],
  ['success', { status: 204 }, 'not-retryable null null yes'],
  ['redirect-with-wait', { status: 302, headers: { 'retry-after': '3' } }, 'retryable-after-delay null null no'],
  ['redirect', { status: 302 }, 'not-retryable null null no'],
  ['interim', { status: 103 }, 'not-retryable null null unknown'],
  [
    'rate-limited-403',
    { status: 403, headers: { 'x-ratelimit-remaining': '0' } },
    'retryable-after-delay throttling client no',
  ],
  ['quota-used-up', { status: 429, headers: { 'retry-after': '901' } }, 'not-retryable throttling client no'],
  [
    'rate-limited-with-wait',
    { status: 429, headers: { 'retry-after': '2' } },
    'retryable-after-delay throttling client no',
  ],
  ['rate-limited', { status: 429 }, 'retryable-after-delay throttling client no'],
  ['unauthorized', { status: 401 }, 'retryable-after-change authentication client no'],
  ['payment-required', { status: 402 }, 'not-retryable authorization client no'],
  ['forbidden', { status: 403 }, 'retryable-after-change authorization client no'],
  ['proxy-authentication', { status: 407 }, 'retryable-after-change authentication client no'],
  ['bad-request', { status: 400 }, 'not-retryable validation client no'],
  ['method-not-allowed', { status: 405 }, 'not-retryable validation client no'],
  ['not-acceptable', { status: 406 }, 'not-retryable validation client no'],
  ['length-required', { status: 411 }, 'not-retryable validation client no'],
  ['too-large-for-now', { status: 413, headers: { 'retry-after': '5' } }, 'retryable-after-delay validation client no'],
  ['content-too-large', { status: 413 }, 'not-retryable validation client no'],
  ['uri-too-long', { status: 414 }, 'not-retryable validation client no'],
  ['unsupported-media-type', { status: 415 }, 'not-retryable validation client no'],
  ['range-not-satisfiable', { status: 416 }, 'not-retryable validation client no'],
  ['expectation-failed', { status: 417 }, 'not-retryable validation client no'],
  ['key-reused', { status: 422, body: 'Idempotency-Key is already used' }, 'retryable-after-change conflict client no'],
  ['unprocessable', { status: 422 }, 'not-retryable validation client no'],
  ['upgrade-required', { status: 426 }, 'not-retryable validation client no'],
  ['headers-too-large', { status: 431 }, 'not-retryable validation client no'],
  ['unavailable-for-legal-reasons', { status: 451 }, 'not-retryable authorization client no'],
  ['not-found-yet', { status: 404, eventuallyConsistent: true }, 'retryable-if-idempotent not-found client no'],
  ['not-found', { status: 404 }, 'not-retryable not-found client no'],
  ['gone', { status: 410 }, 'not-retryable not-found client no'],
  [
    'key-outstanding',
    { method: 'POST', status: 409, requestHeaders: { 'idempotency-key': '"a"' }, body: 'A request is outstanding.' },
    'retryable conflict client unknown',
  ],
  ['conflict', { status: 409 }, 'retryable-after-change conflict client no'],
  ['precondition-failed', { status: 412 }, 'retryable-after-change conflict client no'],
  ['locked-for-now', { status: 423, headers: { 'retry-after': '1' } }, 'retryable-after-delay conflict client no'],
  ['locked', { status: 423 }, 'not-retryable conflict client no'],
  ['failed-dependency', { status: 424 }, 'not-retryable conflict client no'],
  ['precondition-required', { status: 428 }, 'not-retryable conflict client no'],
  ['request-timeout', { status: 408 }, 'retryable timeout network no'],
  ['misdirected', { status: 421 }, 'retryable connection between no'],
  ['too-early', { status: 425 }, 'retryable connection between no'],
  ['internal-server-error', { status: 500 }, 'retryable-if-idempotent server-error provider unknown'],
  ['bad-gateway', { status: 502 }, 'retryable-if-idempotent unavailable between unknown'],
  [
    'unavailable-with-wait',
    { status: 503, headers: { 'retry-after': '9' } },
    'retryable-after-delay unavailable provider unknown',
  ],
  ['unavailable', { status: 503 }, 'retryable-if-idempotent unavailable provider unknown'],
  ['gateway-timeout', { status: 504 }, 'retryable-if-idempotent timeout between unknown'],
  ['unsupported', { status: 501 }, 'not-retryable server-error provider no'],
  ['network-authentication', { status: 511 }, 'not-retryable authentication network no'],
  ['storage-or-loop', { status: 507 }, 'not-retryable server-error provider no'],
  ['edge-origin-error', { status: 520 }, 'retryable-if-idempotent unavailable between unknown'],
  ['edge-origin-misconfigured', { status: 526 }, 'not-retryable connection provider unknown'],
  ['edge-origin-down', { status: 521 }, 'retryable unavailable between no'],
  ['edge-timeout', { status: 524 }, 'retryable-if-idempotent timeout between unknown'],
  ['overloaded', { status: 529 }, 'retryable-after-delay unavailable provider no'],
  ['unknown-4xx', { status: 499 }, 'not-retryable validation client no'],
  ['unknown-5xx', { status: 599 - 10 }, 'retryable-if-idempotent server-error provider unknown'],
  ['aborted', { errorCode: 'AbortError' }, 'not-retryable connection client unknown'],
  ['deadline', { errorCode: 'DEADLINE_EXCEEDED' }, 'not-retryable timeout client unknown'],
  ['circuit-open', { errorCode: 'CIRCUIT_OPEN' }, 'retryable-after-delay unavailable client no'],
  ['certificate-refused', { errorCode: 'CERT_HAS_EXPIRED' }, 'not-retryable connection provider no'],
  ['handshake-failed', { errorCode: 'EPROTO' }, 'not-retryable connection client no'],
  ['connect-timeout', { errorCode: 'UND_ERR_CONNECT_TIMEOUT' }, 'retryable timeout network no'],
  ['timeout-while-connecting', { errorCode: 'ETIMEDOUT', phase: 'connect' }, 'retryable timeout network no'],
  ['response-timeout', { errorCode: 'TIMEOUT', phase: 'response' }, 'retryable-if-idempotent timeout provider unknown'],
  ['name-not-found', { errorCode: 'ENOTFOUND' }, 'not-retryable connection client no'],
  ['name-lookup-failed', { errorCode: 'EAI_AGAIN' }, 'retryable connection network no'],
  ['not-connected', { errorCode: 'ECONNREFUSED' }, 'retryable connection network no'],
  ['lost-while-connecting', { errorCode: 'ECONNRESET', phase: 'connect' }, 'retryable connection network no'],
  [
    'stale-connection',
    { errorCode: 'EPIPE', phase: 'request', reusedConnection: true },
    'retryable connection network no',
  ],
  ['stream-refused', { errorCode: 'NGHTTP2_REFUSED_STREAM' }, 'retryable connection between no'],
  [
    'connection-lost',
    { errorCode: 'ECONNRESET', phase: 'response' },
    'retryable-if-idempotent connection network unknown',
  ],
  ['unreadable-answer', { errorCode: 'HPE_INVALID_CONSTANT' }, 'retryable-if-idempotent connection provider unknown'],
  ['client-misuse', { errorCode: 'UND_ERR_INVALID_ARG' }, 'not-retryable validation client no'],
  ['unknown-while-connecting', { errorCode: 'EWHATEVER', phase: 'connect' }, 'retryable connection network no'],
  ['unknown-error', { errorCode: 'EWHATEVER' }, 'retryable-if-idempotent connection network unknown'],
];

const referenceLines: readonly Line[] = [
  ['reference-bad-request', { status: 400 }, 'not-retryable validation client no'],
  ['reference-unauthorized', { status: 401 }, 'not-retryable authentication client no'],
  ['reference-forbidden', { status: 403 }, 'not-retryable authorization client no'],
  ['reference-not-found', { status: 404 }, 'not-retryable not-found client no'],
  [
    'reference-rate-limited',
    { status: 429, headers: { 'retry-after': '901' } },
    'retryable-after-delay throttling client no',
  ],
  ['reference-unavailable', { status: 503 }, 'retryable unavailable provider unknown'],
  ['reference-timeout', { status: 504 }, 'retryable timeout provider unknown'],
  ['reference-server-error', { status: 501 }, 'retryable server-error provider unknown'],
  ['reference-body-timeout', { status: 200, errorCode: 'TIMEOUT', phase: 'body' }, 'retryable timeout network yes'],
  ['reference-network-timeout', { errorCode: 'TIMEOUT', phase: 'response' }, 'retryable timeout network unknown'],
];

function saying({ class: retryClass, category, side, mayHaveBeenApplied }: Classification): string {
  return [retryClass, category, side, mayHaveBeenApplied].map(String).join(' ');
}

for (const [policy, lines] of [
  ['standard', standardLines],
  ['reference', referenceLines],
] as const) {
  for (const [id, signal, expected] of lines) {
    test(`${policy}: ${id}`, () => {
      const found = classify(signal, policy);
      const row = tables[policy].find((candidate) => candidate.id === id);
      assert.equal(saying(found), expected);
      // The reason tells rows with equal values apart.
      assert.ok(row !== undefined && found.reason.startsWith(row.reason), found.reason);
      assert.equal(found.source, row.source);
    });
  }
}

test('every row of both tables has a line above, and every line a row', () => {
  const ids = tables.standard.map(({ id }) => id);
  assert.deepEqual(standardLines.map(([id]) => id).sort(), [...ids].sort());
  assert.deepEqual([...referenceLines.map(([id]) => id), ...ids].sort(), tables.reference.map(({ id }) => id).sort());
});

/** The statuses of each line of the published table, by the letter of their class there. */
const published: Readonly<Record<string, readonly number[]>> = {
  'not-retryable': [
    400, 402, 404, 405, 406, 410, 411, 413, 414, 415, 416, 417, 422, 423, 424, 426, 428, 431, 451, 501, 505, 506, 507,
    508, 510, 511, 525, 526, 530,
  ],
  'retryable-after-change': [401, 403, 407, 409, 412],
  retryable: [408, 421, 425, 521, 522],
  'retryable-if-idempotent': [500, 502, 503, 504, 520, 523, 524, 598, 599, 460],
  'retryable-after-delay': [429, 529],
};

for (const [retryClass, statuses] of Object.entries(published)) {
  test(`${retryClass}: ${statuses.join(', ')}`, () => {
    assert.deepEqual(
      statuses.filter((status) => classify({ status }).class !== retryClass),
      [],
    );
  });
}

test('every status from 100 to 999 finds a row, and an invalid one counts as 500', () => {
  for (let status = 100; status <= 999; status += 1) assert.ok(classify({ status }).reason.length > 0);
  assert.equal(classify({ status: 799 }).class, 'retryable-if-idempotent');
});

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
