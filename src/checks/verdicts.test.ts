import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Check } from './check.ts';
import { settingsOf } from './fixtures/observing.ts';
import { backingOff } from './fixtures/verdicts/backing-off.ts';
import type { Cases } from './fixtures/verdicts/case.ts';
import { circuit } from './fixtures/verdicts/circuit.ts';
import { comingBack } from './fixtures/verdicts/coming-back.ts';
import { connections } from './fixtures/verdicts/connections.ts';
import { goodManners } from './fixtures/verdicts/good-manners.ts';
import { notRepeating } from './fixtures/verdicts/not-repeating.ts';
import { readingHints } from './fixtures/verdicts/reading-hints.ts';
import { stopping } from './fixtures/verdicts/stopping.ts';
import { waiting } from './fixtures/verdicts/waiting.ts';
import { writing } from './fixtures/verdicts/writing.ts';
import { checks } from './index.ts';
import type { Observation } from './observation.ts';
import { span } from './reading/verdicts.ts';

/** The cases of every check, a file for each family. */
const families: readonly Cases[] = [
  notRepeating,
  comingBack,
  waiting,
  readingHints,
  backingOff,
  stopping,
  writing,
  connections,
  circuit,
  goodManners,
];
const table: Cases = Object.assign({}, ...families);

test('the families name each check once, and nothing else', () => {
  assert.deepEqual(families.flatMap(Object.keys).sort(), checks.map(({ id }) => id).sort());
});

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
