import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nothingDeclared, observed, one, statuses } from './fixtures/observing.ts';
import { checks, judge, type ProfileName, profiles, withKnownFailures } from './index.ts';
import type { Observation } from './observation.ts';
import { alwaysUnavailable, badRequest, unauthorized, unavailableTwice } from './probes/statuses.ts';

const settings = { thorough: false, declared: nothingDeclared };

/** Repeats a 400 and a 401, makes three attempts at a 503 that passes and four at one that doesn't. */
const seen: readonly Observation[] = [
  one(badRequest, statuses(400, 200)),
  one(unauthorized, statuses(401, 401)),
  one(unavailableTwice, statuses(503, 503, 200)),
  observed(alwaysUnavailable, [{ attempts: statuses(503, 503, 503, 503) }]),
];

function verdicts(name: ProfileName, choice = {}) {
  const { checks: results } = judge(seen, { client: 'a client', checks, profile: profiles[name], settings, choice });
  return new Map(results.map(({ id, verdict, subtype }) => [id, subtype === null ? verdict : `${verdict} ${subtype}`]));
}

test('the result is the shape of the design, in the order of the checks', () => {
  const judged = judge(seen, {
    client: 'a client',
    checks,
    profile: profiles.standard,
    settings,
    choice: { off: profiles.standard.checks.filter((id) => id !== 'N2' && id !== 'N1') },
  });
  assert.deepEqual(judged, {
    client: 'a client',
    profile: 'standard',
    checks: [
      {
        id: 'N1',
        name: 'does-not-repeat-bad-requests',
        force: 'practice',
        verdict: 'broken',
        subtype: 'repeated',
        because: 'the same request was sent 2 times',
        attempts: ['400-then-200.1-1', '400-then-200.1-2'],
      },
      {
        id: 'N2',
        name: 'does-not-repeat-refused-credentials',
        force: 'should',
        verdict: 'broken',
        subtype: 'repeated',
        because: 'the same request was sent 2 times',
        attempts: ['401-then-200.1-1', '401-then-200.1-2'],
      },
    ],
  });
  assert.deepEqual(JSON.parse(JSON.stringify(judged)), judged);
});

test('every id stands once in a result, and what was not shown is untested', () => {
  const all = verdicts('standard');
  assert.deepEqual(
    [...all.keys()],
    checks.map(({ id }) => id),
  );
  assert.equal(all.get('W1'), 'untested not-exercised');
});

test('a practice warns, unless its profile raises it', () => {
  const lax = { ...profiles.standard, raised: [] };
  const { checks: results } = judge(seen, { client: 'a client', checks, profile: lax, settings });
  const of = (id: string) => results.find((result) => result.id === id)?.verdict;
  assert.deepEqual([of('N1'), of('N2')], ['warned', 'broken']);
  assert.equal(verdicts('standard').get('N1'), 'broken repeated');
});

test('attempts allowed are the profile’s, or what the client declares', () => {
  assert.deepEqual(
    (['standard', 'reference', 'soar', 'cloud'] as const).map((name) => verdicts(name).get('C1')),
    ['kept', 'kept', 'kept', 'kept'],
  );
  assert.equal(verdicts('strict').get('C1'), 'broken too-many');
  assert.equal(verdicts('strict').get('T1'), 'broken retried-a-retry');
  const declared = { ...nothingDeclared, maxAttempts: 3 };
  const judged = judge(seen, {
    client: 'c',
    checks,
    profile: profiles.standard,
    settings: { thorough: false, declared },
  });
  assert.equal(judged.checks.find(({ id }) => id === 'C1')?.subtype, 'too-many');
});

test('single checks are switched on and off', () => {
  assert.deepEqual(
    [...verdicts('reference', { on: ['N5'], off: ['N1'] }).keys()],
    [...['N2', 'N3', 'N4', 'N5', 'T1', 'T2', 'W1', 'B1', 'C1', 'X2', 'O1', 'O2']],
  );
});

test('the profiles are those of the notes', () => {
  const ids = checks.map(({ id }) => id);
  const usual = ['N1', 'N4', 'N5', 'N6', 'M1', 'B1', 'B2', 'C1', 'W4', 'W5', 'X2', 'D1'];
  const advised = ['N1', 'N2', 'N3', 'N4', 'T1', 'T2', 'W1', 'B1', 'C1', 'O1', 'O2', 'X2'];
  const soar = ['N1', 'N2', 'N3', 'N4', 'N5', 'N6', 'T2', 'W1', 'W2', 'W3', 'W4', 'W5', 'W6'];
  const facts = Object.values(profiles).map(({ name, checks: own, raised, maxAttempts }) => ({
    name,
    checks: ids.filter((id) => own.includes(id)),
    raised: ids.filter((id) => raised.includes(id)),
    maxAttempts,
  }));
  const inOrder = (wanted: readonly string[]) => ids.filter((id) => wanted.includes(id));
  assert.deepEqual(facts, [
    { name: 'standard', checks: ids, raised: inOrder(usual), maxAttempts: 6 },
    { name: 'reference', checks: inOrder(advised), raised: inOrder(advised), maxAttempts: 6 },
    { name: 'strict', checks: ids, raised: ids, maxAttempts: 2 },
    { name: 'cloud', checks: ids, raised: inOrder([...usual, 'B3', 'C4', 'K2']), maxAttempts: 4 },
    {
      name: 'soar',
      checks: inOrder([...soar, 'P1', 'P2', 'P3', 'P4', 'C1', 'C2', 'X2']),
      raised: inOrder(usual),
      maxAttempts: 6,
    },
  ]);
  for (const profile of Object.values(profiles)) {
    for (const id of [...profile.checks, ...profile.raised]) assert.ok(ids.includes(id), `${profile.name}: ${id}`);
  }
});

test('known failures are set apart, and complained about when they pass now', () => {
  const judged = judge(seen, { client: 'a client', checks, profile: profiles.standard, settings });
  const line = (check: string, client = 'a client') => ({ check, client, reason: 'ticket 12' });
  const { broken, known, outdated } = withKnownFailures(judged, [
    line('N1'),
    line('T1'),
    line('W1'),
    line('Z9'),
    line('N2', 'another client'),
  ]);
  assert.deepEqual(
    known.map(({ id, reason }) => [id, reason]),
    [['N1', 'ticket 12']],
  );
  assert.deepEqual(
    broken.map(({ id }) => id),
    ['N2'],
  );
  assert.deepEqual(outdated, [
    '"T1" of "a client" (ticket 12) is kept now: take it off the list.',
    '"Z9" of "a client" (ticket 12) is a known failure of a check that did not take part.',
  ]);
});
