import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Judgement, judgeClient } from 'faultline';
import type { BadClient } from './bad-client.ts';
import { good } from './habits.ts';
import { badClients } from './index.ts';
import { clientWith } from './loop.ts';

const options = { clock: 'virtual', profile: 'standard' } as const;
const declared = { retries: true, deadlineMs: 60_000, timeoutMs: 10_000, maxBackoffMs: 30_000 };

function judgeBad({ habits, thorough = false, deadlineMs = declared.deadlineMs }: BadClient): Promise<Judgement> {
  return judgeClient(clientWith({ ...good, ...habits }), {
    ...options,
    thorough,
    declared: { ...declared, deadlineMs },
  });
}

/** Ids of the checks that are broken or, where only a profile makes them a promise, warned of. */
function caughtBy({ checks }: Judgement): readonly string[] {
  return checks.filter(({ verdict }) => verdict === 'broken' || verdict === 'warned').map(({ id }) => id);
}

for (const client of badClients) {
  test(`a client that ${client.name} is caught by ${client.breaks}, and breaks nothing else without a reason`, async () => {
    const judgement = await judgeBad(client);
    assert.deepEqual(judgement.problems, []);
    const caught = caughtBy(judgement);
    const reasons = judgement.checks
      .filter(({ id }) => caught.includes(id))
      .map(({ id, because }) => `${id}: ${because}`);
    assert.deepEqual([...caught].sort(), [client.breaks, ...Object.keys(client.also)].sort(), reasons.join('\n'));
    for (const reason of Object.values(client.also)) assert.notEqual(reason, '');
    const check = judgement.checks.find(({ id }) => id === client.breaks);
    assert.ok((check?.attempts.length ?? 0) > 0, 'the evidence is named');
  });
}

test('the good client breaks nothing, and a long look shows all that it declares', async () => {
  const judgement = await judgeClient(clientWith(good), { ...options, thorough: true, declared });
  assert.equal(judgement.verdict, 'kept');
  assert.deepEqual(caughtBy(judgement), []);
  const untested = judgement.checks.filter(({ verdict }) => verdict === 'untested');
  // Five attempts end before any wait comes near to 30 s.
  assert.deepEqual(
    untested.map(({ id, subtype }) => [id, subtype]),
    [['B4', 'not-reached']],
  );
});

test('there is one bad client for each check', async () => {
  const { checks } = await judgeClient(clientWith(good), { ...options, declared });
  assert.deepEqual(badClients.map(({ breaks }) => breaks).sort(), checks.map(({ id }) => id).sort());
});
