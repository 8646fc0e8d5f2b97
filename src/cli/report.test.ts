import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { findPackageJSON } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { Ajv } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import resultSchema from '../../openapi/result.schema.json' with { type: 'json' };
import type { Result } from '../result.ts';
import { commandLine } from './fixtures/command-line.ts';
import { writeShards } from './fixtures/shards.ts';

const runCommandLine = (words: readonly string[], cwd: string) => commandLine(words, { cwd });

const folder = mkdtempSync(join(tmpdir(), 'faultline-report-'));
after(() => rmSync(folder, { recursive: true }));

async function run(...args: readonly string[]) {
  return await runCommandLine(['run', 'shards.feature', ...args], folder);
}
const resultAt = (name: string) => JSON.parse(readFileSync(join(folder, name, 'result.json'), 'utf8')) as Result;

before(async () => {
  writeShards(folder);
  await run('--report', 'whole');
  for (const index of [1, 2, 3]) await run('--shard', `${index}/3`, '--report', `part-${index}`);
});

const parts = [1, 2, 3].map((index) => `part-${index}/result.json`);
const report = (...args: readonly string[]) => runCommandLine(['report', ...args], folder);

test('shards have each scenario once, and their merged result is that of the whole run', async () => {
  const ids = [1, 2, 3].flatMap((index) => resultAt(`part-${index}`).scenarios.map(({ id }) => id));
  const whole = resultAt('whole');
  assert.deepEqual([...ids].sort(), whole.scenarios.map(({ id }) => id).sort());
  assert.equal(new Set(ids).size, 6);
  const { exitCode } = await report(...parts, '--out', 'merged');
  assert.equal(exitCode, whole.exitCode);
  const merged = resultAt('merged');
  for (const key of ['verdict', 'because', 'counts', 'coverage', 'matrix', 'problems', 'shard'] as const)
    assert.deepEqual(merged[key], whole[key], key);
  assert.deepEqual(
    merged.scenarios.map(({ id, verdict }) => `${id} ${verdict}`),
    whole.scenarios.map(({ id, verdict }) => `${id} ${verdict}`),
  );
});

/** A shard's result, changed and written anew. */
function changed(name: string, change: (result: Result) => unknown): string {
  mkdirSync(join(folder, name), { recursive: true });
  writeFileSync(join(folder, name, 'result.json'), JSON.stringify(change(resultAt('part-1'))));
  return `${name}/result.json`;
}

test('an incomplete or mixed set is refused with what is missing, and exit 2', async () => {
  const [one = '', two = '', three = ''] = parts;
  const other = changed('other', (result) => ({
    ...result,
    identity: { ...result.identity, featuresSha256: 'f'.repeat(64) },
  }));
  const short = changed('short', (result) => ({ ...result, scenarios: result.scenarios.slice(1) }));
  const old = changed('old', (result) => ({ ...result, resultVersion: 1 }));
  const cases: readonly (readonly [readonly string[], RegExp])[] = [
    [[one, three], /shard 2\/3 is missing/],
    [[one, one, two, three], /are both shard 1/],
    [[one, two, 'whole/result.json'], /"whole\/result.json" is a whole run and no shard/],
    [[other, two, three], /has another features than|has another features/],
    [[short, two, three], /no shard ran shards-/],
    [[old], /version "1"/],
    [['shards.feature'], /it is no JSON/],
    [['nothing.json'], /there is no such file/],
  ];
  for (const [paths, why] of cases) {
    const { exitCode, stderr } = await report(...paths, '--out', 'refused');
    assert.equal(exitCode, 2, paths.join());
    assert.match(stderr, why);
  }
});

test('one shard is rendered by itself as what it is: incomplete', async () => {
  const { exitCode, stderr } = await report(parts[0] ?? '', '--out', 'alone');
  assert.equal(exitCode, 2);
  assert.match(stderr, /shard 2\/3, 3\/3 is missing/);
});

test('a shard to which nothing falls is no failure', async () => {
  const { exitCode } = await run('--shard', '7/7', '--report', 'empty');
  assert.equal(exitCode, 0);
  assert.equal(resultAt('empty').scenarios.length, 0);
});

test('a written result keeps to its published schema, whole, sharded or merged', async () => {
  const validate = new Ajv2020({ strict: true, allowUnionTypes: true }).compile(resultSchema);
  await report(...parts, '--out', 'merged');
  for (const name of ['whole', 'part-2', 'merged'])
    assert.ok(validate(resultAt(name)), `${name}: ${JSON.stringify(validate.errors?.slice(0, 2))}`);
  assert.ok(!validate({ ...resultAt('whole'), verdict: 'green' }));
});

test('the CTRF report keeps to the format’s own schema', () => {
  const manifest = findPackageJSON('ctrf', import.meta.url) ?? '';
  const schema = JSON.parse(readFileSync(join(dirname(manifest), 'dist', 'ctrf-schema-0.0.json'), 'utf8')) as object;
  const ajv = new Ajv({ strict: false });
  // The package is CommonJS with a default export.
  (addFormats as unknown as (target: unknown) => void)(ajv);
  const validate = ajv.compile(schema);
  const ctrf = JSON.parse(readFileSync(join(folder, 'whole', 'ctrf.json'), 'utf8')) as unknown;
  assert.ok(validate(ctrf), JSON.stringify(validate.errors?.slice(0, 3)));
});

