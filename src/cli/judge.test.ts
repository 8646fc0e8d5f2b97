import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { createVirtualClock } from '../clock.ts';
import { limitNames } from '../judge/declared.ts';
import { placeholderNames } from '../judge/drivers/call-words.ts';
import { curlScript, sampleProbe } from '../judge/fixtures/judging.ts';
import { profileNames } from '../judge/select.ts';
import { commandLine } from './fixtures/command-line.ts';
import { createJudgeTalk } from './judge-progress.ts';
import { createPainter } from './paint.ts';

let folder: string;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'faultline-judge-'));
});

after(() => rm(folder, { recursive: true }));

const judged = (...words: readonly string[]) => commandLine(['judge', ...words], { cwd: folder, env: process.env });

const refusals: readonly (readonly [words: readonly string[], says: RegExp])[] = [
  [[], /there is no client\.\n {2}Put its command behind "--"/],
  [['--'], /there is no client behind "--"/],
  [['curl', '-s'], /unknown option|Put "--" in front of the client: faultline judge -- curl/],
  [['curl'], /Put "--" in front of the client: faultline judge -- curl/],
  [['one.yaml', 'two.yaml', '--', 'true'], /at most one document/],
  [['--passive', '--', 'curl'], /with --passive nobody runs "curl"/],
  [['--declare', 'maxAttempt=3', '--', 'true'], /Did you mean "maxAttempts"\?/],
  [['--declare', 'deadline=soon', '--', 'true'], /"soon" is no value for it\.\n {2}Give deadline a time such as/],
  [['--declare', 'retries=yes', '--', 'true'], /Give retries true or false/],
  [['--known', 'nowhere.yaml', '--', 'true'], /Failed to read "nowhere.yaml"/],
  [['--check', 'W11', '--', 'true'], /no check has that id\. Did you mean "W1"\?/],
  [['--profile', 'standart', '--', 'true'], /Did you mean "standard"\?/],
  [['--concurrency', '0', '--', 'true'], /a number from 1 to 200/],
  [['--operation', 'createAlert', '--', 'true'], /it is a POST, not a GET/],
  [['nowhere.yaml', '--', 'true'], /nowhere\.yaml/],
];

for (const [words, says] of refusals) {
  test(`judge ${words.join(' ')} is refused with what to do`, async () => {
    const { exitCode, stderr, stdout } = await judged(...words);
    assert.equal(exitCode, 2, stderr);
    assert.match(stderr, says);
    assert.equal(stdout, '');
  });
}

test('a list of known failures needs ids that exist, and reasons', async () => {
  await writeFile(join(folder, 'known.yaml'), 'W1: ""\nQ9: because\n');
  const { exitCode, stderr } = await judged('--known', 'known.yaml', '--', 'true');
  assert.equal(exitCode, 2);
  assert.match(stderr, /the known failure "W1" has no reason/);
  assert.match(stderr, /no check has the id "Q9"/);
});

test('a client that can’t be started ends with 3, and the report says why', async () => {
  const { exitCode, stderr, stdout } = await judged('--check', 'N1', '--json', '--', 'no-such-program-anywhere');
  assert.equal(exitCode, 3);
  assert.match(stderr, /could not be started/);
  const { client, checks } = JSON.parse(stdout) as { client: string; checks: { verdict: string; subtype: string }[] };
  assert.equal(client, 'no-such-program-anywhere');
  assert.deepEqual(
    checks.map(({ verdict, subtype }) => [verdict, subtype]),
    [['untested', 'not-started']],
  );
  const page = await readFile(join(folder, 'reports', 'judge', 'index.html'), 'utf8');
  assert.match(page, /could not be started/);
  assert.match(await readFile(join(folder, 'reports', 'judge', 'junit.xml'), 'utf8'), /<skipped/);
});

test('a client that keeps a promise ends with 0; words behind "--" are its own, placeholders in them are filled in', async () => {
  const script = curlScript().replace('"$FAULTLINE_URL"', '"$1"');
  const { exitCode, stderr, stdout } = await judged(
    '--check',
    'N1',
    '--no-report',
    '--json',
    '--',
    'sh',
    '-c',
    script,
    '--json',
    '{url}',
  );
  assert.equal(exitCode, 0, stderr);
  const { profile, checks } = JSON.parse(stdout) as { profile: string; checks: object[] };
  assert.equal(profile, 'standard');
  assert.deepEqual(Object.keys(checks[0] ?? {}), ['id', 'name', 'force', 'verdict', 'subtype', 'because', 'attempts']);
  assert.match(stderr, /kept {2}sh, profile standard: 1 kept/);
});

test('on a terminal one line says what is being waited for', () => {
  const texts: string[] = [];
  const stderr = { isTTY: true, write: (piece: string) => texts.push(piece) } as unknown as NodeJS.WritableStream;
  const clock = createVirtualClock();
  const environment = { cwd: '/', env: {}, stdout: stderr, stderr, colour: false, exit: () => {}, onStop: () => {} };
  const talk = createJudgeTalk(environment, createPainter(false), clock);
  talk.add({ kind: 'planned', probes: 3 });
  talk.add({ kind: 'started', probe: sampleProbe({ name: 'always-503' }), watchMs: 45_000 });
  talk.end();
  assert.match(texts.join(''), /0 of 3 probes · waiting for the first one/);
  assert.match(texts.join(''), /0 of 3 probes · waiting for always-503 \(at most 45 s\)/);
});

test('--help and the docs name every profile, every placeholder and everything that can be declared', async () => {
  const { stdout: help } = await judged('--help');
  const page = await readFile(join(import.meta.dirname, '..', '..', 'docs', 'judge.md'), 'utf8');
  for (const name of profileNames) assert.ok(help.includes(name) && page.includes(`\`${name}\``), name);
  for (const name of limitNames) assert.ok(help.includes(`${name}=`) && page.includes(`\`${name}=`), name);
  for (const name of placeholderNames) assert.ok(page.includes(`\`{${name}}\``), name);
});
