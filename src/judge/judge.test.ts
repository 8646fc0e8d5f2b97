import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createClient } from '../client/index.ts';
import { createVirtualClock } from '../clock.ts';
import { statusOf } from '../trace/exchange.ts';
import { type ClientFunction, createFunctionDriver } from './drivers/function.ts';
import { createJsonlDriver } from './drivers/jsonl.ts';
import { commandDriver, curlScript, judgeBy, sampleProbe, spyCheck } from './fixtures/judging.ts';
import { createAuthority } from './tls.ts';

/** The reference client on the judge's clock. */
const reference: ClientFunction = async (baseUrl, { clock, method, path, headers, body }) => {
  const client = createClient({ baseUrl, clock, maxAttempts: 4, timeoutMs: 3000 });
  const { last, gaveUp } = await client.call({
    method,
    path,
    headers: Object.entries(headers),
    body: body ?? undefined,
  });
  await client.close();
  return { ok: gaveUp === null, status: statusOf(last) };
};

const onVirtualTime = { clock: createVirtualClock() };
const functionDriver = (client: ClientFunction) => () => createFunctionDriver(client, onVirtualTime.clock);

test('on virtual time waits are exact and cost none; every call has a case of its own', async () => {
  const wait = spyCheck(sampleProbe({ name: 'wait', instructions: ['return-429-retry-after-100s'], watchMs: 200_000 }));
  const side = spyCheck(sampleProbe({ name: 'side', instructions: ['return-503'], calls: 5, parallel: true }));
  const judgement = await judgeBy([wait.check, side.check], functionDriver(reference), onVirtualTime);
  assert.equal(judgement.verdict, 'kept');
  const [first, second] = wait.seen[0]?.calls[0]?.attempts ?? [];
  assert.ok((second?.startedAt ?? 0) - (first?.endedAt ?? 0) >= 100_000);
  assert.deepEqual(
    side.seen[0]?.calls.map(({ id, attempts, consumed, report }) => [id, attempts.map(statusOf), consumed, report?.ok]),
    [1, 2, 3, 4, 5].map((number) => [`side.${number}`, [503, 200], true, true]),
  );
  assert.equal(side.seen[0]?.window.end, 'client-ended');
});

test('an answer carries a wait only where its probe says so, whatever the document’s examples are', async () => {
  const { check, seen } = spyCheck(sampleProbe({ name: 'bare', always: 'return-503' }));
  await judgeBy([check], functionDriver(reference), onVirtualTime);
  const answers = seen[0]?.calls[0]?.attempts.map(({ outcome }) => outcome) ?? [];
  assert.equal(answers.length, 4);
  for (const outcome of answers) {
    assert.ok(outcome?.kind === 'response');
    assert.deepEqual(
      outcome.response.headers.filter(([name]) => /retry-after|ratelimit/i.test(name)),
      [],
    );
  }
});

test('a failure that was never met isn’t consumed', async () => {
  const { check, seen } = spyCheck(sampleProbe({ name: 'early', instructions: ['return-400', 'return-503'] }));
  await judgeBy([check], functionDriver(reference), onVirtualTime);
  assert.equal(seen[0]?.calls[0]?.consumed, false);
});

test('a hang ends with the window: the call has no end, and nobody waits longer', async () => {
  const { check, seen } = spyCheck(sampleProbe({ name: 'hang', always: 'stall', watchMs: 20_000, thoroughMs: 90_000 }));
  const patient: ClientFunction = async (baseUrl, { clock, method, path, headers, body }) => {
    const client = createClient({ baseUrl, clock, timeoutMs: 50_000 });
    await client.call({ method, path, headers: Object.entries(headers), body: body ?? undefined });
  };
  await judgeBy([check], functionDriver(patient), onVirtualTime);
  assert.equal(seen[0]?.window.end, 'watch-ended');
  assert.equal(seen[0]?.calls[0]?.endedAt, null);
  assert.equal((seen[0]?.window.closedAt ?? 0) - (seen[0]?.window.openedAt ?? 0), 20_000);
  const settings = { profile: 'standard', maxAttempts: 6, thorough: true, declared: seen[0]?.declared };
  assert.ok(settings.declared !== undefined);
  await judgeBy([check], functionDriver(patient), {
    ...onVirtualTime,
    settings: { ...settings, declared: settings.declared },
  });
  assert.equal(seen.at(-1)?.window.end, 'client-ended');
});

test('what a function throws is a failure, with the status that the usual clients carry', async () => {
  const { check, seen } = spyCheck(sampleProbe({ name: 'throws', instructions: ['return-400'] }));
  const throwing: ClientFunction = async (baseUrl, call) => {
    const said = (await reference(baseUrl, call)) as { status: number };
    if (said.status >= 400) throw Object.assign(new Error('refused'), { response: { statusCode: said.status } });
  };
  await judgeBy([check], functionDriver(throwing), onVirtualTime);
  assert.deepEqual(seen[0]?.calls[0]?.report, { ok: false, status: 400, error: 'Error: refused' });
});

test('a client that is refused and asks again is told of the refusal, not that it made too many calls', async () => {
  const asking =
    (times: number, named: boolean): ClientFunction =>
    async (baseUrl, { method, path, headers, body }) => {
      for (let call = 0; call < times; call += 1)
        await fetch(`${baseUrl}${path}`, { method, headers: named ? headers : {}, body: body ?? null });
    };
  const { check } = spyCheck(sampleProbe({ name: 'refused' }));
  const messageFor = async (client: ClientFunction) => {
    const { checks } = await judgeBy([check], (_, clock) => createFunctionDriver(client, clock));
    return checks.map(({ because }) => because).join(' ');
  };
  assert.match(await messageFor(asking(3, false)), /was answered with 401/);
  assert.match(await messageFor(asking(3, true)), /succeeded at once; 3 requests came/);
});

