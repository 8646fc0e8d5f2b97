import assert from 'node:assert/strict';
import { test } from 'node:test';
import { httpDate } from '../clock.ts';
import type { Check, CheckSettings, Probe } from './check.ts';
import {
  type AttemptSpec,
  all,
  type CallSpec,
  nothingDeclared,
  observed,
  one,
  openedAt,
  type Surroundings,
  settingsOf,
  statuses,
} from './fixtures/observing.ts';
import { checks } from './index.ts';
import type { Declared, Observation } from './observation.ts';
import { hang, resetTwice, truncated } from './probes/connections.ts';
import { notFoundThenRecovery, outage, outageThenRecovery } from './probes/many-calls.ts';
import * as simple from './probes/statuses.ts';
import * as waits from './probes/waits.ts';
import * as writes from './probes/writes.ts';
import { span } from './reading/verdicts.ts';

/** What a check says of observations: `kept`, or the verdict with its subtype, `broken early`. */
interface Case {
  readonly says: string;
  readonly when: string;
  readonly seen: readonly Observation[];
  readonly settings?: Partial<CheckSettings>;
  readonly because?: RegExp;
}

const declaring = (declared: Partial<Declared>) => ({ declared: { ...nothingDeclared, ...declared } });
const retrying = declaring({ retries: true });
const stillOpen: Surroundings = { end: 'watch-ended' };
const key = (value: string) => [['Idempotency-Key', value]] as const;

/** A check over several statuses: the same attempts for each of its probes, whose first status is their own. */
const each = (probes: readonly Probe[], attempts: readonly AttemptSpec[], around: Surroundings = {}) =>
  probes.map((probe) => one(probe, attempts, around));

/** Kept by one attempt, broken by the same again, untested while the client is still at it. */
function repeats(probes: readonly Probe[], status: number): readonly Case[] {
  return [
    { says: 'kept', when: 'it is sent once', seen: each(probes, statuses(status)) },
    {
      says: 'kept',
      when: 'another request follows',
      seen: each(probes, [{ status }, { status: 200, path: '/users/1' }]),
    },
    {
      says: 'broken repeated',
      when: 'it is sent twice',
      seen: each(probes, statuses(status, 200)),
      because: /sent 2 times/,
    },
    { says: 'untested window', when: 'it may still be repeated', seen: each(probes, statuses(status), stillOpen) },
  ];
}

const told = (value: string): AttemptSpec => ({ status: 429, headers: [['Retry-After', value]], took: 5 });
const toldOn503: AttemptSpec = { status: 503, headers: [['Retry-After', '2']], took: 5 };

/** At the exact boundary of a wait, a millisecond inside, given up, and still open. */
function waited(probes: readonly Probe[], refused: AttemptSpec, leastMs: number): readonly Case[] {
  const after = (ms: number) => each(probes, [refused, { status: 200, waited: ms }]);
  return [
    { says: 'kept', when: `${leastMs} ms are waited`, seen: after(leastMs) },
    { says: 'broken early', when: `${leastMs - 1} ms are waited`, seen: after(leastMs - 1), because: /too early/ },
    { says: 'warned gave-up', when: 'it gives up', seen: each(probes, [refused]), because: /gave up/ },
    {
      says: 'untested window',
      when: 'it may still come',
      seen: each(probes, [refused], { ...stillOpen, watched: 1500 }),
    },
  ];
}

/** Calls that wait alike: the gaps of each, in order. */
const backingOff = (gapsOf: (index: number) => readonly number[], calls?: number) => [
  observed(
    simple.unavailableFourTimes,
    all(simple.unavailableFourTimes, (index) => ({
      attempts: [{ status: 503 }, ...gapsOf(index).map((gap) => ({ status: 503, waited: gap }))],
    })).slice(0, calls),
  ),
];

const manyWaits = (waitOf: (index: number) => number, calls?: number) => [
  observed(
    waits.manyWaitOneSecond,
    all(waits.manyWaitOneSecond, (index) => ({ attempts: [told('1'), { status: 200, waited: waitOf(index) }] })).slice(
      0,
      calls,
    ),
  ),
];

const inOutage = (callOf: (index: number) => CallSpec) => [observed(outage, all(outage, callOf))];
const recovering = (callOf: (index: number) => CallSpec, around: Surroundings = {}) => [
  observed(outageThenRecovery, all(outageThenRecovery, callOf), around),
];
const unsent: CallSpec = { attempts: [] };
const failing: CallSpec = { attempts: statuses(503) };
const fine: CallSpec = { attempts: statuses(200) };

const twoCalls = (first: readonly AttemptSpec[], second: readonly AttemptSpec[]) => [
  observed(writes.twoWrites, [{ attempts: first }, { attempts: second, at: 5000 }]),
];
const keyed = (value: string, ...codes: readonly number[]) =>
  codes.map((status): AttemptSpec => ({ status, sent: key(value) }));

const doubling = (...gaps: readonly number[]): readonly AttemptSpec[] => [
  { status: 503 },
  ...gaps.map((gap) => ({ status: 503, waited: gap })),
];
const unavailable = (gaps: readonly number[], around: Surroundings = {}) => [
  one(simple.alwaysUnavailable, doubling(...gaps), around),
];
const limited = (gaps: readonly number[], sent: readonly string[] = [], around: Surroundings = {}) => [
  one(
    simple.alwaysRateLimited,
    [0, ...gaps].map((gap, index) => ({
      status: 429,
      waited: gap,
      sent: sent[index] === undefined ? [] : [['x-stainless-retry-count', sent[index]]],
    })),
    around,
  ),
];

function writesOnce(probes: readonly Probe[], first: AttemptSpec): readonly Case[] {
  const withKey = (value: string) => [
    { ...first, sent: key(value) },
    { status: 201, sent: key(value) },
  ];
  const created = [
    { ...first, created: true },
    { status: 201, created: true },
  ];
  return [
    { says: 'kept', when: 'it is sent once', seen: each(probes, [first]) },
    { says: 'kept', when: 'every attempt has the same key', seen: each(probes, withKey('"a"')) },
    {
      says: 'broken repeated',
      when: 'it is sent twice without a key',
      seen: each(probes, created),
      because: /sent 2 times without an idempotency key: 2 of alerts exist now, where one was meant/,
    },
    {
      says: 'broken repeated',
      when: 'the keys differ',
      seen: each(probes, [
        { ...first, sent: key('"a"') },
        { status: 201, sent: key('"b"') },
      ]),
      because: /with another key each time/,
    },
    {
      says: 'broken repeated',
      when: 'it is sent again with another time stamp',
      seen: each(probes, [first, { status: 201, sha: 'two' }]),
    },
    { says: 'untested window', when: 'it may still be repeated', seen: each(probes, [first], stillOpen) },
    {
      says: 'untested not-applicable',
      when: 'the operation is idempotent',
      seen: each(probes, created),
      settings: declaring({ idempotentWrites: true }),
    },
  ];
}

