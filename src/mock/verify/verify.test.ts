import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { type Contract, readContract } from '../../contract/index.ts';
import { parseFault } from '../../faults/index.ts';
import { shipped } from '../../package.ts';
import { problemsOf } from '../../problem.ts';
import type { Exchange, Outcome } from '../../trace/exchange.ts';
import type { Expected, ExpectedCall, VerificationResult } from './expectation.ts';
import { verify } from './verify.ts';

let contract: Contract;

before(async () => {
  contract = await readContract({ documentPath: shipped.document, parseFault });
});

interface Seen {
  readonly at: number;
  readonly operationId?: string | null;
  readonly status?: number;
  readonly retryAfter?: string;
  readonly key?: string;
  readonly created?: number;
  readonly outcome?: Outcome;
  readonly endedAt?: number;
  readonly request?: string;
}

/** An attempt that is answered in the millisecond in which it comes, unless something else is said. */
function exchange(seen: Seen, index: number): Exchange {
  const {
    at,
    operationId = 'createAlert',
    status = 503,
    retryAfter,
    key,
    created = 0,
    request = 'POST /alerts',
  } = seen;
  const [method = '', path = ''] = request.split(' ');
  const headers: [string, string][] = retryAfter === undefined ? [] : [['Retry-After', retryAfter]];
  return {
    id: `e${index + 1}`,
    caseId: 'default',
    observer: 'mock',
    operationId,
    attempt: index + 1,
    startedAt: at,
    respondedAt: at,
    endedAt: seen.endedAt ?? at,
    request: {
      method,
      url: `http://localhost${path}`,
      headers: key === undefined ? [] : [['Idempotency-Key', key]],
      body: null,
    },
    outcome: seen.outcome ?? { kind: 'response', response: { status, headers, body: null } },
    cause: { kind: 'mock', summary: '' },
    sideEffects: Array.from({ length: created }, (_, n) => ({
      collection: 'alerts',
      change: 'created',
      id: String(n),
    })),
    connection: null,
  };
}

function judge(trace: readonly Seen[], promise: Omit<ExpectedCall, 'operationId'>, blurMs = 0): VerificationResult {
  const [result, ...others] = verify(
    trace.map(exchange),
    [{ operationId: 'createAlert', ...promise }],
    contract,
    blurMs,
  ).results;
  assert.ok(result !== undefined && others.length === 0);
  return result;
}

const times = (...at: readonly number[]): readonly Seen[] => at.map((one) => ({ at: one }));