test('all formats agree on the counts', () => {
  const { counts } = resultAt('whole');
  const read = (file: string) => readFileSync(join(folder, 'whole', file), 'utf8');
  const junit = read('junit.xml');
  const ofJunit = (name: string) => Number(new RegExp(`<testsuites[^>]* ${name}="(\\d+)"`).exec(junit)?.[1]);
  const ctrf = (JSON.parse(read('ctrf.json')) as { results: { summary: Record<string, number> } }).results.summary;
  const markdown = (verdict: string) =>
    Number(new RegExp(`\\| . ${verdict} \\| (\\d+) \\|`).exec(read('summary.md'))?.[1]);
  const html = (verdict: string) => Number(new RegExp(`<b>. (\\d+)</b> ${verdict}<`).exec(read('index.html'))?.[1]);
  assert.deepEqual(counts, { kept: 4, broken: 1, known: 0, untested: 1 });
  assert.deepEqual([ofJunit('failures'), ofJunit('skipped'), ofJunit('tests'), ofJunit('errors')], [1, 1, 6, 0]);
  assert.deepEqual([ctrf['passed'], ctrf['failed'], ctrf['skipped'], ctrf['other'], ctrf['tests']], [4, 1, 1, 0, 6]);
  for (const verdict of ['kept', 'broken', 'untested'] as const) {
    assert.equal(markdown(verdict), counts[verdict], verdict);
    assert.equal(html(verdict), counts[verdict], verdict);
  }
});

