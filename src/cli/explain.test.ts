import assert from 'node:assert/strict';
import { Writable } from 'node:stream';
import { test } from 'node:test';
import { Command } from 'commander';
import { runbooks } from '../diagnosis/runbooks/index.ts';
import { faultNames } from '../faults/index.ts';
import { Problem } from '../problem.ts';
import { explain } from './explain.ts';

interface Printed {
  readonly stdout: string;
  readonly stderr: string;
}

async function run(...args: readonly string[]): Promise<Printed> {
  const written = { stdout: '', stderr: '' };
  const sink = (name: 'stdout' | 'stderr') =>
    new Writable({
      write(chunk, _encoding, done) {
        written[name] += String(chunk);
        done();
      },
    });
  const stderr = sink('stderr');
  const command = new Command('explain')
    .exitOverride()
    .configureOutput({ writeErr: (text) => void stderr.write(text) });
  explain.configure(command, {
    cwd: '/',
    env: {},
    stdout: sink('stdout'),
    stderr,
    colour: false,
    exit: () => assert.fail('exit'),
    onStop: () => {},
  });
  await command.parseAsync([...args], { from: 'user' });
  return written;
}

async function json(...args: readonly string[]): Promise<Record<string, unknown>> {
  return JSON.parse((await run(...args, '--json')).stdout) as Record<string, unknown>;
}

async function problemOf(...args: readonly string[]): Promise<Problem> {
  try {
    await run(...args);
  } catch (error) {
    assert.ok(error instanceof Problem, String(error));
    return error;
  }
  return assert.fail('no problem');
}

test('--json prints exactly the published members, for a bare status under the standard policy', async () => {
  assert.deepEqual(await json('429', '--header', 'Retry-After: 2', '--method', 'post'), {
    status: 429,
    category: 'throttling',
    class: 'retryable-after-delay',
    retry: true,
    waitMs: 2000,
    mayHaveBeenApplied: 'no',
    reason: 'A rate limit refuses before anything is done, and this one says when to come back.',
    source: 'RFC 6585 §4, RFC 9110 §10.2.3',
    side: 'client',
    policy: 'standard',
  });
});

test('--policy chooses the table, --method and a key the decision', async () => {
  assert.equal((await json('500', '--method', 'POST'))['retry'], false);
  assert.equal((await json('500', '--method', 'POST', '--policy', 'reference'))['retry'], true);
  assert.equal((await json('500', '--method', 'POST', '--header', 'Idempotency-Key: "k"'))['retry'], true);
});

test('--header may be given again, and --body is read', async () => {
  const given = await json('429', '--header', 'Retry-After: soon', '--header', 'RateLimit: "d";r=0;t=4');
  assert.equal(given['waitMs'], 4000);
  assert.equal((await json('429', '--body', '{"retry_after":3}'))['waitMs'], 3000);
});

test('an error code, by option or by itself, with the phase', async () => {
  assert.equal((await json('--error-code', 'ECONNRESET', '--method', 'POST'))['retry'], false);
  assert.equal((await json('--error-code', 'ECONNRESET', '--method', 'POST', '--phase', 'connect'))['retry'], true);
  assert.equal((await json('ENOTFOUND'))['class'], 'not-retryable');
  assert.equal((await json('200', '--error-code', 'ECONNRESET'))['mayHaveBeenApplied'], 'yes');
});

test('a runbook’s name stands for its first failure', async () => {
  assert.equal((await json('rate-limiting'))['status'], 429);
  assert.equal((await json('connection-lost'))['status'], null);
});

test('a fault by name, WireMock constant, phrase and instruction', async () => {
  for (const name of [
    'connection-reset',
    'CONNECTION_RESET_BY_PEER',
    'a connection reset',
    'return-reset-connection',
  ]) {
    assert.equal((await json(name))['class'], 'retryable-if-idempotent', name);
  }
  assert.equal((await json('return-429-retry-after-2s'))['waitMs'], 2000);
  assert.equal((await json('refused-connection', '--method', 'POST'))['retry'], true);
  assert.equal((await json('invalid-json'))['mayHaveBeenApplied'], 'yes');
});

test('every runbook and every fault can be explained', async () => {
  for (const name of [...Object.keys(runbooks), ...faultNames]) {
    assert.match((await run(name)).stdout, /^\S/, name);
  }
});

test('text names the class, the wait, the reason, the source and the runbook', async () => {
  const { stdout, stderr } = await run('429', '--header', 'Retry-After: 60');
  const { explanation, steps, escalate } = runbooks['rate-limiting'];
  for (const part of [
    '429: Rate limiting',
    'retryable after a delay',
    'throttling',
    '60 s at least (Retry-After)',
    'no, nothing was changed',
    'RFC 6585 §4',
    explanation,
    ...steps.map(({ text }) => text),
    ...escalate.map(({ text }) => text),
  ]) {
    assert.ok(stdout.includes(part), part);
  }
  assert.equal(stderr, '');
});

test('a status without a runbook is explained all the same', async () => {
  const { stdout } = await run('418');
  assert.match(stdout, /^418\n/);
  assert.doesNotMatch(stdout, /How to explain it/);
});

test('what has to change and another connection are said', async () => {
  assert.match((await run('401')).stdout, /change +credentials/);
  assert.match((await run('421')).stdout, /over another connection/);
  assert.match((await run('429')).stdout, /back off, by 1 s at least/);
});

test('an unknown name is refused with the nearest one', async () => {
  const problem = await problemOf('rate-limitting');
  assert.match(problem.message, /Failed to explain "rate-limitting".*Did you mean "rate-limiting"\?/);
  assert.equal(problem.exitCode, 2);
  assert.match((await problemOf('ECONREFUSED')).message, /Did you mean "ECONNREFUSED"\?/);
});

test('a number that is no status is refused', async () => {
  for (const what of ['99', '600', '4299']) {
    assert.equal((await problemOf(what)).code, 'unknown-status', what);
  }
});

test('without a failure the quick reference is printed, as text and as JSON', async () => {
  const { stdout } = await run();
  assert.match(stdout, /^ {2}429 +client +retryable after a delay +retryable after a delay +rate-limiting$/m);
  for (const name of Object.keys(runbooks)) assert.match(stdout, new RegExp(`^ {2}${name} `, 'm'));
  const rows = JSON.parse((await run('--json')).stdout) as { failure: string; runbook: string }[];
  assert.deepEqual(
    rows.filter(({ runbook }) => runbook === ''),
    [],
  );
  assert.ok(rows.some(({ failure }) => failure === '500'));
});

test('a phase without an error is refused', async () => {
  assert.equal((await problemOf('429', '--phase', 'body')).code, 'phase-without-error');
});

test('a header without a colon, a broken method and an unknown policy are usage errors', async () => {
  for (const args of [
    ['429', '--header', 'Retry-After 2'],
    ['429', '--method', 'G ET'],
    ['429', '--policy', 'lenient'],
    ['429', '--phase', 'x'],
  ]) {
    await assert.rejects(run(...args), { name: /CommanderError|InvalidArgumentError/ }, args.join(' '));
  }
});
