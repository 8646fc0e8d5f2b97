import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Exchange } from '../trace/exchange.ts';
import { bodyOf, noResponse, recordedExchange } from '../trace/read/http-text.ts';
import { compareExchanges } from './compare.ts';
import { diagnose } from './diagnose.ts';
import type { DiagnosisInput } from './diagnosis.ts';
import { reviewRequests } from './review.ts';

const start = 1_795_600_800_000;

interface Made {
  readonly method?: string;
  readonly path?: string;
  readonly at?: number;
  readonly status?: number;
  readonly headers?: readonly (readonly [string, string])[];
  readonly answer?: string;
  readonly answerHeaders?: readonly (readonly [string, string])[];
  readonly body?: string;
  readonly code?: string;
}

let made = 0;

function call({
  method = 'GET',
  path = '/alerts',
  at = 0,
  status = 200,
  headers = [['X-API-Key', 'k3y-of-mine']],
  answer = '{}',
  answerHeaders = [],
  body = '',
  code,
}: Made): Exchange {
  made += 1;
  const response = {
    status,
    headers: [['Content-Type', 'application/json'] as const, ...answerHeaders],
    body: bodyOf(answer),
  };
  return recordedExchange({
    id: `call-${made}`,
    request: { method, url: `https://api.example.com${path}`, headers, body: bodyOf(body) },
    outcome: code === undefined ? { kind: 'response', response } : noResponse(code, code, 'response'),
    startedAt: start + at,
    respondedAt: start + at + 50,
    endedAt: start + at + 50,
  });
}

function input(exchanges: readonly Exchange[], more: Partial<DiagnosisInput> = {}): DiagnosisInput {
  return { exchanges, contract: null, critical: null, statusPage: null, now: null, notes: [], ...more };
}

test('nothing failed: no cause, no advice', () => {
  const diagnosis = diagnose(input([call({}), call({ at: 1000 })]));
  assert.deepEqual([diagnosis.subject, diagnosis.causes, diagnosis.explanation], [null, [], '']);
});

test('the failure that weighs most is explained: an API call before an icon, the more frequent before the rare', () => {
  const icon = call({ path: '/favicon.ico', status: 404 });
  const errors = [call({ status: 500, at: 1 }), call({ status: 500, at: 2 })];
  const once = call({ path: '/users/1', status: 404, at: 3, answer: '{"detail":"User with ID 1 not found"}' });
  const { subject, failures } = diagnose(input([icon, ...errors, once]));
  assert.equal(subject, errors[1]?.id);
  assert.deepEqual(
    failures.map(({ failure, count }) => [failure, count]),
    [
      ['500', 2],
      ['404', 1],
      ['404', 1],
    ],
  );
});

test('another failure is explained when it is asked for', () => {
  const wanted = call({ path: '/users/9', status: 404, answer: '{"detail":"User with ID 9 not found"}' });
  assert.equal(
    diagnose(input([wanted, call({ status: 500 }), call({ status: 500 })]), wanted.id).causes[0]?.id,
    'resource-missing',
  );
});

test('a key that the answer repeats is masked in everything that is returned', () => {
  const refused = call({
    status: 401,
    headers: [['Authorization', 'Bearer abcdefghijklmnop']],
    answer: '{"error":{"message":"Incorrect API key provided: abcdefghijklmnop","code":"invalid_api_key"}}',
  });
  assert.doesNotMatch(JSON.stringify(diagnose(input([refused]))), /abcdefghijklmnop/);
});

test('escalation is advised from the fifteenth minute, not one millisecond before', () => {
  const since = (ms: number) =>
    diagnose(input([call({ status: 503 }), call({ status: 503, at: ms })], { now: start + ms })).escalation;
  assert.equal(since(15 * 60_000 - 1).advised, false);
  const { advised, because, open, packet } = since(15 * 60_000);
  assert.equal(advised, true);
  assert.match(because.join(' '), /15 min/);
  assert.deepEqual(open.length, 2);
  assert.deepEqual(
    [packet.firstSeen, packet.lastSeen, packet.attempts],
    ['2026-11-25T10:00:00.000Z', '2026-11-25T10:15:00.000Z', 2],
  );
  assert.deepEqual(packet.tried, ['2 attempts of the same call (GET /alerts) over 15 min, all failed']);
});

