import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createMonotonicClock } from '../clock.ts';
import { readContract } from '../contract/index.ts';
import { parseFault } from '../faults/index.ts';
import { shipped } from '../package.ts';
import { statusOf } from '../trace/exchange.ts';
import { nothingDeclared } from './declared.ts';
import { sampleProbe, spyCheck } from './fixtures/judging.ts';
import { openPassive } from './passive.ts';

async function open(checks: readonly ReturnType<typeof spyCheck>[]) {
  return openPassive({
    contract: await readContract({ documentPath: shipped.document, parseFault }),
    clock: createMonotonicClock(),
    checks: checks.map(({ check }) => ({ check, raised: false })),
    settings: { profile: 'soar', maxAttempts: 6, thorough: false, declared: nothingDeclared },
    known: new Map(),
    authority: null,
    host: '127.0.0.1',
    port: 0,
    rerun: () => null,
  });
}

const get = spyCheck(sampleProbe({ name: 'get', instructions: ['return-503'] }));
const post = spyCheck(sampleProbe({ name: 'post', method: 'POST', instructions: ['return-503'] }));
const never = spyCheck(sampleProbe({ name: 'never' }));
const breaker = spyCheck(sampleProbe({ name: 'breaker', drivers: ['jsonl'] }));

test('whoever calls is judged by what came to each address; what nobody called is untested', async () => {
  const run = await open([get, post, never, breaker]);
  const [first, second] = run.cases;
  assert.ok(first !== undefined && second !== undefined);
  assert.deepEqual(
    run.cases.map(({ probe }) => probe.name),
    ['get', 'post', 'never'],
  );
  const call = async ({ url, method, headers, body }: typeof first.call) =>
    (await fetch(url, { method, headers, body })).status;
  assert.deepEqual([await call(first.call), await call(first.call)], [503, 200]);
  // A client whose base URL can't have a path is known by its credential.
  const byKey = {
    ...second.call,
    url: `${run.url}/alerts`,
    headers: { ...second.call.headers, 'X-API-Key': second.key ?? '' },
  };
  assert.deepEqual([await call(byKey), await call(byKey)], [503, 201]);
  const judgement = await run.finish();
  assert.deepEqual(
    judgement.checks.map(({ verdict, subtype }) => [verdict, subtype]),
    [
      ['kept', null],
      ['kept', null],
      ['untested', 'never-called'],
      ['untested', 'driver'],
    ],
  );
  assert.match(judgement.checks[2]?.because ?? '', /nobody called GET http:.*\/__case\/never\/alerts/);
  assert.deepEqual(post.seen[0]?.calls[0]?.attempts.map(statusOf), [503, 201]);
  assert.equal(get.seen[0]?.grouping, 'sure');
  assert.equal(get.seen[0]?.calls[0]?.endedAt, null);
  assert.equal(judgement.exitCode, 0);
});

test('requests behind a success are another call at the same address, so nobody knows whose they are', async () => {
  const again = spyCheck(sampleProbe({ name: 'again', instructions: ['return-503'] }));
  const run = await open([again]);
  const [only] = run.cases;
  assert.ok(only !== undefined);
  for (let made = 0; made < 3; made += 1) await fetch(only.call.url, { headers: only.call.headers });
  await run.finish();
  assert.equal(again.seen[0]?.grouping, 'ambiguous');
});

test('when nobody called at all, nothing is kept and the exit code is 3', async () => {
  const run = await open([never]);
  const judgement = await run.finish();
  assert.equal(judgement.exitCode, 3);
  assert.deepEqual(
    judgement.problems.map(({ code }) => code),
    ['never-called'],
  );
});

test('a page of another origin may call and read the answers', async () => {
  const run = await open([get]);
  const [only] = run.cases;
  assert.ok(only !== undefined);
  const origin = 'http://127.0.0.1:1';
  const preflight = await fetch(only.call.url, {
    method: 'OPTIONS',
    headers: { Origin: origin, 'Access-Control-Request-Method': 'GET', 'Access-Control-Request-Headers': 'x-api-key' },
  });
  assert.equal(preflight.status, 204);
  const answer = await fetch(only.call.url, { headers: { ...only.call.headers, Origin: origin } });
  assert.equal(answer.status, 503);
  assert.equal(answer.headers.get('access-control-allow-origin'), origin);
  await run.finish();
  assert.equal(get.seen.at(-1)?.calls[0]?.attempts.length, 1);
});
