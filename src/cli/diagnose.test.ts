import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { after, test } from 'node:test';
import { startMock } from '../start-mock.ts';
import { commandLine } from './fixtures/command-line.ts';

const folder = await mkdtemp(join(tmpdir(), 'faultline-diagnose-'));
after(() => rm(folder, { recursive: true }));

async function fileOf(name: string, text: string | Buffer): Promise<string> {
  await writeFile(join(folder, name), text);
  return name;
}

const run = (words: readonly string[], others: Parameters<typeof commandLine>[1] = {}) =>
  commandLine(['diagnose', ...words], { cwd: folder, ...others });

const refused =
  'GET /alerts HTTP/1.1\nHost: localhost:8001\nX-API-Key: wrong-key\n\nHTTP/1.1 403 Forbidden\nContent-Type: application/json\n\n{"detail":"Invalid API key. Access forbidden."}\n';

test('a file is diagnosed, with what to do, what to say and what to send along', async () => {
  const { stdout, exitCode, stderr } = await run([await fileOf('refused.http', refused)]);
  assert.equal(stderr, '');
  assert.equal(exitCode, 0);
  for (const part of ['credential-invalid', 'Next', 'To the client', 'To send along', 'explain invalid-credentials'])
    assert.match(stdout, new RegExp(part));
  assert.doesNotMatch(stdout, /wrong-key/);
});

test('what a recording holds never acts on the terminal', async () => {
  const answer = 'HTTP/1.1 403 Forbidden\nContent-Type: text/plain\n\nexplicit deny \u001b[2J by rule 7\n';
  const { stdout } = await run([await fileOf('coloured.http', answer)]);
  assert.match(stdout, /explicit deny \[U\+001B\]\[2J by rule/);
  assert.ok(!stdout.includes('\u001b'));
});

test('what is piped in is diagnosed, also in the UTF-16 of Windows’ shells', async () => {
  const stdin = Readable.from([Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(refused, 'utf16le')])]);
  const { stdout, exitCode } = await run([], { stdin });
  assert.equal(exitCode, 0);
  assert.match(stdout, /credential-invalid/);
});

test('JSON has the members that are documented', async () => {
  const { stdout } = await run([await fileOf('j.http', refused), '--json']);
  const printed = JSON.parse(stdout) as Record<string, unknown>;
  for (const name of [
    'causes',
    'category',
    'class',
    'waitMs',
    'runbook',
    'next',
    'explanation',
    'escalation',
    'patterns',
    'failures',
  ])
    assert.ok(name in printed, name);
});

