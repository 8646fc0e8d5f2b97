import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Check, CheckVerdict } from '../checks/check.ts';
import type { Observation } from '../checks/observation.ts';
import type { Clock } from '../clock.ts';
import type { Exchange } from '../trace/exchange.ts';
import { nothingDeclared } from './declared.ts';
import { sampleProbe } from './fixtures/judging.ts';
import { judgeChosen, noisyProbes } from './judge-checks.ts';
import { type Delay, latenessAt, watchLateness } from './lateness.ts';
import type { Observed } from './observe.ts';

const probe = sampleProbe({ name: 'wait' });

function exchange(startedAt: number, endedAt: number): Exchange {
  return {
    id: `x-${startedAt}`,
    caseId: 'wait',
    observer: 'mock',
    operationId: 'listAlerts',
    attempt: 1,
    startedAt,
    respondedAt: endedAt,
    endedAt,
    request: { method: 'GET', url: 'http://localhost/alerts', headers: [], body: null },
    outcome: { kind: 'response', response: { status: 503, headers: [], body: null } },
    cause: null,
    sideEffects: [],
    connection: null,
  };
}

/** Two attempts with a gap between them, seen while the judge was late at some times. */
function observedWith(gapMs: number, delays: readonly Delay[]): Observed {
  const observation: Observation = {
    probe: 'wait',
    driver: 'command',
    declared: nothingDeclared,
    calls: [
      {
        id: 'wait',
        method: 'GET',
        path: '/alerts',
        startedAt: 0,
        endedAt: 9000,
        report: null,
        attempts: [exchange(100, 110), exchange(110 + gapMs, 130 + gapMs)],
        consumed: true,
      },
    ],
    grouping: 'sure',
    window: { openedAt: 0, closedAt: 9000, end: 'client-ended' },
    trouble: null,
  };
  return { probe, observation, delays, noiseMs: 0, round: 1, output: '', strays: [] };
}

const wantsTwoSeconds: Check = {
  name: 'waits',
  id: 'W1',
  rule: 'waits two seconds',
  force: 'should',
  reference: 'a test',
  why: 'to test',
  fix: 'wait',
  probes: [probe],
  judge([observation]): CheckVerdict {
    const [first, second] = observation?.calls[0]?.attempts ?? [];
    const gap = (second?.startedAt ?? 0) - (first?.endedAt ?? 0);
    if (gap >= 2000) return { kind: 'kept', because: `${gap} ms`, attempts: [] };
    return { kind: 'broken', subtype: 'early', because: `${gap} ms`, attempts: [] };
  },
};

const settings = { profile: 'standard', maxAttempts: 6, thorough: false, declared: nothingDeclared };
const verdictOf = (observed: Observed) =>
  judgeChosen({ check: wantsTwoSeconds, raised: false }, { observed: [observed], leftOut: new Map(), settings });

test('a verdict stands when the judge was late at other times, or by too little to matter', () => {
  assert.equal(verdictOf(observedWith(2001, [])).verdict.kind, 'kept');
  assert.equal(verdictOf(observedWith(2001, [{ from: 500, to: 900 }])).verdict.kind, 'kept');
  assert.equal(verdictOf(observedWith(2100, [{ from: 2200, to: 2250 }])).verdict.kind, 'kept');
});

test('a verdict that hangs on when the judge came round to noting it is untested and noisy, both ways', () => {
  // The second attempt may have come 60 ms before it was noted: 1941 ms after the first.
  const kept = verdictOf(observedWith(2001, [{ from: 2051, to: 2111 }]));
  assert.equal(kept.verdict.kind === 'untested' && kept.verdict.subtype, 'noisy');
  assert.match(kept.verdict.because, /up to 60 ms late, and that decides: 2001 ms/);
  // The first answer may have ended 80 ms before that was noted: the gap was 2060 ms.
  const broken = verdictOf(observedWith(1980, [{ from: 30, to: 112 }]));
  assert.equal(broken.verdict.kind === 'untested' && broken.verdict.subtype, 'noisy');
  assert.deepEqual([...noisyProbes([kept, broken])], ['wait']);
});

test('a moment is late by as much as it lies behind the beginning of the delay it fell into', () => {
  const delays = [{ from: 100, to: 150 }];
  assert.deepEqual(
    [99, 100, 130, 150, 159, 161].map((moment) => latenessAt(delays, moment)),
    [0, 0, 30, 50, 59, 0],
  );
});

test('lateness is what a timer was late by, and counts from twice what it waits', () => {
  let now = 0;
  const timers: (() => void)[] = [];
  const timer = (_: number, callback: () => void) => {
    timers.push(callback);
    return () => {};
  };
  const clock = { kind: 'real', now: () => now, timer };
  const lateness = watchLateness(clock as unknown as Clock);
  const fire = (at: number) => {
    now = at;
    timers.shift()?.();
  };
  fire(12);
  fire(80);
  fire(91);
  assert.deepEqual(lateness.between(0, 1000), [{ from: 22, to: 80 }]);
  assert.deepEqual(lateness.between(81, 1000), []);
});

test('waits that differ by no more than what timers are late by here show no jitter', () => {
  const one = observedWith(2000, []);
  const calls = [0, 4, 9, 30]
    .map((more) => observedWith(2000 + more, []).observation.calls[0])
    .flatMap((call) => call ?? []);
  const several: Observed = { ...one, noiseMs: 12, observation: { ...one.observation, calls } };
  const differ: Check = {
    ...wantsTwoSeconds,
    judge([observation]): CheckVerdict {
      const starts = observation?.calls.map(({ attempts }) => attempts[1]?.startedAt ?? 0) ?? [];
      const range = Math.max(...starts.slice(0, 3)) - Math.min(...starts);
      if (range > 5) return { kind: 'kept', because: `${range} ms apart`, attempts: [] };
      return { kind: 'broken', subtype: null, because: `${range} ms apart`, attempts: [] };
    },
  };
  const verdictFor = (observed: Observed) =>
    judgeChosen({ check: differ, raised: false }, { observed: [observed], leftOut: new Map(), settings }).verdict;
  assert.equal(verdictFor({ ...several, noiseMs: 0 }).kind, 'kept');
  assert.equal(verdictFor({ ...several, noiseMs: 3 }).kind, 'kept');
  const noisy = verdictFor(several);
  assert.equal(noisy.kind === 'untested' && noisy.subtype, 'noisy');
});
