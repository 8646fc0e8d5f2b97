import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Classification, Signal } from './classification.ts';
import { classify } from './fixtures/classify-signal.ts';
import { tables } from './table.ts';

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