const lost: AttemptSpec = { status: null };
const retriedOnce: CallSpec = { attempts: statuses(503, 503) };
const succeeded = { ok: true, status: 200, error: null } as const;

const table: Readonly<Record<string, readonly Case[]>> = {
  N1: [
    ...repeats([simple.badRequest], 400),
    {
      says: 'untested ambiguous',
      when: 'it comes again much later under another key',
      seen: each(
        [simple.badRequest],
        [
          { status: 400, sent: key('"a"') },
          { status: 200, waited: 5000, sent: key('"b"') },
        ],
      ),
    },
    {
      says: 'broken repeated',
      when: 'it comes again 1 ms sooner than a caller would',
      seen: each(
        [simple.badRequest],
        [
          { status: 400, sent: key('"a"') },
          { status: 200, waited: 4999, sent: key('"b"') },
        ],
      ),
    },
  ],
  N2: [
    ...repeats([simple.unauthorized], 401),
    {
      says: 'kept',
      when: 'the credential was renewed',
      seen: each(
        [simple.unauthorized],
        [
          { status: 401, sent: [['X-API-Key', 'old']] },
          { status: 200, sent: [['X-API-Key', 'new']] },
        ],
      ),
    },
    {
      says: 'untested not-applicable',
      when: 'a challenge is answered',
      seen: each([simple.unauthorized], [{ status: 401 }, { status: 200, sent: [['Authorization', 'Digest x']] }]),
    },
  ],
  N3: repeats([simple.forbidden], 403),
  N4: [
    ...repeats(simple.clientErrors, 404),
    {
      says: 'broken repeated',
      when: 'only one of the statuses is repeated',
      seen: simple.clientErrors.map((probe, index) => one(probe, index === 2 ? statuses(410, 200) : statuses(404))),
      because: /^the same request was sent 2 times$|^410-then-200: /,
    },
  ],
  N5: repeats(simple.unsupported, 501),
  N6: [
    ...repeats(simple.conflicts, 409),
    {
      says: 'kept',
      when: 'its precondition has changed',
      seen: each(simple.conflicts, [
        { status: 412, sent: [['If-Match', '"1"']] },
        { status: 200, sent: [['If-Match', '"2"']] },
      ]),
    },
  ],
  M1: [
    { says: 'kept', when: 'it stops at the 400', seen: [one(simple.unavailableThenBadRequest, statuses(503, 400))] },
    {
      says: 'broken repeated',
      when: 'it goes on',
      seen: [one(simple.unavailableThenBadRequest, statuses(503, 400, 200))],
    },
    {
      says: 'untested not-applicable',
      when: 'it never retries',
      seen: [one(simple.unavailableThenBadRequest, statuses(503))],
    },
    {
      says: 'untested window',
      when: 'it may still go on',
      seen: [one(simple.unavailableThenBadRequest, statuses(503, 400), stillOpen)],
    },
  ],
  T1: [
    {
      says: 'kept',
      when: 'three are allowed, and the fourth succeeds',
      seen: [one(simple.unavailableTwice, statuses(503, 503, 503, 200))],
      settings: { maxAttempts: 3 },
    },
    { says: 'kept', when: 'the third attempt succeeds', seen: [one(simple.unavailableTwice, statuses(503, 503, 200))] },
    { says: 'broken gave-up', when: 'it stops one short', seen: [one(simple.unavailableTwice, statuses(503, 503))] },
    {
      says: 'broken gave-up',
      when: 'it says that it retries, and does not',
      seen: [one(simple.unavailableTwice, statuses(503))],
      settings: retrying,
    },
    { says: 'untested not-declared', when: 'it does not retry', seen: [one(simple.unavailableTwice, statuses(503))] },
    {
      says: 'untested window',
      when: 'it is still at it',
      seen: [one(simple.unavailableTwice, statuses(503, 503), stillOpen)],
    },
    {
      says: 'kept',
      when: 'one retry is all that is allowed',
      seen: [one(simple.unavailableTwice, statuses(503, 503))],
      settings: { maxAttempts: 2 },
    },
    {
      says: 'broken retried-a-retry',
      when: 'one retry is allowed, and there are two',
      seen: [one(simple.unavailableTwice, statuses(503, 503, 200))],
      settings: { maxAttempts: 2 },
    },
  ],
  T2: [
    { says: 'kept', when: 'it comes back', seen: [one(simple.rateLimited, statuses(429, 200))] },
    { says: 'broken gave-up', when: 'it gives up', seen: [one(simple.rateLimited, statuses(429))], settings: retrying },
    {
      says: 'untested not-declared',
      when: 'it gives up, and promises nothing',
      seen: [one(simple.rateLimited, statuses(429))],
    },
  ],
  T3: [
    {
      says: 'kept',
      when: 'both methods come back',
      seen: [one(simple.requestTimeout, statuses(408, 200)), one(simple.requestTimeoutOfWrite, statuses(408, 201))],
    },
    {
      says: 'broken gave-up',
      when: 'POST does not',
      seen: [one(simple.requestTimeout, statuses(408, 200)), one(simple.requestTimeoutOfWrite, statuses(408))],
      settings: retrying,
      because: /^it gave up after 1 attempt/,
    },
    {
      says: 'untested not-exercised',
      when: 'there was no POST to call',
      seen: [one(simple.requestTimeout, statuses(408, 200))],
    },
  ],
  W1: [
    ...waited([waits.waitTwoSeconds], told('2'), 1950),
    {
      says: 'kept',
      when: 'a long wait is a hundredth short',
      seen: [one(waits.waitTwoSeconds, [told('60'), { status: 200, waited: 59_400 }])],
    },
    {
      says: 'broken capped',
      when: 'a long wait is broken off',
      seen: [one(waits.waitTwoSeconds, [told('60'), { status: 200, waited: 30_000 }])],
    },
    {
      says: 'untested not-exercised',
      when: 'nothing was asked for',
      seen: [one(waits.waitTwoSeconds, statuses(429, 200))],
    },
  ],
  W2: waited([waits.waitTwoSecondsOn503], toldOn503, 1950),
  W3: [
    // Refused 5 ms behind a whole second: the date lies 3995 ms ahead.
    ...waited([waits.waitUntilDate], told(httpDate(openedAt + 4000)), 2995),
    {
      says: 'untested not-exercised',
      when: 'nothing was asked for',
      seen: [one(waits.waitUntilDate, statuses(429, 200))],
    },
  ],
  W4: [
    {
      says: 'broken obeyed',
      when: 'it has been quiet for longer than a minute',
      seen: each(waits.noWait, [told('0')], { ...stillOpen, watched: 60_006 }),
    },
    {
      says: 'untested window',
      when: 'it has been quiet for a minute',
      seen: each(waits.noWait, [told('0')], { ...stillOpen, watched: 60_005 }),
    },
    { says: 'kept', when: 'it comes back at once', seen: each(waits.noWait, [told('0'), { status: 200, waited: 0 }]) },
    {
      says: 'kept',
      when: 'it takes its own pause',
      seen: each(waits.noWait, [told('0'), { status: 200, waited: 900 }]),
    },
    {
      says: 'broken crashed',
      when: 'it falls over',
      seen: each(waits.noWait, [told('0')], { trouble: { kind: 'crashed', message: 'it was ended by SIGABRT' } }),
      because: /SIGABRT/,
    },
    { says: 'broken gave-up', when: 'it gives up', seen: each(waits.noWait, [told('0')]), settings: retrying },
    { says: 'untested not-declared', when: 'it does not retry', seen: each(waits.noWait, [told('0')]) },
    { says: 'untested window', when: 'it is still waiting', seen: each(waits.noWait, [told('0')], stillOpen) },
  ],
  W5: [
    {
      says: 'kept',
      when: 'it backs off as ever',
      seen: each(waits.malformedWaits, [told('abc'), { status: 429, waited: 500 }, { status: 200, waited: 1000 }]),
    },
    { says: 'kept', when: 'it gives up', seen: each(waits.malformedWaits, [told('abc')]) },
    {
      says: 'broken storm',
      when: 'it comes back twice within 9 ms',
      seen: each(waits.malformedWaits, [told('abc'), { status: 429, waited: 9 }, { status: 429, waited: 9 }]),
    },
    {
      says: 'kept',
      when: 'one of the gaps is 10 ms',
      seen: each(waits.malformedWaits, [told('abc'), { status: 429, waited: 9 }, { status: 429, waited: 10 }]),
    },
    {
      says: 'broken obeyed',
      when: 'it comes back after 60,001 ms',
      seen: each(waits.malformedWaits, [told('1e9'), { status: 200, waited: 60_001 }]),
    },
    {
      says: 'kept',
      when: 'it comes back after a minute',
      seen: each(waits.malformedWaits, [told('1e9'), { status: 200, waited: 60_000 }]),
    },
    {
      says: 'broken obeyed',
      when: 'it has been quiet for 70 s',
      seen: each(waits.malformedWaits, [told('1e9')], { ...stillOpen, watched: 70_000 }),
    },
    {
      says: 'untested window',
      when: 'it has been quiet for 20 s',
      seen: each(waits.malformedWaits, [told('1e9')], { ...stillOpen, watched: 20_000 }),
    },
    {
      says: 'broken crashed',
      when: 'it falls over',
      seen: each(waits.malformedWaits, [told('-3')], {
        trouble: { kind: 'crashed', message: 'it was ended by SIGABRT' },
      }),
    },
  ],
  W6: [
    {
      says: 'broken capped',
      when: 'it caps at 5 s',
      seen: [one(waits.waitTwoMinutes, [told('120'), { status: 200, waited: 5000 }])],
    },
    {
      says: 'broken early',
      when: 'it waits 1 ms less',
      seen: [one(waits.waitTwoMinutes, [told('120'), { status: 200, waited: 4999 }])],
    },
    { says: 'kept', when: 'it gives up', seen: [one(waits.waitTwoMinutes, [told('120')])] },
    {
      says: 'kept',
      when: 'it waits',
      seen: [one(waits.waitTwoMinutes, [told('120'), { status: 200, waited: 118_800 }])],
    },
    {
      says: 'broken capped',
      when: 'it waits 1 ms less',
      seen: [one(waits.waitTwoMinutes, [told('120'), { status: 200, waited: 118_799 }])],
    },
    {
      says: 'broken capped',
      when: 'it caps at 30 s',
      seen: [one(waits.waitTwoMinutes, [told('120'), { status: 200, waited: 30_000 }])],
    },
    {
      says: 'broken early',
      when: 'it does not read it',
      seen: [one(waits.waitTwoMinutes, [told('120'), { status: 200, waited: 500 }])],
    },
    {
      says: 'untested window',
      when: 'it is still waiting',
      seen: [one(waits.waitTwoMinutes, [told('120')], { ...stillOpen, watched: 45_000 })],
      because: /no attempt came in the 45 s of 120 s/,
    },
  ],
  W7: [
    { says: 'kept', when: 'the shortest wait is 950 ms', seen: manyWaits((index) => 950 + index) },
    {
      says: 'broken early',
      when: 'one of them is 949 ms',
      seen: manyWaits((index) => (index === 7 ? 949 : 1100)),
      because: /1 of 20 waits were too short, the shortest 949 ms/,
    },
    { says: 'kept', when: 'there are ten', seen: manyWaits(() => 1000, 10) },
    { says: 'untested sample', when: 'there are nine', seen: manyWaits(() => 1000, 9) },
  ],
  W8: waited([waits.waitThreeSecondsNotOne], told('3'), 2950),
  W9: [
    {
      says: 'kept',
      when: 'each hint is waited for',
      seen: otherHints([3000, 2450, 1950]),
    },
    {
      says: 'broken early',
      when: 'the reset is missed by 1001 ms',
      seen: otherHints([2999, 2450, 1950]),
      because: /^it was told to wait 4 s and waited 2.999 s|429-reset-epoch/,
    },
    { says: 'broken early', when: 'RetryInfo is not read', seen: otherHints([3000, 2450, 1949]) },
    { says: 'warned gave-up', when: 'it gives up', seen: otherHints([3000, 2450, null]) },
    { says: 'untested not-exercised', when: 'nothing was asked for', seen: each(waits.otherHints, statuses(429, 200)) },
  ],
  W10: [
    { says: 'kept', when: 'the next call waits', seen: usedUp(2950) },
    { says: 'broken early', when: 'it comes 1 ms sooner', seen: usedUp(2949), because: /after 2.949 s/ },
    {
      says: 'untested not-exercised',
      when: 'no second call came',
      seen: [observed(waits.usedUp, usedUpCalls(0).slice(0, 1))],
    },
    {
      says: 'untested driver',
      when: 'each call has a process of its own',
      seen: [observed(waits.usedUp, usedUpCalls(0), { driver: 'command' })],
    },
  ],
  B1: [
    { says: 'kept', when: 'there are three retries', seen: backingOff(() => [100, 200, 400]) },
    { says: 'kept', when: 'ten calls retried', seen: backingOff(() => [100, 200, 400], 10) },
    {
      says: 'kept',
      when: 'each is exactly 1.3 times the one before',
      seen: backingOff(() => [1000, 1300, 1690, 2197]),
      because: /^longest waits of [^:]+$/,
    },
    { says: 'kept', when: 'the waits grow by 1.3', seen: backingOff(() => [100, 130, 169, 220]) },
    { says: 'broken constant', when: 'one grows by less', seen: backingOff(() => [100, 129, 169, 220]) },
    { says: 'broken constant', when: 'they shrink again', seen: backingOff(() => [100, 200, 400, 300]) },
    { says: 'broken constant', when: 'they are all the same', seen: backingOff(() => [1000, 1000, 1000, 1000]) },
    { says: 'kept', when: 'they have reached their cap', seen: backingOff(() => [2000, 4000, 5000, 5000]) },
    {
      says: 'kept',
      when: 'each is drawn from nothing to an envelope that doubles',
      seen: backingOff((index) =>
        [1000, 2000, 4000, 8000].map((envelope, step) => ((index * 7 + step * 3) % 20) * (envelope / 20)),
      ),
    },
    { says: 'untested not-exercised', when: 'there are two retries', seen: backingOff(() => [100, 200]) },
    { says: 'untested not-exercised', when: 'nine calls retried', seen: backingOff(() => [100, 200, 400, 800], 9) },
  ],
  B2: [
    { says: 'kept', when: 'ten calls retried', seen: backingOff(() => [20, 100, 180], 10) },
    { says: 'untested sample', when: 'there is a single wait', seen: backingOff(() => [10], 1) },
    { says: 'kept', when: 'there are pauses', seen: backingOff(() => [20, 100, 180]) },
    { says: 'broken storm', when: 'there are none', seen: backingOff(() => [49, 49, 49]), because: /all under 50 ms/ },
    {
      says: 'kept',
      when: 'full jitter leaves a single call without any',
      seen: backingOff((index) => (index === 3 ? [1, 2] : [300, 700])),
    },
    { says: 'warned short', when: 'they are short', seen: backingOff(() => [50, 50, 50]) },
    { says: 'warned immediate', when: 'only the first is missing', seen: backingOff(() => [19, 500, 1000]) },
    { says: 'untested sample', when: 'nine calls retried', seen: backingOff(() => [20, 100, 180], 9) },
    { says: 'broken storm', when: 'a single call retried, without a pause', seen: backingOff(() => [49, 49, 49], 1) },
    { says: 'untested not-exercised', when: 'it does not retry', seen: backingOff(() => []) },
  ],
  B3: [
    {
      says: 'broken no-jitter',
      when: 'their standard deviation is 3 ms',
      seen: backingOff((index) => [index < 6 ? 497 : 503]),
    },
    { says: 'untested unclear', when: 'they lie within 25 ms', seen: backingOff((index) => [index < 6 ? 500 : 525]) },
    { says: 'kept', when: 'they lie within 26 ms', seen: backingOff((index) => [index < 6 ? 500 : 526]) },
    { says: 'kept', when: 'the waits are spread', seen: backingOff((index) => [500 + index * 10]) },
    { says: 'broken no-jitter', when: 'they are the same', seen: backingOff((index) => [500 + (index % 3)]) },
    {
      says: 'broken no-jitter',
      when: 'only a busy machine spreads them',
      seen: backingOff((index) => [index % 5 === 0 ? 900 : 500]),
    },
    { says: 'untested unclear', when: 'they hardly differ', seen: backingOff((index) => [500 + index]) },
    {
      says: 'kept',
      when: 'the second is spread behind a first that comes at once',
      seen: backingOff((index) => [0, 500 + index * 10]),
    },
    { says: 'untested sample', when: 'there are nine', seen: backingOff((index) => [500 + index * 10], 9) },
  ],
  B4: [
    {
      says: 'kept',
      when: 'the later waits are a quarter longer',
      seen: unavailable([1000, 2000, 4000, 5000, 5000, 5000]),
    },
    {
      says: 'untested not-reached',
      when: 'they are 1 ms more than that',
      seen: unavailable([1000, 2000, 4000, 5000, 5000, 5001]),
    },
    {
      says: 'kept',
      when: 'it comes to four fifths of the cap that it declares',
      seen: unavailable([1000, 3200]),
      settings: declaring({ maxBackoffMs: 4000 }),
    },
    {
      says: 'untested not-reached',
      when: 'it comes to 1 ms less',
      seen: unavailable([1000, 3199]),
      settings: declaring({ maxBackoffMs: 4000 }),
    },
    { says: 'kept', when: 'it grows no further', seen: unavailable([1000, 2000, 4000, 4000, 4000, 4000]) },
    {
      says: 'kept',
      when: 'it reaches the cap that it declares',
      seen: unavailable([1000, 2000, 5000]),
      settings: declaring({ maxBackoffMs: 4000 }),
    },
    {
      says: 'broken uncapped',
      when: 'it waits 1 ms longer than a quarter above it',
      seen: unavailable([1000, 2000, 5001]),
      settings: declaring({ maxBackoffMs: 4000 }),
    },
    { says: 'broken uncapped', when: 'it waits longer than ten minutes', seen: unavailable([1000, 600_001]) },
    { says: 'untested not-reached', when: 'it stops before', seen: unavailable([1000, 2000, 4000]) },
    { says: 'untested window', when: 'it is still at it', seen: unavailable([1000, 2000, 4000], stillOpen) },
  ],
  C1: [
    { says: 'kept', when: 'it makes 2 attempts', seen: unavailable([1]) },
    { says: 'kept', when: 'it makes 6 attempts', seen: unavailable([1, 1, 1, 1, 1]) },
    {
      says: 'broken too-many',
      when: 'it makes 7',
      seen: unavailable([1, 1, 1, 1, 1, 1]),
      because: /7 attempts, where 6 are allowed/,
    },
    { says: 'broken unbounded', when: 'it makes 7 and goes on', seen: unavailable([1, 1, 1, 1, 1, 1], stillOpen) },
    {
      says: 'broken unbounded',
      when: 'it floods and is stopped',
      seen: unavailable(
        Array.from({ length: 300 }, () => 1),
        { end: 'stopped', trouble: { kind: 'flooded', message: 'it sent 300 requests' } },
      ),
    },
    { says: 'broken too-many', when: 'two are allowed', seen: unavailable([1, 1]), settings: { maxAttempts: 2 } },
    { says: 'untested window', when: 'it is still at it', seen: unavailable([1, 1], stillOpen) },
    { says: 'untested not-exercised', when: 'it does not retry', seen: unavailable([]) },
  ],
  C2: [
    {
      says: 'untested window',
      when: 'it was watched for 1 ms less than that',
      seen: unavailable([1000], { ...stillOpen, watched: 5050 }),
      settings: declaring({ deadlineMs: 5000 }),
    },
    {
      says: 'kept',
      when: 'the last attempt begins in time',
      seen: unavailable([1000, 4050]),
      settings: declaring({ deadlineMs: 5000 }),
    },
    {
      says: 'broken late',
      when: 'it begins 1 ms later',
      seen: unavailable([1000, 4051]),
      settings: declaring({ deadlineMs: 5000 }),
    },
    { says: 'untested not-declared', when: 'it declares none', seen: unavailable([1000, 4000]) },
    {
      says: 'untested window',
      when: 'its time was not over',
      seen: unavailable([1000], { ...stillOpen, watched: 5000 }),
      settings: declaring({ deadlineMs: 5000 }),
    },
    {
      says: 'kept',
      when: 'it was quiet from then on',
      seen: unavailable([1000], { ...stillOpen, watched: 5051 }),
      settings: declaring({ deadlineMs: 5000 }),
    },
  ],
  C3: [
    { says: 'broken layered', when: 'bursts of three come twice', seen: limited([100, 200, 1000, 100, 200]) },
    { says: 'broken layered', when: 'a wait within differs by 50 ms', seen: limited([100, 200, 1000, 150, 200]) },
    { says: 'kept', when: 'it differs by 51 ms', seen: limited([100, 200, 1000, 151, 200]) },
    { says: 'kept', when: 'the wait between is hardly longer', seen: limited([100, 200, 350, 100, 200]) },
    { says: 'broken layered', when: 'it is longer by 1 ms', seen: limited([100, 200, 351, 100, 200]) },
    { says: 'kept', when: 'two waits happen to be alike', seen: limited([100, 1000, 100]) },
    { says: 'kept', when: 'there is one series', seen: limited([1000, 2000, 4000]) },
    { says: 'kept', when: 'all waits are the same', seen: limited([1000, 1000, 1000, 1000, 1000]) },
    {
      says: 'broken layered',
      when: 'bursts of three come three times',
      seen: limited([100, 200, 1000, 100, 200, 2000, 100, 200]),
      because: /9 attempts: 3 bursts of 3/,
    },
    {
      says: 'broken layered',
      when: 'an SDK counts anew',
      seen: limited([1000, 2000, 4000], ['0', '1', '0', '1']),
      because: /x-stainless-retry-count begins anew once/,
    },
    { says: 'untested unclear', when: 'there are many in no pattern', seen: limited([100, 220, 350, 600, 900, 1500]) },
    { says: 'untested not-exercised', when: 'it does not retry', seen: limited([]) },
    { says: 'untested window', when: 'it is still at it', seen: limited([1000], [], stillOpen) },
  ],
  C4: [
    {
      says: 'broken no-budget',
      when: 'there are 20 calls',
      seen: [observed(outage, all(outage, () => retriedOnce).slice(0, 20))],
    },
    {
      says: 'kept',
      when: '10 of the last 50 calls are retried',
      seen: inOutage((index) => (index < 60 ? retriedOnce : failing)),
    },
    {
      says: 'broken no-budget',
      when: '11 of them are',
      seen: inOutage((index) => (index < 61 ? retriedOnce : failing)),
      because: /100 % retries to the first 10 calls, 22 % to the last 50/,
    },
    { says: 'untested not-exercised', when: 'none is retried', seen: inOutage(() => failing) },
    {
      says: 'untested window',
      when: 'some may still be retried',
      seen: inOutage((index) => (index < 50 ? retriedOnce : { ...failing, endsAfter: null })),
    },
    {
      says: 'untested sample',
      when: 'there are 19 calls',
      seen: [observed(outage, all(outage, () => retriedOnce).slice(0, 19))],
    },
  ],
  P1: writesOnce(writes.failedWrites, { status: 500 }),
  P2: [
    ...writesOnce([writes.cutOffWrite], lost),
    {
      says: 'warned transport-resend',
      when: 'the transport sends it again from a dead connection',
      seen: [
        one(writes.cutOffWrite, [
          { status: null, reused: true },
          { status: 201, waited: 19 },
        ]),
      ],
    },
    {
      says: 'broken repeated',
      when: 'it comes 20 ms later',
      seen: [
        one(writes.cutOffWrite, [
          { status: null, reused: true },
          { status: 201, waited: 20 },
        ]),
      ],
    },
  ],
  P3: writesOnce([writes.hangingWrite], lost),
  P4: [
    { says: 'kept', when: 'it waits', seen: each(writes.refusedWrites, [told('1'), { status: 201, waited: 950 }]) },
    {
      says: 'broken early',
      when: 'it waits 1 ms less',
      seen: each(writes.refusedWrites, [told('1'), { status: 201, waited: 949 }]),
    },
    { says: 'kept', when: 'it is not sent again', seen: each(writes.refusedWrites, [told('1')]) },
    { says: 'untested window', when: 'it may still be', seen: each(writes.refusedWrites, [told('1')], stillOpen) },
  ],
  K1: [
    { says: 'kept', when: 'each write has its own', seen: twoCalls(keyed('"a"', 503, 201), keyed('"b"', 503, 201)) },
    {
      says: 'broken changed',
      when: 'a retry has another',
      seen: twoCalls([...keyed('"a"', 503), ...keyed('"c"', 201)], keyed('"b"', 503, 201)),
    },
    {
      says: 'broken reused',
      when: 'both have the same',
      seen: twoCalls(keyed('"a"', 503, 201), keyed('"a"', 503, 201)),
    },
    {
      says: 'untested not-exercised',
      when: 'nothing was repeated',
      seen: twoCalls(keyed('"a"', 503), keyed('"b"', 503)),
    },
    {
      says: 'untested not-applicable',
      when: 'there are no keys',
      seen: twoCalls(statuses(503, 201), statuses(503, 201)),
    },
  ],
  K2: [
    { says: 'kept', when: 'the bytes are the same', seen: twoCalls(keyed('"a"', 503, 201), keyed('"b"', 503, 201)) },
    {
      says: 'broken changed',
      when: 'they differ',
      seen: twoCalls([...keyed('"a"', 503), { status: 201, sent: key('"a"'), sha: 'two' }], keyed('"b"', 503)),
    },
    {
      says: 'untested not-exercised',
      when: 'nothing was repeated',
      seen: twoCalls(keyed('"a"', 503), keyed('"b"', 503)),
    },
    { says: 'untested not-applicable', when: 'there are no keys', seen: twoCalls(statuses(503, 201), statuses(503)) },
    {
      says: 'untested not-applicable',
      when: 'the body has a boundary',
      seen: twoCalls(
        keyed('"a"', 503, 201).map((attempt) => ({
          ...attempt,
          sent: [...key('"a"'), ['Content-Type', 'multipart/form-data; boundary=x']] as const,
        })),
        keyed('"b"', 503),
      ),
    },
  ],
  K3: [
    { says: 'kept', when: 'it asks again after a pause', seen: [one(writes.outstandingWrite, outstanding('"a"', 20))] },
    {
      says: 'broken new-key',
      when: 'it takes a new key',
      seen: [one(writes.outstandingWrite, outstanding('"b"', 1000))],
    },
    { says: 'warned gave-up', when: 'it gives up', seen: [one(writes.outstandingWrite, keyed('"a"', 409))] },
    { says: 'untested not-applicable', when: 'it sends no key', seen: [one(writes.outstandingWrite, statuses(409))] },
  ],
  X1: [
    {
      says: 'kept',
      when: 'it comes back',
      seen: [one(resetTwice, [lost, { ...lost, waited: 20 }, { status: 200, waited: 100 }])],
    },
    {
      says: 'kept',
      when: 'one of the pauses is 50 ms',
      seen: [one(resetTwice, [lost, { ...lost, waited: 0 }, { status: 200, waited: 50 }])],
    },
    {
      says: 'broken storm',
      when: 'there is no pause',
      seen: [one(resetTwice, [lost, { ...lost, waited: 49 }, { status: 200, waited: 49 }])],
    },
    { says: 'broken gave-up', when: 'it gives up', seen: [one(resetTwice, [lost, lost])] },
    { says: 'untested not-declared', when: 'it does not retry', seen: [one(resetTwice, [lost])] },
  ],
  X2: [
    {
      says: 'untested window',
      when: 'its socket closed with the window',
      seen: [one(hang, [{ status: null, took: hang.watchMs - 500 }], { ...stillOpen, watched: hang.watchMs })],
    },
    {
      says: 'kept',
      when: 'its socket closed 1 ms sooner than that',
      seen: [one(hang, [{ status: null, took: hang.watchMs - 501 }], { ...stillOpen, watched: hang.watchMs })],
    },
    {
      says: 'untested window',
      when: 'it is still waiting when a fifth above its timeout is over',
      seen: [one(hang, [{ status: null, took: null }], { ...stillOpen, watched: 12_000 })],
      settings: declaring({ timeoutMs: 10_000 }),
    },
    {
      says: 'broken no-timeout',
      when: 'it is still waiting 1 ms later',
      seen: [one(hang, [{ status: null, took: null }], { ...stillOpen, watched: 12_001 })],
      settings: declaring({ timeoutMs: 10_000 }),
    },
    { says: 'kept', when: 'it gives up after 120 s', seen: [one(hang, [{ status: null, took: 120_000 }])] },
    { says: 'broken slow', when: 'it gives up 1 ms later', seen: [one(hang, [{ status: null, took: 120_001 }])] },
    {
      says: 'kept',
      when: 'it gives up in time and goes on',
      seen: [one(hang, [{ status: null, took: 5000 }, { status: 200 }], stillOpen)],
    },
    {
      says: 'broken slow',
      when: 'it gives up 1 ms later than a fifth above its timeout',
      seen: [one(hang, [{ status: null, took: 12_001 }])],
      settings: declaring({ timeoutMs: 10_000 }),
    },
    {
      says: 'kept',
      when: 'it gives up 1 ms sooner',
      seen: [one(hang, [{ status: null, took: 12_000 }])],
      settings: declaring({ timeoutMs: 10_000 }),
    },
    {
      says: 'broken no-timeout',
      when: 'its timeout is over, and it is still waiting',
      seen: [one(hang, [{ status: null, took: null }], { ...stillOpen, watched: 21_000 })],
      settings: declaring({ timeoutMs: 10_000 }),
    },
    {
      says: 'broken no-timeout',
      when: 'a thorough look ends, and it is still waiting',
      seen: [one(hang, [{ status: null, took: 150_000 }], { ...stillOpen, watched: 150_000 })],
      settings: { thorough: true },
    },
    {
      says: 'untested window',
      when: 'the window was short',
      seen: [one(hang, [{ status: null, took: 20_990 }], { ...stillOpen, watched: 21_000 })],
    },
    {
      says: 'kept',
      when: 'it closed its socket and is still at it',
      seen: [one(hang, [{ status: null, took: 10_000 }], { ...stillOpen, watched: 21_000 })],
    },
  ],
  X3: [
    { says: 'kept', when: 'it tries again', seen: [one(hang, [{ status: null, took: 5000 }, { status: 200 }])] },
    { says: 'broken gave-up', when: 'it does not', seen: [one(hang, [{ status: null, took: 5000 }])] },
    {
      says: 'untested window',
      when: 'it is still waiting',
      seen: [one(hang, [{ status: null, took: null }], { ...stillOpen, watched: 21_000 })],
    },
    {
      says: 'untested not-declared',
      when: 'it says that it does not',
      seen: [one(hang, [{ status: null, took: 5000 }])],
      settings: declaring({ retries: false }),
    },
  ],
  X4: [
    { says: 'kept', when: 'it reports a failure', seen: [one(truncated, statuses(200))] },
    {
      says: 'kept',
      when: 'it fetches it again',
      seen: [observed(truncated, [{ attempts: statuses(200, 200), report: succeeded }])],
    },
    {
      says: 'broken taken-for-success',
      when: 'it reports a success',
      seen: [observed(truncated, [{ attempts: statuses(200), report: succeeded }])],
    },
    {
      says: 'untested driver',
      when: 'nobody hears it',
      seen: [observed(truncated, [{ attempts: statuses(200), report: null }])],
    },
  ],
  O1: [
    {
      says: 'kept',
      when: 'nothing is sent for exactly 1 s',
      seen: inOutage((index) => (index < 80 ? failing : unsent)),
      because: /for 1 s/,
    },
    {
      says: 'broken never-opens',
      when: 'there are 20 calls',
      seen: [observed(outage, all(outage, () => failing).slice(0, 20))],
    },
    {
      says: 'kept',
      when: 'nothing is sent for 1 s',
      seen: inOutage((index) => (index < 79 ? failing : unsent)),
      because: /for 1.05 s/,
    },
    {
      says: 'untested unclear',
      when: 'nothing is sent for less',
      seen: inOutage((index) => (index < 81 ? failing : unsent)),
    },
    {
      says: 'broken never-opens',
      when: 'every call is sent',
      seen: inOutage(() => failing),
      because: /each of 100 calls/,
    },
    {
      says: 'untested sample',
      when: 'there are 19 calls',
      seen: [observed(outage, all(outage, () => failing).slice(0, 19))],
    },
    {
      says: 'untested driver',
      when: 'each call has a process of its own',
      seen: [
        observed(
          outage,
          all(outage, () => failing),
          { driver: 'command' },
        ),
      ],
    },
  ],
  O2: [
    {
      says: 'kept',
      when: 'nine of ten are sent behind it',
      seen: recovering((index) => (index < 5 ? failing : index < 79 || index === 85 ? unsent : fine)),
    },
    {
      says: 'broken half-open',
      when: 'eight of ten are',
      seen: recovering((index) => (index < 5 ? failing : index < 79 || index === 85 || index === 86 ? unsent : fine)),
    },
    {
      says: 'untested window',
      when: 'nine calls follow',
      seen: recovering((index) => (index < 5 ? failing : index < 80 ? unsent : fine)),
    },
    {
      says: 'kept',
      when: 'one finds out, and the rest follow',
      seen: recovering((index) => (index < 5 ? failing : index < 40 ? unsent : fine)),
    },
    {
      says: 'broken half-open',
      when: 'the rest stay shut out',
      seen: recovering((index) => (index < 5 ? failing : index === 40 || index > 80 ? fine : unsent)),
    },
    {
      says: 'untested window',
      when: 'nobody has found out yet',
      seen: recovering((index) => (index < 5 ? failing : unsent)),
    },
    {
      says: 'broken stays-open',
      when: 'nobody has found out in 60 s',
      seen: [
        observed(outageThenRecovery, [
          ...all(outageThenRecovery, (index) => (index < 5 ? failing : unsent)),
          { ...unsent, at: 66_600 },
        ]),
      ],
    },
    {
      says: 'untested window',
      when: 'nobody has found out in 1 ms less',
      seen: [
        observed(outageThenRecovery, [
          ...all(outageThenRecovery, (index) => (index < 5 ? failing : unsent)),
          { ...unsent, at: 66_599 },
        ]),
      ],
    },
    {
      says: 'untested window',
      when: 'too few calls follow',
      seen: recovering((index) => (index < 5 ? failing : index < 80 ? unsent : fine)),
    },
    {
      says: 'untested not-exercised',
      when: 'it never opened',
      seen: recovering((index) => (index < 30 ? failing : fine)),
    },
  ],
  O3: [
    {
      says: 'kept',
      when: 'the next call is sent',
      seen: [observed(notFoundThenRecovery, afterNotFound({ attempts: statuses(200) }))],
    },
    { says: 'broken blocked', when: 'it is not', seen: [observed(notFoundThenRecovery, afterNotFound(unsent))] },
    {
      says: 'untested sample',
      when: 'there was no next call',
      seen: [observed(notFoundThenRecovery, afterNotFound(unsent).slice(0, 30))],
    },
  ],
  D1: [
    {
      says: 'broken final-sleep',
      when: 'there are two attempts',
      seen: [observed(simple.alwaysUnavailable, [{ attempts: doubling(1000), endsAfter: 1000 }])],
    },
    { says: 'kept', when: 'it ends 249 ms later', seen: ending(249) },
    { says: 'untested unclear', when: 'it ends 250 ms later', seen: ending(250) },
    { says: 'untested unclear', when: 'it ends 1 ms sooner than a wait would', seen: ending(1599) },
    { says: 'broken final-sleep', when: 'it ends after another wait', seen: ending(1600) },
    { says: 'untested not-exercised', when: 'it does not retry', seen: unavailable([]) },
    { says: 'untested driver', when: 'nobody hears it', seen: ending(null) },
  ],
  D2: [
    { says: 'kept', when: 'it reports the status', seen: reporting({ ok: false, status: 429, error: null }) },
    {
      says: 'kept',
      when: 'its message holds the status',
      seen: reporting({ ok: false, status: null, error: 'HTTP 429' }),
    },
    {
      says: 'broken status-lost',
      when: 'it reports something else',
      seen: reporting({ ok: false, status: null, error: 'RetryError: max retries exceeded' }),
    },
    {
      says: 'broken taken-for-success',
      when: 'it reports a success',
      seen: reporting({ ok: true, status: 200, error: null }),
    },
    {
      says: 'untested driver',
      when: 'there is only an exit code',
      seen: reporting({ ok: false, status: null, error: 'exit code 1' }),
    },
    { says: 'untested driver', when: 'nobody hears it', seen: reporting(null) },
  ],
  G1: [
    { says: 'kept', when: 'there are ten', seen: manyWaits((index) => 1000 + index * 50, 10) },
    {
      says: 'broken in-step',
      when: 'three fifths lie within 20 ms',
      seen: manyWaits((index) => (index < 6 ? 1000 : index < 12 ? 1020 : 1400)),
    },
    {
      says: 'kept',
      when: 'they lie within 21 ms',
      seen: manyWaits((index) => (index < 6 ? 1000 : index < 12 ? 1021 : 1400)),
    },
    { says: 'kept', when: 'they lie 100 ms apart', seen: manyWaits((index) => 1000 + Math.min(100, index * 6)) },
    {
      says: 'untested unclear',
      when: 'they lie 99 ms apart',
      seen: manyWaits((index) => 1000 + Math.min(99, index * 6)),
    },
    {
      says: 'broken in-step',
      when: 'they come together',
      seen: manyWaits((index) => 1000 + index),
      because: /within 18 ms/,
    },
    {
      says: 'broken in-step',
      when: 'only a busy machine keeps them apart',
      seen: manyWaits((index) => (index % 5 === 0 ? 1400 : 1000)),
    },
    { says: 'untested sample', when: 'there are nine', seen: manyWaits((index) => 1000 + index * 50, 9) },
  ],
  G2: [
    { says: 'kept', when: 'three others called', seen: [observed(waits.sharedLimit, sharingCalls(2950).slice(0, 4))] },
    { says: 'kept', when: 'all come after the wait', seen: sharing(2950) },
    { says: 'broken early', when: 'one comes 1 ms sooner', seen: sharing(2949), because: /1 other request/ },
    {
      says: 'untested sample',
      when: 'nobody else called',
      seen: [observed(waits.sharedLimit, sharingCalls(2950).slice(0, 3))],
    },
  ],
};