const jsonlClient = `
  const { request, Agent } = require('node:http');
  const agent = new Agent({ keepAlive: true });
  let calls = 0;
  require('node:readline').createInterface({ input: process.stdin }).on('line', (line) => {
    const { id, method, url, headers, body } = JSON.parse(line);
    calls += 1;
    console.log('talk that is no answer ' + calls);
    const later = id.endsWith('.1') ? 150 : 0;
    setTimeout(() => request(url, { method, agent, headers }, (answer) => {
      answer.resume().on('end', () => console.log(JSON.stringify({ id, ok: answer.statusCode < 400, status: answer.statusCode, error: null })));
    }).on('error', (error) => console.log(JSON.stringify({ id, ok: false, status: null, error: error.code }))).end(body ?? undefined), later);
  });
`;
const jsonl = (script: string) => (run: string, clock: Parameters<typeof createFunctionDriver>[1]) =>
  createJsonlDriver({
    command: ['node', '-e', script],
    cwd: process.cwd(),
    env: process.env,
    clock,
    run,
    authority: null,
  });

test('a long-lived process makes all calls of a probe, and may answer them out of order', async () => {
  const both = spyCheck(sampleProbe({ name: 'both', instructions: ['return-400'], calls: 2, parallel: true }));
  const post = spyCheck(sampleProbe({ name: 'post', method: 'POST', instructions: ['return-reset-connection'] }));
  const judgement = await judgeBy([both.check, post.check], jsonl(jsonlClient));
  assert.deepEqual(judgement.problems, []);
  const calls = both.seen[0]?.calls ?? [];
  assert.deepEqual(
    calls.map(({ id, report }) => [id, report]),
    [
      ['both.1', { ok: false, status: 400, error: null }],
      ['both.2', { ok: false, status: 400, error: null }],
    ],
  );
  assert.ok((calls[0]?.endedAt ?? 0) > (calls[1]?.endedAt ?? 0));
  assert.deepEqual(post.seen[0]?.calls[0]?.report, { ok: false, status: null, error: 'ECONNRESET' });
});

test('the call that warms a long-lived process up meets no failure, whatever the probe is about', async () => {
  const { check, seen } = spyCheck(sampleProbe({ name: 'outage', always: 'return-503', calls: 2, parallel: true }));
  const counting = jsonlClient
    .replace('let calls = 0;', 'let calls = 0; const before = [];')
    .replace('error: null }))', 'error: before.join() })), before.push(answer.statusCode)');
  await judgeBy([check], jsonl(counting));
  assert.match(seen[0]?.calls[0]?.report?.error ?? '', /^200\b/);
});

test('a long-lived process that ends with a call under way has crashed', async () => {
  const { check, seen } = spyCheck(sampleProbe({ name: 'crash', instructions: ['return-400'] }));
  await judgeBy(
    [check],
    jsonl(
      jsonlClient.replace(
        'console.log(JSON.stringify({ id, ok:',
        'answer.statusCode === 400 ? process.exit(9) : console.log(JSON.stringify({ id, ok:',
      ),
    ),
  );
  assert.deepEqual(seen[0]?.trouble, {
    kind: 'crashed',
    message: 'it ended with exit code 9 while a call was under way',
  });
});

test('over https the client needs only the authority that the run made, and resets are real', async () => {
  const authority = await createAuthority(Date.now());
  const { check, seen } = spyCheck(sampleProbe({ name: 'reset', instructions: ['return-reset-connection'] }));
  try {
    const judgement = await judgeBy([check], commandDriver(['sh', '-c', curlScript()], authority.path), { authority });
    assert.deepEqual(judgement.problems, []);
    assert.equal(judgement.identity.tls, true);
    assert.match(seen[0]?.calls[0]?.report?.error ?? '', /reset by peer/i);
    assert.match(seen[0]?.calls[0]?.attempts[0]?.request.url ?? '', /^https:\/\/127\.0\.0\.1:\d+\/alerts$/);
  } finally {
    await authority.close();
  }
});

test('over both schemes a check has the worse of its two verdicts, and says over which', async () => {
  const authority = await createAuthority(Date.now());
  const { check } = spyCheck(sampleProbe({ name: 'plain', instructions: ['return-400'] }));
  const client = ['sh', '-c', curlScript()];
  try {
    const both = await judgeBy([check], commandDriver(client, authority.path), { authority, overBoth: true });
    assert.deepEqual(both.problems, []);
    assert.equal(both.verdict, 'kept');
    assert.deepEqual(both.checks[0]?.probes, ['plain', 'plain.over-https']);
    const untrusting = await judgeBy([check], commandDriver(client), { authority, overBoth: true });
    assert.match(untrusting.problems[0]?.message ?? '', /^Over https: The client ended and sent no request/);
    assert.deepEqual(
      untrusting.checks.map(({ verdict, subtype }) => [verdict, subtype]),
      [['untested', 'never-called']],
    );
    assert.match(untrusting.checks[0]?.because ?? '', /^over https: /);
  } finally {
    await authority.close();
  }
});
