import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { Ajv } from 'ajv';
import formats from 'ajv-formats';
import { commandDriver, curlScript, judgeBy, sampleProbe, spyCheck } from './judge/fixtures/judging.ts';

const ajv = new Ajv({ allErrors: true, allowUnionTypes: true });
formats.default(ajv);

const schemaOf = (name: string) => JSON.parse(readFileSync(new URL(`../openapi/${name}`, import.meta.url), 'utf8'));

test('a judgement is as its published schema says, whether the client ran, crashed or never came', async () => {
  const validate = ajv.compile(schemaOf('judge.schema.json'));
  const broken = { kind: 'broken', subtype: 'early', because: 'too early', attempts: [] } as const;
  const probes = [
    sampleProbe({ name: 'wait', instructions: ['return-429-retry-after-1s', 'return-reset-connection'] }),
    sampleProbe({ name: 'hang', method: 'POST', instructions: ['stall'], watchMs: 300 }),
    sampleProbe({ name: 'other', drivers: ['passive'] }),
  ];
  const checks = probes.map((probe) => spyCheck(probe, broken).check);
  const ran = await judgeBy(checks, commandDriver(['sh', '-c', curlScript('--retry 1 --fail')]));
  assert.deepEqual(ran.counts, { kept: 0, broken: 2, warned: 0, untested: 1 });
  const absent = await judgeBy(checks, commandDriver(['true']));
  for (const judgement of [ran, absent]) {
    validate(JSON.parse(JSON.stringify(judgement)));
    assert.deepEqual(validate.errors ?? [], []);
  }
  assert.ok(ran.masked > 0);
  assert.equal(JSON.stringify(ran).includes('valid-key-123'), false);
});

test('a known failure doesn’t count as broken, and one that passes now does', async () => {
  const broken = { kind: 'broken', subtype: 'early', because: 'too early', attempts: [] } as const;
  const one = spyCheck(sampleProbe({ name: 'one' }), broken).check;
  const two = spyCheck(sampleProbe({ name: 'two' })).check;
  const driver = commandDriver(['sh', '-c', curlScript()]);
  const known = await judgeBy([one, two], driver, { known: new Map([[one.id, 'ticket 1']]) });
  assert.equal(known.exitCode, 0);
  assert.equal(known.checks[0]?.known, 'ticket 1');
  const outdated = await judgeBy([one, two], driver, {
    known: new Map([one.id, two.id].map((id) => [id, 'ticket 1'])),
  });
  assert.equal(outdated.exitCode, 1);
  assert.deepEqual(
    outdated.problems.map(({ code }) => code),
    ['known-failure-passes'],
  );
});

test('a practice that is broken warns, unless the profile raises it', async () => {
  const broken = { kind: 'broken', subtype: null, because: 'no jitter', attempts: [] } as const;
  const practice = { ...spyCheck(sampleProbe({ name: 'one' }), broken).check, force: 'practice' as const };
  const driver = commandDriver(['sh', '-c', curlScript()]);
  assert.equal((await judgeBy([practice], driver)).exitCode, 0);
  const raised = await judgeBy([], driver, { checks: [{ check: practice, raised: true }] });
  assert.equal(raised.exitCode, 1);
});