const verdicts: readonly (readonly [
  says: string,
  trace: readonly Seen[],
  promise: Omit<ExpectedCall, 'operationId'>,
  verdict: VerificationResult['verdict'],
  observed: RegExp,
])[] = [
  ['as many attempts as wanted', times(0, 1, 2), { attempts: { exactly: 3 } }, 'kept', /^3 attempts$/],
  ['one attempt too few', times(0), { attempts: { min: 2 } }, 'broken', /^1 attempt$/],
  ['one attempt too many', times(0, 1, 2), { attempts: { min: 1, max: 2 } }, 'broken', /^3 attempts$/],
  ['no attempt, and none wanted', [], { attempts: { max: 0 } }, 'kept', /^0 attempts$/],
  [
    'gaps of just so long',
    times(0, 100, 200),
    { minGapMilliseconds: 100 },
    'kept',
    /100 ms after attempt 1, 100 ms after attempt 2/,
  ],
  [
    'a gap a millisecond short',
    times(0, 100, 199),
    { minGapMilliseconds: 100 },
    'broken',
    /^waited 99 ms after attempt 2$/,
  ],
  ['a gap with nothing behind it', times(0), { minGapMilliseconds: 100 }, 'untested', /no attempt was followed/],
  [
    'a wait as long as told',
    [{ at: 0, retryAfter: '2' }, { at: 2000 }],
    { honoursRetryAfter: true },
    'kept',
    /waited 2000 ms after attempt 1, was told 2000 ms/,
  ],
  [
    'a wait a millisecond short',
    [{ at: 0, retryAfter: '2' }, { at: 1999 }],
    { honoursRetryAfter: true },
    'broken',
    /waited 1999 ms after attempt 1, was told 2000 ms/,
  ],
  ['nobody was told to wait', times(0, 1), { honoursRetryAfter: true }, 'untested', /no answer with a Retry-After/],
  [
    'told to wait, and never came back',
    [{ at: 0, retryAfter: '2' }],
    { honoursRetryAfter: true },
    'untested',
    /was followed/,
  ],
  [
    'a date to wait for',
    [{ at: 1000, retryAfter: 'Thu, 01 Jan 1970 00:00:06 GMT' }, { at: 5999 }],
    { honoursRetryAfter: true },
    'broken',
    /told 5000/,
  ],
  [
    'one key on all',
    [
      { at: 0, key: 'a' },
      { at: 1, key: 'a' },
    ],
    { sameIdempotencyKey: true },
    'kept',
    /one key on 2/,
  ],
  [
    'a new key for each',
    [
      { at: 0, key: 'a' },
      { at: 1, key: 'b' },
    ],
    { sameIdempotencyKey: true },
    'broken',
    /2 different keys/,
  ],
  [
    'a key on the first only',
    [{ at: 0, key: 'a' }, { at: 1 }],
    { sameIdempotencyKey: true },
    'broken',
    /1 of 2 attempts carried no/,
  ],
  ['a key on the only attempt', [{ at: 0, key: 'a' }], { sameIdempotencyKey: true }, 'untested', /no second attempt/],
  ['one side effect', [{ at: 0, created: 1 }, { at: 1 }], { sideEffects: { max: 1 } }, 'kept', /created "0" of alerts/],
  [
    'a duplicate',
    [
      { at: 0, created: 1 },
      { at: 1, created: 1 },
    ],
    { sideEffects: { max: 1 } },
    'broken',
    /created "0" of alerts, created/,
  ],
  ['nothing was done', times(0), { sideEffects: { exactly: 0 } }, 'kept', /nothing was changed/],
  [
    'waits of 1, 2, 4',
    times(0, 1000, 3000, 7000),
    { backoff: 'exponential' },
    'kept',
    /1000 ms after attempt 1, 2000 ms/,
  ],
  ['waits of 1, 1.3', times(0, 1000, 2300), { backoff: 'exponential' }, 'kept', /1300 ms/],
  ['waits of 1, 1.299', times(0, 1000, 2299), { backoff: 'exponential' }, 'broken', /1299 ms/],
  ['always the same wait', times(0, 1000, 2000), { backoff: 'exponential' }, 'broken', /1000 ms after attempt 2/],
  ['no wait at all', times(0, 0, 0), { backoff: 'exponential' }, 'broken', /0 ms after attempt 1/],
  ['one wait only', times(0, 1000), { backoff: 'exponential' }, 'untested', /fewer than two/],
  [
    'waits that were told',
    [{ at: 0, retryAfter: '9' }, { at: 9000 }, { at: 10000 }],
    { backoff: 'exponential' },
    'untested',
    /of its own/,
  ],
];

for (const [says, trace, promise, verdict, observed] of verdicts) {
  test(`${says}: ${Object.keys(promise)[0]} is ${verdict}`, () => {
    const result = judge(trace, promise);
    assert.equal(result.verdict, verdict, result.observed);
    assert.match(result.observed, observed);
    assert.deepEqual(result.expectation, { operationId: 'createAlert', ...promise });
  });
}

test('on the machine’s clock a wait may look as much shorter as its timers blur it', () => {
  const trace = [{ at: 0, retryAfter: '2' }, { at: 1980 }];
  assert.equal(judge(trace, { honoursRetryAfter: true }, 20).verdict, 'kept');
  assert.equal(judge([{ at: 0, retryAfter: '2' }, { at: 1979 }], { honoursRetryAfter: true }, 20).verdict, 'broken');
});