test('one format goes to stdout, such as a job summary', async () => {
  const { stdout, exitCode } = await report('whole/result.json', '--format', 'markdown', '--out', '-');
  assert.equal(exitCode, 1);
  assert.match(stdout, /^## ✗ Alert and user API/);
  assert.match(stdout, /### Broken\n\n.*500.*503/s);
  const two = await report('whole/result.json', '--out', '-');
  assert.equal(two.exitCode, 2);
  assert.match(two.stderr, /one thing at a time/);
});

test('a previous run is compared with: newly broken, fixed, still failing, gone', async () => {
  const before_ = changed('before', () => {
    const whole = resultAt('whole');
    const verdicts = ['broken', 'kept', 'kept', 'kept', 'kept', 'untested'];
    const scenarios = whole.scenarios.map((scenario, at) => ({ ...scenario, verdict: verdicts[at] }));
    return { ...whole, scenarios: [...scenarios, { ...scenarios[0], id: 'shards-0123456789', name: 'an old one' }] };
  });
  await report('whole/result.json', '--previous', before_, '--out', 'compared');
  const markdown = readFileSync(join(folder, 'compared', 'summary.md'), 'utf8');
  assert.match(markdown, /- new failure: this one is broken/);
  assert.match(markdown, /- fixed: a key is asked for, once/);
  assert.match(markdown, /- gone: an old one/);
  const html = readFileSync(join(folder, 'compared', 'index.html'), 'utf8');
  assert.match(html, /New failures <small>1 scenario/);
});

test('--min-coverage is met or exit 4 with what is missing; a shard leaves it to the report', async () => {
  const low = await report(...parts, '--out', 'merged', '--min-coverage', '99');
  assert.equal(low.exitCode, 1, 'a broken scenario counts before a gate');
  const kept = await runCommandLine(
    ['run', 'shards.feature', '--name', 'an alert is not there', '--min-coverage', '99', '--report', 'gated', '--json'],
    folder,
  );
  assert.equal(kept.exitCode, 4);
  assert.match(kept.stderr, /at least 99 % are asked for: \d+ cells missing/);
  assert.match(kept.stderr, /listAlerts 401: untested/);
  assert.match(readFileSync(join(folder, 'gated', 'junit.xml'), 'utf8'), /<error [^>]*type="min-coverage"/);
  assert.equal((JSON.parse(kept.stdout) as { exitCode: number }).exitCode, 4);
  const met = await runCommandLine(
    ['run', 'shards.feature', '--name', 'an alert is not there', '--min-coverage', '1', '--no-report'],
    folder,
  );
  assert.equal(met.exitCode, 0);
  const shard = await run('--shard', '1/3', '--min-coverage', '50', '--no-report');
  assert.equal(shard.exitCode, 2);
  assert.match(shard.stderr, /a shard knows only its own part/);
});

test('a dry run says what would be covered, sends nothing, and can be held to a percentage', async () => {
  const { exitCode, stderr } = await run('--dry-run', '--report', 'dry', '--min-coverage', '3');
  assert.equal(exitCode, 0, stderr);
  const { coverage, counts, scenarios } = resultAt('dry');
  assert.deepEqual(counts, { kept: 0, broken: 0, known: 0, untested: 6 });
  assert.ok(scenarios.every(({ attempts }) => attempts.length === 0));
  assert.ok(coverage.planned >= 3 && coverage.covered === 0);
  assert.equal((await run('--dry-run', '--no-report', '--min-coverage', '50')).exitCode, 4);
});

test('options that can’t be meant together are refused', async () => {
  for (const [args, why] of [
    [['--allow-writes'], /speak of a live API/],
    [['--update-baseline'], /no baseline to update/],
    [['--shard', '3/2'], /such as 2\/4/],
    [['--rate', '0'], /more than 0/],
    [['--min-coverage', '101'], /from 0 to 100/],
  ] as const) {
    const { exitCode, stderr } = await run(...args, '--no-report');
    assert.equal(exitCode, 2, args.join(' '));
    assert.match(stderr, why);
  }
});

test('a baseline: known failures break nothing, are told, and count again when they expire or pass', async () => {
  const file = join(folder, 'known.yaml');
  const baseline = (...args: readonly string[]) => run('--baseline', 'known.yaml', '--report', 'known', ...args);
  const made = await baseline('--update-baseline');
  assert.equal(made.exitCode, 1);
  assert.match(made.stderr, /known\.yaml: 1 added, 0 taken out; 1 of its entries need a reason/);
  const withoutReason = await baseline();
  assert.equal(withoutReason.exitCode, 2);
  assert.match(withoutReason.stderr, /known\.yaml:\d+:\d+.*has no reason/s);

  const written = readFileSync(file, 'utf8');
  writeFileSync(file, written.replace('reason: ""', 'reason: ticket 7 # mine'));
  const accepted = await baseline();
  assert.equal(accepted.exitCode, 0, accepted.stderr);
  assert.match(accepted.stderr, /known: this one is broken \(ticket 7, until \d{4}-/);
  assert.deepEqual(resultAt('known').counts, { kept: 4, broken: 0, known: 1, untested: 1 });
  const read = (name: string) => readFileSync(join(folder, 'known', name), 'utf8');
  assert.match(read('junit.xml'), /<skipped message="known failure: ticket 7/);
  assert.match(read('ctrf.json'), /"rawStatus": "known"/);
  assert.match(read('index.html'), /≈ 1<\/b> known/);

  writeFileSync(file, written.replace('reason: ""', 'reason: ticket 7').replace(/expires: .*/, 'expires: 2020-01-01'));
  const expired = await baseline();
  assert.equal(expired.exitCode, 1);
  assert.match(expired.stderr, /expired, so it counts again: this one is broken/);
});

test('a baseline entry that passes now, or names nothing, is reported and taken out; what else stands in the file stays', async () => {
  const kept = resultAt('whole').scenarios[0]?.id;
  const file = join(folder, 'stale.yaml');
  const text = `# ours\nversion: 1\nknown:\n  - scenario: ${kept}\n    reason: it was slow\n  - scenario: shards-0000000000\n    reason: long gone\n`;
  writeFileSync(file, text);
  const stale = await run('--baseline', 'stale.yaml', '--update-baseline', '--report', 'stale');
  assert.match(stale.stderr, /passes now; take it out/);
  assert.match(stale.stderr, /names no scenario: shards-0000000000/);
  assert.match(stale.stderr, /1 added, 2 taken out/);
  assert.match(readFileSync(file, 'utf8'), /^# ours\n/);
  assert.doesNotMatch(readFileSync(file, 'utf8'), /long gone|it was slow/);
});

test('what is wrong with a baseline is said with its place', async () => {
  for (const [text, why] of [
    ['known:\n  - reason: x\n', /names no scenario/],
    ['known:\n  - scenario: a\n    reason: x\n    expires: 2026-02-31\n', /bad\.yaml:4:5.*"2026-02-31" is no date/s],
    ['known:\n  - scenario: a\n    reasn: x\n', /"reasn" is no key of it\. Did you mean "reason"/],
    ['excluded:\n  - operation: listAlerts\n', /lacks "failure" and "reason"/],
    ['known: 7\n', /"known" is no list/],
  ] as const) {
    writeFileSync(join(folder, 'bad.yaml'), text);
    const { exitCode, stderr } = await run('--baseline', 'bad.yaml', '--no-report');
    assert.equal(exitCode, 2, text);
    assert.match(stderr, why);
  }
});

test('an excluded cell doesn’t count, and says why', async () => {
  writeFileSync(
    join(folder, 'excluded.yaml'),
    'excluded:\n  - operation: listAlerts\n    failure: 503\n    reason: only the gateway sends it\n',
  );
  await run('--baseline', 'excluded.yaml', '--report', 'excluded');
  const { coverage, matrix } = resultAt('excluded');
  const cell = matrix.cells.find(({ operationId, failure }) => operationId === 'listAlerts' && failure === '503');
  assert.equal(cell?.state, 'excluded');
  assert.equal(cell?.because, 'only the gateway sends it');
  assert.equal(coverage.excluded, 1);
  assert.equal(coverage.eligible, resultAt('whole').coverage.eligible - 1);
});
