import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { assertListed } from '../fixtures/assert-listed.ts';
import { type Check, failuresFor, type Probe } from './check.ts';
import { all, observed, one, settingsOf, statuses } from './fixtures/observing.ts';
import { checks } from './index.ts';
import type { Observation } from './observation.ts';

const infrastructure = ['check', 'judge', 'known-failures', 'observation', 'preconditions', 'profiles'];

test('every file in src/checks is registered under its own name', () => {
  const names = checks.map(({ name }) => name);
  assertListed(import.meta.dirname, names, infrastructure);
});

function byId(id: string): Check {
  const found = checks.find((check) => check.id === id);
  assert.ok(found !== undefined, id);
  return found;
}

const wantedIds = [
  ...['N1', 'N2', 'N3', 'N4', 'N5', 'N6', 'M1', 'T1', 'T2', 'T3'],
  ...['W1', 'W2', 'W3', 'W4', 'W5', 'W6', 'W7', 'W8', 'W9', 'W10', 'B1', 'B2', 'B3', 'B4', 'C1', 'C2', 'C3', 'C4'],
  ...['P1', 'P2', 'P3', 'P4', 'K1', 'K2', 'K3', 'X1', 'X2', 'X3', 'X4', 'O1', 'O2', 'O3', 'D1', 'D2', 'G1', 'G2'],
];

test('the checks are those of the notes, in their order, with their force', () => {
  assert.deepEqual(
    checks.map(({ id }) => id),
    wantedIds,
  );
  const ofForce = (force: string) => checks.filter((check) => check.force === force).map(({ id }) => id);
  assert.deepEqual(ofForce('must'), ['W8', 'K1', 'X4']);
  assert.deepEqual(ofForce('should'), ['N2', 'N3', 'W1', 'W2', 'W3', 'W6', 'W7', 'W10', 'P1', 'P2', 'P3']);
});

const probes = [...new Map(checks.flatMap((check) => check.probes).map((probe) => [probe.name, probe])).values()];

test('a name belongs to one probe, and says something', () => {
  for (const probe of checks.flatMap((check) => check.probes)) {
    assert.equal(
      probes.find(({ name }) => name === probe.name),
      probe,
      probe.name,
    );
    assert.match(probe.name, /^[a-z0-9]+(-[a-z0-9]+)*$/);
    assert.notEqual(probe.summary, '');
  }
});