/** The three hints of other dialects, each waited for so long; null: it gave up. */
function otherHints(waitsMs: readonly (number | null)[]): readonly Observation[] {
  const [epoch, milliseconds, info] = waits.otherHints;
  const retryInfo = { '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay: '2s' };
  const refusals: readonly (readonly [Probe | undefined, AttemptSpec])[] = [
    [epoch, { status: 429, headers: [['X-RateLimit-Reset', String(openedAt / 1000 + 4)]] }],
    [milliseconds, { status: 429, headers: [['retry-after-ms', '2500']] }],
    [info, { status: 429, body: JSON.stringify({ error: { details: [retryInfo] } }) }],
  ];
  return refusals.flatMap(([probe, refused], index) => {
    const ms = waitsMs[index] ?? null;
    const attempts = ms === null ? [refused] : [refused, { status: 200, waited: ms }];
    return probe === undefined ? [] : [one(probe, attempts)];
  });
}

function usedUpCalls(waitedMs: number): readonly CallSpec[] {
  return [
    { attempts: [{ status: 200, headers: [['RateLimit', '"default";r=0;t=3']] }] },
    { attempts: statuses(200), at: waitedMs },
  ];
}

function usedUp(waitedMs: number): readonly Observation[] {
  return [observed(waits.usedUp, usedUpCalls(waitedMs))];
}

function outstanding(nextKey: string, waitedMs: number): readonly AttemptSpec[] {
  return [
    { status: 409, sent: key('"a"') },
    { status: 201, sent: key(nextKey), waited: waitedMs },
  ];
}

function afterNotFound(last: CallSpec): readonly CallSpec[] {
  return [...Array.from({ length: 30 }, (_, index) => ({ attempts: statuses(404), at: index })), { ...last, at: 30 }];
}

/** A call that ended so long after its last attempt; the wait before that was 2 s. */
function ending(endsAfter: number | null): readonly Observation[] {
  return [observed(simple.alwaysUnavailable, [{ attempts: doubling(1000, 2000), endsAfter }])];
}

function reporting(report: NonNullable<CallSpec['report']> | null): readonly Observation[] {
  return [observed(simple.alwaysRateLimited, [{ attempts: statuses(429, 429), report }])];
}

/** The second of five others is sent so long after the refusal, the rest behind it. */
function sharingCalls(waitedMs: number): readonly CallSpec[] {
  const others = [200, 400, 600, 800, 1000].map((at, index) => ({
    at,
    attempts: [{ status: 200, waited: (index === 1 ? waitedMs : 3000) - at }],
  }));
  return [
    {
      attempts: [
        { ...told('3'), took: 0 },
        { status: 200, waited: 3000 },
      ],
    },
    ...others,
  ];
}

function sharing(waitedMs: number): readonly Observation[] {
  return [observed(waits.sharedLimit, sharingCalls(waitedMs))];
}

for (const check of checks) {
  for (const { says, when, seen, settings, because } of table[check.id] ?? []) {
    test(`${check.id} ${check.name}: ${says} when ${when}`, () => {
      const verdict = check.judge(seen, settingsOf(settings));
      const subtype = verdict.kind === 'kept' ? '' : ` ${verdict.subtype}`;
      assert.equal(`${verdict.kind}${subtype}`, says, verdict.because);
      assert.notEqual(verdict.because, '');
      if (because !== undefined) assert.match(verdict.because, because);
      if (verdict.kind !== 'untested') assertEvidence(check, seen, verdict.attempts);
    });
  }

  test(`${check.id}: its table has every kind of verdict that it can give`, () => {
    const kinds = new Set((table[check.id] ?? []).map(({ says }) => says.split(' ')[0]));
    const given = [...kinds].filter((kind) => kind !== 'warned').sort();
    assert.deepEqual(given, ['broken', 'kept', 'untested']);
  });
}

/** Evidence names attempts that were there, each once. */
function assertEvidence(check: Check, seen: readonly Observation[], ids: readonly string[]): void {
  const known = seen.flatMap(({ calls }) => calls).flatMap(({ attempts }) => attempts.map(({ id }) => id));
  assert.ok(ids.length > 0, `${check.id} shows nothing`);
  assert.equal(new Set(ids).size, ids.length, 'each is named once');
  for (const id of ids) assert.ok(known.includes(id), id);
}

test('times are told as a person reads them', () => {
  assert.deepEqual([0, 999.4, 999.5, 1950, 9999, 10_000, 118_799].map(span), [
    '0 ms',
    '999 ms',
    '1 s',
    '1.95 s',
    '9.999 s',
    '10 s',
    '118.8 s',
  ]);
});
