import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Result, Verdict } from '../result.ts';
import { sampleResult } from './fixtures/sample-result.ts';
import { mergeResults } from './merge.ts';

const whole = sampleResult(0);
const ids = whole.scenarios.map(({ id }) => id);

/** The part of the sample that falls to one of two shards. */
function shard(index: number, change: Partial<Result> = {}): { path: string; result: Result } {
  const scenarios = whole.scenarios.filter((_, at) => at % 2 === index - 1);
  const own = new Set(scenarios.map(({ id }) => id));
  const cells = whole.matrix.cells.map((cell) => ({ ...cell, scenarios: cell.scenarios.filter((id) => own.has(id)) }));
  const result = {
    ...whole,
    scenarios,
    matrix: { ...whole.matrix, cells },
    shard: { index, total: 2, planned: ids },
    ...change,
  };
  return { path: `${index}.json`, result };
}

test('drift, known failures, masks, times and problems of the shards are put together', () => {
  const merged = mergeResults([shard(2, { masked: 5 }), shard(1, { masked: 2 })]);
  assert.equal(merged.masked, 7);
  assert.deepEqual(
    merged.drift.map(({ count }) => count),
    [6, 6],
  );
  assert.equal(merged.problems.length, 1);
  assert.equal(merged.baseline?.known.length, 1);
  assert.equal(merged.timing.virtualMs, whole.timing.virtualMs * 2);
  assert.deepEqual(
    merged.scenarios.map(({ id }) => id),
    ids,
  );
  assert.equal(merged.shard, null);
});

test('a cell is judged anew by the scenarios of all shards: broken in one is broken', () => {
  const merged = mergeResults([shard(1), shard(2)]);
  const verdicts = new Map<string, Verdict>(merged.scenarios.map(({ id, verdict }) => [id, verdict]));
  for (const cell of merged.matrix.cells) {
    const all = cell.scenarios.map((id) => verdicts.get(id));
    assert.equal(cell.state === 'broken', all.includes('broken'), `${cell.operationId} ${cell.failure}`);
  }
  assert.ok(merged.matrix.cells.some(({ state }) => state === 'broken'));
});

test('a shard that lost its target makes the whole exit 3, one that found nothing wrong doesn’t hide it', () => {
  const lost = shard(1, {
    exitCode: 3,
    because: ["The target can't be reached any more (ECONNREFUSED): the rest was not attempted."],
    problems: [],
  });
  const { exitCode, because } = mergeResults([lost, shard(2, { problems: [] })]);
  assert.equal(exitCode, 3);
  assert.match(because.join(), /can't be reached any more/);
});

test('a result that is no shard stays as it is, and is held to the coverage that is asked for', () => {
  const alone = {
    path: 'a.json',
    result: { ...whole, problems: [], scenarios: whole.scenarios.filter(({ verdict }) => verdict === 'kept') },
  };
  assert.equal(mergeResults([alone]), alone.result);
  const gated = mergeResults([alone], { minCoverage: 100 });
  assert.equal(gated.exitCode, 4);
  assert.equal(gated.gates[0]?.met, false);
  assert.ok((gated.gates[0]?.missing.length ?? 0) > 0);
});