test('a wait counts from where the client could know: a broken connection from its end, its own giving up from the start', () => {
  const gone = (code: string): Outcome => ({ kind: 'no-response', code, message: '', phase: 'response' });
  const after = (code: string) =>
    judge([{ at: 0, outcome: gone(code), endedAt: 900 }, { at: 1000 }], { minGapMilliseconds: 0 }).observed;
  assert.equal(after('ECONNRESET'), 'waited 100 ms after attempt 1');
  assert.equal(after('ECONNABORTED'), 'waited 1000 ms after attempt 1');
});

test('evidence names the exchanges around what was seen', () => {
  assert.deepEqual(judge(times(0, 100, 150, 250), { minGapMilliseconds: 100 }).evidence, ['e2', 'e3']);
});

test('requests to no operation are unexpected, questions about the API are not', () => {
  const asked: Outcome = { kind: 'response', response: { status: 204, headers: [], body: null } };
  const trace = [
    { at: 0 },
    { at: 1, operationId: null, request: 'OPTIONS /alerts', outcome: asked },
    { at: 2, operationId: null, request: 'GET /nope', status: 404 },
  ].map(exchange);
  const verdictFor = (max: number) => verify(trace, [{ unexpected: { max } }], contract, 0).results[0];
  assert.deepEqual(
    [verdictFor(0)?.verdict, verdictFor(0)?.evidence, verdictFor(0)?.observed],
    ['broken', ['e3'], 'GET /nope'],
  );
  assert.equal(verdictFor(1)?.verdict, 'kept');
});

test('what looks like an attempt is shown where one is missing', () => {
  const stray = (request: string) => ({ at: 0, operationId: null, request, status: 404 });
  const trace = [stray('PUT /alerts'), stray('POST /alert'), stray('POST /v1/alerts'), stray('POST /something')].map(
    exchange,
  );
  const [result] = verify(trace, [{ operationId: 'createAlert', attempts: { min: 1 } }], contract, 0).results;
  assert.deepEqual(result?.nearMisses, [
    { exchange: 'e1', request: 'PUT /alerts', why: 'createAlert is POST /alerts' },
    { exchange: 'e2', request: 'POST /alert', why: 'Did you mean POST /alerts (createAlert)?' },
    { exchange: 'e3', request: 'POST /v1/alerts', why: 'createAlert is POST /alerts' },
  ]);
});

test('an untested promise has not passed', () => {
  assert.equal(verify([], [{ operationId: 'createAlert', honoursRetryAfter: true }], contract, 0).passed, false);
  assert.equal(verify([], [{ operationId: 'createAlert', attempts: { max: 0 } }], contract, 0).passed, true);
});

const unreadable: readonly (readonly [says: string, expected: readonly Expected[], codes: readonly string[]])[] = [
  ['nothing', [], ['nothing-to-verify']],
  ['no promise', [{ operationId: 'createAlert' }], ['nothing-expected']],
  [
    'an unknown operation and a wrong count',
    [{ operationId: 'createAlrt', attempts: {} }],
    ['unknown-operation', 'wrong-count'],
  ],
  ['exactly beside max', [{ operationId: 'createAlert', sideEffects: { exactly: 1, max: 2 } }], ['wrong-count']],
  ['bounds that cross', [{ unexpected: { min: 2, max: 1 } }], ['wrong-count']],
  ['half a request', [{ unexpected: { max: 0.5 } }], ['wrong-count']],
];

for (const [says, expected, codes] of unreadable) {
  test(`${says} can not be verified`, () => {
    assert.throws(
      () => verify([], expected, contract, 0),
      (error) => {
        assert.deepEqual(
          problemsOf(error).map(({ code }) => code),
          codes,
        );
        return true;
      },
    );
  });
}
