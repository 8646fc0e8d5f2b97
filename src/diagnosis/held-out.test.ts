import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { readRecording } from '../trace/read/index.ts';
import { causes } from './causes/index.ts';
import { diagnose } from './diagnose.ts';
import { heldOut } from './fixtures/held-out-set.ts';

const folder = join(import.meta.dirname, 'fixtures/held-out');
const heldOutSet = globSync('*/*.txt', { cwd: folder })
  .sort()
  .map((file) => heldOut(file, readFileSync(join(folder, file), 'utf8')));

const results = heldOutSet.map((one) => {
  const recording = readRecording(one.text);
  const diagnosis =
    recording && diagnose({ ...recording, contract: null, critical: null, statusPage: null, now: null });
  const first = diagnosis?.causes[0];
  return { ...one, found: first?.id ?? 'nothing', confidence: first?.confidence ?? 'none' };
});
const missed = (some: typeof results) => some.filter(({ expected, found }) => !expected.includes(found));
const told = ({ part, name, expected, found, confidence }: (typeof results)[number]) =>
  `${part}/${name}: ${found} (${confidence}) instead of ${expected.join(' or ')}`;

test('each of at least forty names its source, causes that exist, and why a second one would do', () => {
  assert.ok(results.length >= 40);
  for (const { name, source, expected, because } of results) {
    assert.match(source, /\S.*\S/, name);
    assert.ok(expected.length > 0, name);
    for (const cause of expected) assert.ok(Object.hasOwn(causes, cause), `${name}: ${cause}`);
    assert.equal(because === null, expected.length === 1, name);
  }
});

test('nine of ten first causes are right', (context) => {
  const parts = Map.groupBy(results, ({ part }) => part);
  for (const [part, some] of parts)
    context.diagnostic(`${part}: ${some.length - missed(some).length} of ${some.length}`);
  for (const one of missed(results)) context.diagnostic(told(one));
  assert.ok(missed(results).length * 10 <= results.length, `${missed(results).length} of ${results.length} are wrong`);
});

test('no wrong cause is told with high confidence', () => {
  const sure = missed(results).filter(({ confidence }) => confidence === 'high');
  assert.deepEqual(sure.map(told), []);
});