test('a critical workflow escalates at once; what is our own fault never does', () => {
  const critical = { critical: true, statusPage: 'ok' } as const;
  assert.match(
    diagnose(input([call({ status: 500 })], critical)).escalation.because.join(' '),
    /critical[\s\S]*status page/,
  );
  assert.equal(
    diagnose(input([call({ status: 404, answer: '{"detail":"User with ID 9 not found"}' })], critical)).escalation
      .advised,
    false,
  );
});

test('the packet names request ids and a curl without secrets', () => {
  const { packet } = diagnose(
    input([
      call({
        status: 500,
        answerHeaders: [
          ['X-Request-Id', 'r-1'],
          ['CF-RAY', 'c-2'],
        ],
      }),
    ]),
  ).escalation;
  assert.deepEqual(packet.requestIds, ['x-request-id: r-1', 'cf-ray: c-2']);
  assert.match(packet.curl ?? '', /\$X_API_KEY/);
  assert.doesNotMatch(packet.curl ?? '', /k3y-of-mine/);
});

const idOf = (exchanges: readonly Exchange[]) => diagnose(input(exchanges)).patterns.map(({ id }) => id);
const patternOf = (exchanges: readonly Exchange[], id: string) =>
  diagnose(input(exchanges)).patterns.find((pattern) => pattern.id === id);

test('an alert storm: the rate against the window, and what spacing would cost', () => {
  const limited = '{"detail":"Rate limit exceeded. Max 5 requests per 60 seconds."}';
  const storm = Array.from({ length: 20 }, (_, index) =>
    call({
      path: `/users/${index}`,
      at: index * 100,
      status: index < 5 ? 200 : 429,
      answer: index < 5 ? '{}' : limited,
    }),
  );
  const found = patternOf(storm, 'alert-storm');
  assert.match(found?.numbers.join('; ') ?? '', /20 calls within 1\.9 s, 15 of 20 refused; the limit is 5 per 60 s/);
  assert.match(found?.saving ?? '', /20 calls in 3 min/);
  assert.equal(patternOf(storm.slice(0, 5), 'alert-storm'), undefined);
});

test('a shared key: refused before the own calls reach the limit', () => {
  const limited = '{"detail":"Max 5 requests per 60 seconds."}';
  const quiet = [
    call({}),
    call({ at: 70_000 }),
    call({ at: 71_000, status: 429, answer: limited }),
    call({ at: 72_000, status: 429, answer: limited }),
  ];
  assert.match(patternOf(quiet, 'shared-key')?.numbers[0] ?? '', /after 1 own calls within 60 s; 5 are allowed/);
  const busy = [
    call({}),
    ...Array.from({ length: 5 }, (_, index) => call({ at: 70_000 + index })),
    call({ at: 71_000, status: 429, answer: limited }),
  ];
  assert.equal(patternOf(busy, 'shared-key'), undefined);
});

test('errors tied to one value of the input name that value', () => {
  const post = (severity: string, status: number, at: number) =>
    call({ method: 'POST', at, status, body: `{"severity":"${severity}","n":${at}}` });
  const calls = [post('low', 201, 1), post('high', 500, 2), post('low', 201, 3), post('high', 500, 4)];
  assert.match(
    patternOf(calls, 'input-triggered')?.numbers[0] ?? '',
    /severity = high stands in all 2 failed calls and in none of the 2/,
  );
});

