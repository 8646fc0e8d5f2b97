import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { test } from 'node:test';
import { commandDriver, curlScript, judgeBy, sampleProbe, spyCheck } from './fixtures/judging.ts';

const sh = (script: string) => commandDriver(['sh', '-c', script]);

/** Whether any process of this machine carries the words in its command line. */
function runs(words: string): boolean {
  return execFileSync('ps', ['-eo', 'args'], { encoding: 'utf8' }).includes(words);
}

test('a client that can’t be started is untested, with the reason, and exit code 3', async () => {
  const { check, seen } = spyCheck(sampleProbe({ name: 'plain' }));
  const judgement = await judgeBy([check], commandDriver(['no-such-program-anywhere']));
  assert.equal(judgement.exitCode, 3);
  assert.equal(judgement.verdict, 'untested');
  assert.deepEqual(
    judgement.checks.map(({ verdict, subtype }) => [verdict, subtype]),
    [['untested', 'not-started']],
  );
  assert.match(
    judgement.problems[0]?.message ?? '',
    /"no-such-program-anywhere" could not be started: there is no such program/,
  );
  assert.equal(seen.length, 0);
});

test('a client that sends nothing is untested, says what it printed, and exit code 3', async () => {
  const { check } = spyCheck(sampleProbe({ name: 'plain' }));
  const judgement = await judgeBy([check], sh('echo "no configuration found" >&2; exit 4'));
  assert.equal(judgement.exitCode, 3);
  assert.deepEqual(
    judgement.checks.map(({ verdict, subtype }) => [verdict, subtype]),
    [['untested', 'never-called']],
  );
  assert.match(judgement.problems[0]?.message ?? '', /sent no request\. It said: no configuration found/);
  assert.equal(judgement.problems.length, 1, 'what is true of GET and POST is said once');
});

test('a client that calls another path, or another method, is told what came instead', async () => {
  const { check } = spyCheck(sampleProbe({ name: 'plain' }));
  const path = await judgeBy([check], sh('curl -sS "$FAULTLINE_BASE_URL/users"'));
  assert.equal(path.exitCode, 3);
  assert.deepEqual(
    path.checks.map(({ verdict, subtype }) => [verdict, subtype]),
    [['untested', 'wrong-call']],
  );
  assert.match(path.problems[0]?.message ?? '', /asked for GET \/alerts, but GET \/users came/);
  assert.match(path.problems[1]?.message ?? '', /asked for POST \/alerts, but GET \/users came/);
});

test('a client that leaves the path of its base URL away is told so', async () => {
  const { check } = spyCheck(sampleProbe({ name: 'plain' }));
  const judgement = await judgeBy([check], sh(`curl -sS "\${FAULTLINE_BASE_URL%%/__case*}/alerts"`));
  assert.equal(judgement.exitCode, 3);
  assert.match(judgement.problems[0]?.message ?? '', /without the path of that URL/);
});

test('a client without the credential, without the body, or that fails by itself isn’t blamed: its driver is', async () => {
  const { check } = spyCheck(sampleProbe({ name: 'plain' }));
  const bare = await judgeBy([check], sh('curl -sS "$FAULTLINE_URL"'));
  assert.match(bare.problems[0]?.message ?? '', /A plain call was answered with 401/);
  const post = spyCheck(sampleProbe({ name: 'post', method: 'POST' }));
  const headers = '-H "Content-Type: application/json" -H "X-API-Key: $FAULTLINE_CREDENTIAL"';
  const empty = await judgeBy([check, post.check], sh(`curl -sS -X $FAULTLINE_METHOD ${headers} "$FAULTLINE_URL"`));
  assert.match(empty.problems[0]?.message ?? '', /asked to send the body \{.*\}, but sent/);
  assert.deepEqual(
    empty.checks.map(({ verdict, subtype }) => [verdict, subtype]),
    [
      ['kept', null],
      ['untested', 'wrong-call'],
    ],
  );
  assert.equal(empty.exitCode, 0);
  const failing = await judgeBy([check], sh(`${curlScript()}; exit 1`));
  assert.match(failing.problems[0]?.message ?? '', /The call succeeded, but the client says that it failed/);
});