test('a HAR that was cut off is said to be cut off, and where', async () => {
  const { exitCode, stderr } = await run([await fileOf('cut.har', '{"log":{"entries":[')]);
  assert.equal(exitCode, 2);
  assert.match(stderr, /as JSON it can't be read: .*(end of JSON|position 19)/);
});

test('nothing wrong ends with 1, what cannot be read with 2 and the list of what can', async () => {
  const fine = await run([await fileOf('fine.http', 'HTTP/1.1 200 OK\nContent-Type: application/json\n\n{}')]);
  assert.deepEqual([fine.exitCode, fine.stdout], [1, 'Nothing wrong found: 1 calls in fine.http, none failed.\n']);
  const empty = await run([await fileOf('empty.har', '')]);
  assert.equal(empty.exitCode, 2);
  assert.match(empty.stderr, /it is empty[\s\S]*HAR file/);
  const lost = await run(['nowhere.har']);
  assert.equal(lost.exitCode, 2);
  assert.match(lost.stderr, /nowhere\.har/);
  assert.equal((await run([])).exitCode, 2);
});

test('the request is held against its contract', async () => {
  const text =
    'POST /alerts HTTP/1.1\nHost: localhost:8001\nX-API-Key: valid-key-123\nContent-Type: application/json\n\n{"tenant":"a","alertType":"T","severity":"low"}\n\nHTTP/1.1 400 Bad Request\nContent-Type: application/json\n\n{"detail":"Bad request"}\n';
  const openapi = join(import.meta.dirname, '..', '..', 'openapi', 'alerts.openapi.yaml');
  const file = await fileOf('misspelt.http', text);
  assert.match((await run([file])).stdout, /request-rejected/);
  assert.match(
    (await run([file, '--openapi', openapi])).stdout,
    /field-name-misspelt[\s\S]*"alertType" was sent, "alert_type" is expected/,
  );
});

test('a misspelt id of a call is refused with a suggestion', async () => {
  const { exitCode, stderr } = await run([await fileOf('m.http', refused), '--exchange', 'mesage-1']);
  assert.equal(exitCode, 2);
  assert.match(stderr, /Did you mean "message-1"/);
});

test('Markdown and HTML escape what the recording says', async () => {
  const file = await fileOf(
    'x.http',
    'GET /<img src=x onerror=alert(1)> HTTP/1.1\n\nHTTP/1.1 500 x\nContent-Type: application/json\n\n{"detail":"<script>alert(1)</script>"}\n',
  );
  const page = await run([file, '--format', 'html']);
  assert.doesNotMatch(page.stdout, /<script>|<img/);
  assert.match(page.stdout, /^<!doctype html>/);
  const text = await run([file, '--format', 'markdown']);
  assert.doesNotMatch(text.stdout, /(?<!\\)<script>/);
});

test('two recordings are compared', async () => {
  const outside = refused
    .replace('wrong-key', 'valid-key-123')
    .replace('403 Forbidden', '200 OK')
    .replace(/\{"detail.*\}/, '[]');
  const { stdout, exitCode } = await run([
    await fileOf('inside.http', refused),
    '--compare',
    await fileOf('outside.http', outside),
  ]);
  assert.equal(exitCode, 0);
  assert.match(stdout, /works outside the platform and fails inside[\s\S]*header X-API-Key/);
  assert.doesNotMatch(stdout, /wrong-key|valid-key-123/);
});

test('a replay takes its secret from the environment, and asks before the recorded host is called', async () => {
  const mock = await startMock();
  try {
    const file = await fileOf('replay.http', refused.replace('localhost:8001', mock.url.replace('http://', '')));
    const unasked = await run([file, '--replay']);
    assert.equal(unasked.exitCode, 2);
    assert.match(unasked.stderr, /nobody agreed/);
    const without = await run([file, '--replay-to', mock.url]);
    assert.match(without.stderr, /export X_API_KEY/);
    assert.equal(mock.openCase({ id: 'default' }).trace().length, 0);
    const fine = await run([file, '--replay-to', mock.url], { env: { X_API_KEY: 'valid-key-123' } });
    assert.match(fine.stdout, /works outside the platform and fails inside/);
    const same = await run([file, '--replay-to', mock.url], { env: { X_API_KEY: 'other-wrong-key' } });
    assert.match(same.stdout, /fails in the same way inside and outside/);
    const typed = new PassThrough();
    const person = Object.assign(typed, { isTTY: true });
    typed.end('n\n');
    assert.match((await run([file, '--replay'], { stdin: person })).stderr, /nobody agreed/);
  } finally {
    await mock.close();
  }
});

test('a request that may change something is not replayed unless that is allowed', async () => {
  const file = await fileOf('write.http', 'DELETE /users/1 HTTP/1.1\nHost: x.test\n\nHTTP/1.1 500 x\n\n');
  const { exitCode, stderr } = await run([file, '--replay', '--yes']);
  assert.equal(exitCode, 2);
  assert.match(stderr, /DELETE may change something[\s\S]*--allow-writes/);
});

test('a request without its answer is looked over', async () => {
  const { stdout, exitCode } = await run([
    await fileOf('c.sh', "curl -H 'X-API-Key: {{key}}' https://x.test/users/undefined"),
  ]);
  assert.equal(exitCode, 0);
  assert.match(stdout, /not filled in[\s\S]*placeholder/);
});