test('every text of a check is there, and its rule names the number that decides', () => {
  for (const { id, rule, reference, why, fix } of checks) {
    for (const text of [rule, why, fix]) assert.match(text, /^[A-Z"0-9].*[.]$/s, `${id}: ${text}`);
    assert.notEqual(reference, '');
    assert.match(rule, /\d|same|tried again|never a success|read/, `${id}: ${rule}`);
  }
});

test('calls from a number on are met with other failures', () => {
  const [usedUp, hang] = ['W10', 'X2'].map((id) => byId(id).probes[0]);
  assert.ok(usedUp !== undefined && hang !== undefined);
  assert.deepEqual(
    [1, 2, 3].map((call) => failuresFor(usedUp, call).instructions.length),
    [1, 0, 0],
  );
  assert.equal(failuresFor(hang, 2), hang);
});

test('a call that was never sent doesn’t hide the others', () => {
  const { probes: own, judge } = byId('O1');
  const seen = own.map((probe) =>
    observed(
      probe,
      all(probe, (index) => ({ attempts: index === 0 || index > 70 ? [] : statuses(503) })),
    ),
  );
  assert.equal(judge(seen, settingsOf()).kind, 'kept');
});

/** What every probe looks like to a client that did nothing wrong: each failure met once, then the end. */
function plain(probe: Probe): Observation {
  return observed(
    probe,
    all(probe, () => ({ attempts: statuses(503) })),
    { driver: probe.drivers?.[0] ?? 'command' },
  );
}

const damaged: readonly (readonly [string, string, (probe: Probe) => readonly Observation[]])[] = [
  ['nothing was observed', 'not-exercised', () => []],
  ['no call was made', 'not-exercised', (probe) => [{ ...plain(probe), calls: [] }]],
  [
    'no request came',
    'not-exercised',
    (probe) => [observed(probe, [{ attempts: [] }], { driver: probe.drivers?.[0] ?? 'command' })],
  ],
  [
    'the client was not started',
    'not-started',
    (probe) => [{ ...plain(probe), trouble: { kind: 'not-started', message: 'there is no such program' } }],
  ],
  [
    'the client called another path',
    'wrong-path',
    (probe) => [{ ...plain(probe), trouble: { kind: 'wrong-path', message: 'GET /users came' } }],
  ],
  ['requests can’t be told apart', 'ambiguous', (probe) => [{ ...plain(probe), grouping: 'ambiguous' }]],
  [
    'something else than the failure was met',
    'not-exercised',
    (probe) => [
      observed(
        probe,
        all(probe, () => ({ attempts: [{ status: 401, cause: 'credentials' }] })),
        { driver: probe.drivers?.[0] ?? 'command' },
      ),
    ],
  ],
];

for (const [what, subtype, observationsOf] of damaged) {
  test(`every check is untested when ${what}`, () => {
    for (const check of checks) {
      const verdict = check.judge(check.probes.flatMap(observationsOf), settingsOf());
      assert.equal(verdict.kind, 'untested', `${check.id}: ${verdict.because}`);
      assert.equal('subtype' in verdict ? verdict.subtype : '', subtype, check.id);
    }
  });
}

/** Those that see in an open window what no closed one could show better. */
const mindTheWindow = ['W4', 'W5', 'W6', 'B4', 'C1', 'C2', 'C3', 'C4', 'X2', 'X3', 'O1', 'O2'];

test('no check is kept while the client may still break it', () => {
  for (const check of checks.filter(({ id }) => !mindTheWindow.includes(id))) {
    for (const end of ['watch-ended', 'stopped'] as const) {
      for (const attempts of [1, 2, 3]) {
        const seen = check.probes.map((probe) => {
          const calls = all(probe, () => ({
            attempts: statuses(...[503, 503, 200].slice(0, attempts)),
            endsAfter: null,
          }));
          return { ...observed(probe, calls, { end, driver: probe.drivers?.[0] ?? 'function' }) };
        });
        assert.notEqual(check.judge(seen, settingsOf()).kind, 'kept', `${check.id} with ${attempts} attempts`);
      }
    }
  }
});

test('no check is kept behind a crash', () => {
  for (const check of checks) {
    for (const attempts of [1, 2, 3]) {
      const trouble = { kind: 'crashed', message: 'it was ended by SIGSEGV' } as const;
      const seen = check.probes.map((probe) => ({ ...plainOf(probe, attempts), trouble }));
      const verdict = check.judge(seen, settingsOf());
      const survived = check.id === 'W4' && attempts > 1;
      const ended = check.id === 'C1';
      if (!survived && !ended) assert.notEqual(verdict.kind, 'kept', `${check.id} with ${attempts} attempts`);
    }
  }
});

function plainOf(probe: Probe, attempts: number): Observation {
  return observed(
    probe,
    all(probe, () => ({ attempts: statuses(...[503, 503, 200].slice(0, attempts)) })),
    { driver: probe.drivers?.[0] ?? 'function' },
  );
}

test('a check of several probes is not kept when one of them was not run', () => {
  for (const check of checks.filter((candidate) => candidate.probes.length > 1)) {
    const [first, ...others] = check.probes;
    assert.ok(first !== undefined && others.length > 0);
    const verdict = check.judge([one(first, statuses(400))], settingsOf());
    assert.notEqual(verdict.kind, 'kept', check.id);
  }
});

test('a client that never undercuts what it was told is never early, one that does by more than the tolerance always', () => {
  const [probe] = byId('W1').probes;
  assert.ok(probe !== undefined);
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 600 }), fc.nat(10_000), fc.boolean(), (seconds, extra, tooEarly) => {
      const toldMs = seconds * 1000;
      const waited = tooEarly
        ? Math.max(0, Math.floor(toldMs - Math.max(50, toldMs / 100)) - 1 - (extra % toldMs))
        : toldMs + extra;
      const refused = { status: 429, headers: [['Retry-After', String(seconds)]] as const };
      const verdict = byId('W1').judge([one(probe, [refused, { status: 200, waited }])], settingsOf());
      assert.equal(verdict.kind, tooEarly ? 'broken' : 'kept', verdict.because);
    }),
  );
});

test('whatever a client did, every check comes to a verdict, the same each time, with a reason', () => {
  const attempt = fc.record({
    status: fc.constantFrom(200, 400, 401, 409, 429, 500, 503, null),
    waited: fc.nat(40_000),
    took: fc.option(fc.nat(2000), { nil: null }),
    headers: fc.constantFrom([], [['Retry-After', '2']] as const, [['Retry-After', 'soon']] as const),
    sent: fc.constantFrom([], [['Idempotency-Key', '"a"']] as const),
    reused: fc.boolean(),
  });
  const call = fc.record({
    attempts: fc.array(attempt, { maxLength: 8 }),
    at: fc.nat(30_000),
    endsAfter: fc.option(fc.nat(5000), { nil: null }),
  });
  const end = fc.constantFrom('client-ended', 'quiet', 'watch-ended', 'stopped');
  fc.assert(
    fc.property(fc.constantFrom(...checks), fc.array(call, { maxLength: 25 }), end, (check, calls, how) => {
      const seen = check.probes.map((probe) => observed(probe, calls, { end: how }));
      const verdict = check.judge(seen, settingsOf());
      assert.deepEqual(check.judge(structuredClone(seen), settingsOf()), verdict);
      assert.notEqual(verdict.because, '');
    }),
    { numRuns: 300 },
  );
});