test('a client that floods is stopped, its requests are counted, and the check sees what it did', async () => {
  const { check, seen } = spyCheck(sampleProbe({ name: 'flood', always: 'return-503', watchMs: 20_000 }));
  const script = `
    const { request, Agent } = require('node:http');
    const { FAULTLINE_URL: url, FAULTLINE_METHOD: method, FAULTLINE_HEADERS: headers, FAULTLINE_BODY: body } = process.env;
    const agent = new Agent({ keepAlive: true, maxSockets: 50 });
    process.on('SIGTERM', () => {});
    const send = () => request(url, { method, agent, headers: JSON.parse(headers) }, (answer) => {
      answer.resume().on('end', () => answer.statusCode < 400 ? process.exit(0) : send());
    }).on('error', send).end(body || undefined);
    send();
    const more = () => { for (let made = 0; made < 50; made += 1) send(); };
    if (process.env.FAULTLINE_CASE === 'flood') more();
  `;
  const judgement = await judgeBy([check], commandDriver(['node', '-e', script]));
  const [observation] = seen;
  assert.equal(observation?.trouble?.kind, 'flooded');
  assert.match(observation?.trouble?.message ?? '', /sent \d{3,} requests for one call/);
  assert.equal(observation?.window.end, 'stopped');
  assert.equal(observation?.calls[0]?.attempts.length, 300);
  assert.ok((observation?.window.closedAt ?? 0) - (observation?.window.openedAt ?? 0) < 10_000);
  const [, , flood] = judgement.probes;
  assert.equal(flood?.calls[0]?.attemptCount, 300);
  assert.equal(flood?.calls[0]?.attempts.length, 40);
});

test('a client that ignores its signals and one that prints without end are ended by force', async () => {
  const deaf = spyCheck(sampleProbe({ name: 'deaf', instructions: ['return-400'], watchMs: 300 }));
  const loud = spyCheck(sampleProbe({ name: 'loud', instructions: ['return-400'], watchMs: 20_000 }));
  const script = `${curlScript('--fail')} && exit 0
    if [ "$FAULTLINE_CASE" = loud ]; then exec yes faultline-loud; fi
    trap "" TERM INT HUP; while :; do sleep 0.0731; done`;
  await judgeBy([deaf.check, loud.check], sh(script));
  assert.equal(deaf.seen[0]?.window.end, 'watch-ended');
  assert.equal(deaf.seen[0]?.calls[0]?.endedAt, null);
  assert.equal(loud.seen[0]?.trouble?.kind, 'flooded');
  assert.match(loud.seen[0]?.trouble?.message ?? '', /printed more than 4 MB/);
  assert.equal(runs('faultline-loud'), false);
  assert.equal(runs('sleep 0.0731'), false);
});

test('what a client leaves behind is ended: children in its group, and those that left it', async () => {
  const { check } = spyCheck(sampleProbe({ name: 'forks' }));
  const script = `sleep 731.1 & setsid sleep 731.2 & setsid sh -c 'trap "" TERM; sleep 731.3; :' & ${curlScript()}`;
  const judgement = await judgeBy([check], sh(script));
  assert.equal(judgement.verdict, 'kept');
  assert.equal(runs('sleep 731.'), false);
});

test('a client that is killed by a signal has crashed', async () => {
  const { check, seen } = spyCheck(sampleProbe({ name: 'crash', instructions: ['return-400'] }));
  await judgeBy([check], sh(`${curlScript('--fail')} || kill -SEGV $$`));
  assert.deepEqual(seen[0]?.trouble, { kind: 'crashed', message: 'it was ended by SIGSEGV' });
});

test('a run that is stopped ends its clients, and what it hasn’t seen is untested', async () => {
  const stop = new AbortController();
  const { check, seen } = spyCheck(sampleProbe({ name: 'hang', instructions: ['stall'], watchMs: 60_000 }));
  const later = spyCheck(sampleProbe({ name: 'later', instructions: ['stall'], watchMs: 50_000 }));
  const judgement = await judgeBy([check, later.check], sh(`${curlScript()} # 731.4`), {
    concurrency: 1,
    stopped: stop.signal,
    onProgress: ({ kind }) => {
      if (kind === 'started') stop.abort();
    },
  });
  assert.equal(seen[0]?.window.end, 'stopped');
  assert.deepEqual(
    judgement.checks.map(({ verdict, subtype }) => [verdict, subtype]),
    [
      ['kept', null],
      ['untested', 'stopped'],
    ],
  );
  assert.equal(runs('731.4'), false);
});