test('rotation, intermittent failures, repeated lookups, missing batching, hasty and pointless repeats are seen', () => {
  assert.ok(
    idOf([call({}), call({ at: 1 }), call({ at: 2, status: 401 }), call({ at: 3, status: 401 })]).includes('rotation'),
  );
  assert.ok(
    idOf([
      call({}),
      call({ at: 1, status: 500 }),
      call({ at: 2 }),
      call({ at: 3, status: 500 }),
      call({ at: 4 }),
    ]).includes('intermittent'),
  );
  assert.match(
    patternOf(
      [1, 2, 3, 4].map((at) => call({ at })),
      'repeated-lookups',
    )?.saving ?? '',
    /1 calls instead of 4/,
  );
  const many = Array.from({ length: 60 }, (_, index) => call({ path: `/users/${index + 100}`, at: index }));
  assert.match(patternOf(many, 'missing-batching')?.saving ?? '', /2 calls instead of 60/);
  const hasty = [0, 60, 120, 180].map((at) => call({ at, status: 503 }));
  assert.ok(idOf(hasty).includes('retries-without-pause'));
  assert.ok(!idOf([0, 200, 400, 600].map((at) => call({ at, status: 503 }))).includes('retries-without-pause'));
  assert.match(
    patternOf([call({ status: 404 }), call({ at: 9000, status: 404 })], 'pointless-retries')?.saving ?? '',
    /1 calls/,
  );
});

test('a page that was never followed, a large list in one piece, and too many calls at once are seen', () => {
  const page = call({ answer: '{"items":[],"next_cursor":"abc"}' });
  assert.match(patternOf([page], 'missing-pagination')?.numbers[0] ?? '', /next page that was never fetched/);
  assert.equal(patternOf([page, call({ at: 100, path: '/alerts?cursor=abc' })], 'missing-pagination'), undefined);
  assert.match(
    patternOf([call({ answer: `{"items":"${'x'.repeat(600_000)}"}` })], 'missing-pagination')?.saving ?? '',
    /6|7/,
  );
  const together = Array.from({ length: 6 }, (_, index) => call({ at: index, status: index < 4 ? 200 : 429 }));
  assert.match(patternOf(together, 'too-many-at-once')?.numbers[0] ?? '', /6 calls/);
});

test('outside works and inside fails: the differences are named to the byte, the key is not', () => {
  const inside = call({
    status: 403,
    headers: [
      ['X-API-Key', 'secret-key-1\u200B'],
      ['Content-Type', 'text/plain'],
    ],
    method: 'POST',
    body: '{"priority":"5"}',
    path: '/alerts/',
  });
  const outside = call({
    status: 201,
    headers: [
      ['X-API-Key', 'secret-key-1'],
      ['Content-Type', 'application/json'],
    ],
    method: 'POST',
    body: '{"priority":5}',
    path: '/alerts',
  });
  const comparison = compareExchanges(inside, outside);
  assert.equal(comparison.verdict, 'platform');
  assert.deepEqual(
    comparison.differences.map(({ what, because }) => [what, because]),
    [
      ['path', 'they differ in a slash at the end'],
      ['header X-API-Key', 'they differ in characters that cannot be seen'],
      ['header Content-Type', null],
      ['body priority', 'one is a text, the other is not'],
    ],
  );
  assert.doesNotMatch(JSON.stringify(comparison), /secret-key-1/);
});

test('both fail alike, both fail differently, both work, only outside fails', () => {
  const verdict = (inside: number, outside: number) =>
    compareExchanges(call({ status: inside }), call({ status: outside })).verdict;
  assert.deepEqual(
    [verdict(401, 401), verdict(401, 404), verdict(200, 200), verdict(200, 403)],
    ['shared', 'changed', 'works', 'outside-only'],
  );
  assert.equal(compareExchanges(call({ status: 503 }), call({ status: 200 })).unseen.length, 3);
});

test('a request without its answer is looked over', () => {
  const request = {
    method: 'GET',
    url: 'https://api.example.com/users/undefined',
    headers: [['X-API-Key', '{{key}}'] as const],
    body: null,
  };
  const [review] = reviewRequests(input([recordedExchange({ id: 'r', request, outcome: null })]));
  assert.equal(review?.defects.length, 2);
});
