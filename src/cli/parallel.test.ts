import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { Result } from '../result.ts';
import { commandLine } from './fixtures/command-line.ts';
import { writeShards } from './fixtures/shards.ts';

const folder = mkdtempSync(join(tmpdir(), 'faultline-parallel-'));
after(() => rmSync(folder, { recursive: true }));
const run = async (...args: readonly string[]) => await commandLine(['run', ...args], { cwd: folder });
const resultAt = (name: string) => JSON.parse(readFileSync(join(folder, name, 'result.json'), 'utf8')) as Result;

let alone: Awaited<ReturnType<typeof run>>;
before(async () => {
  writeShards(folder);
  alone = await run('shards.feature', '--report', 'alone');
});

/** What has to be the same however many threads there are. */
const compared = ['verdict', 'exitCode', 'because', 'counts', 'coverage', 'matrix', 'problems', 'shard'] as const;

function assertSame(name: string): void {
  const [one, other] = [resultAt('alone'), resultAt(name)];
  for (const key of compared) assert.deepEqual(other[key], one[key], key);
  const told = ({ scenarios }: Result) => scenarios.map(({ id, verdict, because }) => [id, verdict, because]);
  assert.deepEqual(told(other), told(one));
  assert.equal(other.identity.featuresSha256, one.identity.featuresSha256);
}

test('threads come to what one thread comes to, and tell it in the same order', async () => {
  const { exitCode, stderr } = await run('shards.feature', '--parallel', '2', '--report', 'side');
  assert.equal(exitCode, alone.exitCode);
  assertSame('side');
  const progress = (text: string) => text.split('\n').filter((line) => /^[✓✗–] /.test(line));
  assert.deepEqual(progress(stderr), progress(alone.stderr));
  assert.match(stderr, /^no judge$/m);
  const sorted = (name: string) => readdirSync(join(folder, name)).sort();
  assert.deepEqual(sorted('side'), sorted('alone'));
});

type Message = Readonly<
  Record<string, { readonly id?: string; readonly workerId?: string; readonly success?: boolean }>
>;
const messagesAt = (name: string) =>
  readFileSync(join(folder, name, 'messages.ndjson'), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Message);

test('cucumber’s messages of all threads read as those of one run', () => {
  const messages = messagesAt('side');
  const kinds = (all: readonly Message[]) => all.flatMap((message) => Object.keys(message)).sort();
  assert.deepEqual(kinds(messages), kinds(messagesAt('alone')));
  const text = JSON.stringify(messages);
  const ids = new Set([...text.matchAll(/"id":"([^"]+)"/g)].map(([, id]) => id));
  const references = [...text.matchAll(/"\w+Ids?":(?:"([0-9a-f-]{36})"|\[([^\]]*)\])/g)].flatMap(
    ([, one, several = '']) => (one === undefined ? [...several.matchAll(/[0-9a-f-]{36}/g)].map(([id]) => id) : [one]),
  );
  assert.ok(references.length > 50);
  assert.deepEqual(
    references.filter((id) => !ids.has(id)),
    [],
  );
  const workers = messages.flatMap(({ testCaseStarted }) => testCaseStarted?.workerId ?? []);
  assert.deepEqual(workers, ['1', '1', '1', '2', '2', '2']);
  assert.equal(messages.at(-1)?.['testRunFinished']?.success, false);
});

test('a shard can be shared out too, and is merged with others as ever', async () => {
  await run('shards.feature', '--shard', '1/2', '--report', 'shard-1');
  await run('shards.feature', '--shard', '2/2', '--parallel', '2', '--report', 'shard-2');
  assert.equal(resultAt('shard-2').scenarios.length, 3);
  const parts = [1, 2].map((index) => `shard-${index}/result.json`);
  await commandLine(['report', ...parts, '--out', 'merged'], { cwd: folder });
  assertSame('merged');
});

test('what keeps scenarios from running is told once, as without threads', async () => {
  const words = ['shards.feature', '--tags', '@nowhere', '--no-report'];
  const [one, other] = [await run(...words), await run(...words, '--parallel', '2')];
  assert.equal(other.exitCode, 5);
  assert.equal(other.stderr, one.stderr);
  const wrong = await run('shards.feature', '--tags', 'nowhere', '--no-report', '--parallel', '2');
  assert.equal(wrong.exitCode, 2);
  assert.match(wrong.stderr, /^Failed to read tag expression "nowhere"/m);
});

test('known failures are told and written down by all threads together', async () => {
  const words = ['shards.feature', '--no-report', '--baseline', 'known.yaml', '--parallel', '2'];
  const written = await run(...words, '--update-baseline');
  assert.equal(written.exitCode, alone.exitCode);
  const path = join(folder, 'known.yaml');
  const text = readFileSync(path, 'utf8');
  assert.match(text, /name: this one is broken/);
  writeFileSync(path, text.replace('reason: ""', 'reason: ticket 7'));
  const known = await run(...words, '--json');
  assert.deepEqual((JSON.parse(known.stdout) as { scenarios: object }).scenarios, {
    kept: 4,
    broken: 0,
    known: 1,
    untested: 1,
  });
});

test('a thread that a step ends is a Problem, not a lost part', async () => {
  writeFileSync(
    join(folder, 'ends.feature'),
    'Feature: ends\n  Scenario: here\n    Given the process ends\n    Then the response status is 200\n',
  );
  const { exitCode, stderr } = await run('ends.feature', '--no-report', '--parallel', '2');
  assert.equal(exitCode, 2);
  assert.match(stderr, /a thread ended with code 7 before its part of them was over/);
});

test('threads are refused where there is nothing that they could share out', async () => {
  const cases: readonly (readonly [words: readonly string[], why: RegExp])[] = [
    [['--parallel', '0'], /whole number from 1 to 256/],
    [['--parallel', 'all'], /whole number from 1 to 256/],
    [['--parallel', '2', '--dry-run'], /a dry run sends nothing/],
    [['--parallel', '2', '--target', 'http://127.0.0.1:9'], /the live API at its own pace/],
  ];
  for (const [words, why] of cases) {
    const { exitCode, stderr } = await run('shards.feature', '--no-report', ...words);
    assert.equal(exitCode, 2, words.join(' '));
    assert.match(stderr, why);
  }
});
