import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Problem } from '../problem.ts';
import type { Result } from '../result.ts';
import { createWorkspace, featureOf, runIn } from './fixtures/workspace.ts';

async function resultOf(files: Record<string, string>, options: Parameters<typeof runIn>[1] = {}): Promise<Result> {
  using workspace = createWorkspace(files);
  return (await runIn(workspace, options)).result;
}

const fine = featureOf('Given a client', 'Then all is well');
const codes = ({ problems }: Result) => problems.map(({ code, file, line }) => `${code} ${file}:${line}`);

test('kept, with exit 0, when every step passes and a Then is among them', async () => {
  const result = await resultOf({ 'features/a.feature': fine });
  assert.equal(result.verdict, 'kept');
  assert.equal(result.exitCode, 0);
  assert.deepEqual(result.because, []);
  assert.deepEqual(result.counts, { kept: 1, broken: 0, known: 0, untested: 0 });
});

test('broken, with exit 1, when a step fails, and says the pair that disagreed', async () => {
  const result = await resultOf({
    'features/a.feature': featureOf('Given a client', 'Then it differs', 'Then all is well'),
  });
  const [scenario] = result.scenarios;
  assert.equal(result.exitCode, 1);
  assert.equal(scenario?.verdict, 'broken');
  assert.equal(scenario?.expected, '429');
  assert.equal(scenario?.received, '200');
  assert.equal(scenario?.because, 'expected 429, received 200');
  assert.deepEqual(
    scenario?.steps.map(({ status }) => status),
    ['passed', 'failed', 'skipped'],
  );
});

test('a folder without features runs nothing: exit 5, and it says what is in there', async () => {
  const result = await resultOf({ 'features/alerts.features': fine });
  assert.equal(result.exitCode, 5);
  assert.equal(result.verdict, 'untested');
  assert.deepEqual(result.because, ['"features" holds no .feature file; it holds "alerts.features".']);
});

test('no feature at all runs nothing: exit 5', async () => {
  const result = await resultOf({}, { features: [] });
  assert.equal(result.exitCode, 5);
  assert.deepEqual(result.because, ['No feature file or folder was given.']);
});

test('a file without a scenario is no success: exit 5', async () => {
  const result = await resultOf({ 'features/a.feature': 'Feature: only words\n  Nothing follows.\n' });
  assert.equal(result.exitCode, 5);
  assert.deepEqual(codes(result), ['empty-feature features/a.feature:1']);
});

test('an empty file beside a good one is no success either', async () => {
  const result = await resultOf({ 'features/a.feature': fine, 'features/b.feature': '' });
  assert.equal(result.exitCode, 5);
  assert.equal(result.counts.kept, 1);
  assert.equal(result.verdict, 'untested');
});

test('an undefined step is exit 2, with its line and the step that was meant', async () => {
  const result = await resultOf({ 'features/a.feature': featureOf('Given a clinet', 'Then all is well') });
  assert.equal(result.exitCode, 2);
  assert.equal(result.verdict, 'untested');
  assert.deepEqual(codes(result), ['undefined-step features/a.feature:3']);
  assert.match(result.problems[0]?.message ?? '', /"a clinet": no step is defined for it\. Did you mean "a client"\?$/);
  assert.equal(result.scenarios[0]?.because, 'step "a clinet" is undefined');
});

test('an ambiguous step is exit 2 and names both definitions', async () => {
  using workspace = createWorkspace({
    'features/a.feature': fine,
    'twice.mjs':
      "import { Given } from '@cucumber/cucumber';\nGiven(/^a cl.*$/, () => {});\nGiven('a client', () => {});\nGiven('all is well', () => {});",
  });
  const { result } = await runIn(workspace, { steps: [workspace.path('twice.mjs')] });
  assert.equal(result.exitCode, 2);
  assert.match(
    result.problems[0]?.message ?? '',
    /2 definitions match it: "\^a cl\.\*\$" \(twice\.mjs:2\), "a client" \(twice\.mjs:3\)/,
  );
  assert.equal(result.problems[0]?.line, 3);
});

for (const [typo, meant] of [
  ['Scenarioo: two', 'Scenario:'],
  ['scenario: two', 'Scenario:'],
  ['Scenario : two', 'Scenario:'],
  ['Senario Outline: two', 'Scenario Outline:'],
  ['Backgroud:', 'Background:'],
] as const) {
  test(`"${typo}", which Gherkin takes for a description, is exit 2`, async () => {
    const feature = `Feature: f\n\n  # why\n  Words.\n\n  ${typo}\n    Given a client\n\n  Rule: r\n    Scenario: one\n      Then all is well\n`;
    const result = await resultOf({ 'features/a.feature': feature });
    assert.equal(result.exitCode, 2);
    assert.equal(result.counts.kept, 1);
    const [heading, step] = result.problems;
    assert.equal(heading?.line, 6);
    assert.ok(heading?.message.endsWith(`Did you mean "${meant}"?`), heading?.message);
    assert.equal(step?.line, 7);
  });
}

test('a mistyped keyword of a first step is exit 2, whether the rest is a step or the word is near', async () => {
  const result = await resultOf({
    'features/a.feature': featureOf('Gievn a client', 'Then all is well'),
    'features/b.feature': featureOf('Gven nobody knows this', 'Then all is well'),
  });
  assert.equal(result.exitCode, 2);
  assert.deepEqual(codes(result), ['mistyped-keyword features/a.feature:3', 'mistyped-keyword features/b.feature:3']);
});

test('a mistyped first step of an outline is found with the values of its first row', async () => {
  const outline =
    'Feature: f\n  Scenario Outline: o\n    Wehn it calls <operation>\n    Then all is well\n    Examples:\n      | operation |\n      | listAlerts |\n';
  const result = await resultOf({ 'features/a.feature': outline });
  assert.deepEqual(codes(result), ['mistyped-keyword features/a.feature:3']);
});

test('prose is prose: a description may say what it likes', async () => {
  const words =
    'The client waits.\n  then it tries again, and\n  when that fails: it stops.\n  Given time, it works. See: RFC 9110\n  Note: nothing.';
  const result = await resultOf({
    'features/a.feature': `Feature: f\n  ${words}\n\n  Scenario: one\n    The client: a word.\n    They wait.\n    Given a client\n    Then all is well\n`,
  });
  assert.deepEqual(result.problems, []);
  assert.equal(result.exitCode, 0);
});

test('a scenario without a Then is exit 2 and untested', async () => {
  const result = await resultOf({ 'features/a.feature': featureOf('Given a client', 'When it calls listAlerts') });
  assert.equal(result.exitCode, 2);
  assert.deepEqual(codes(result), ['no-then features/a.feature:2']);
  assert.equal(result.scenarios[0]?.because, 'it has no Then');
});

test('a scenario without steps is exit 2', async () => {
  const result = await resultOf({ 'features/a.feature': `${fine}\n  Scenario: nothing\n` });
  assert.deepEqual(codes(result), ['empty-scenario features/a.feature:6']);
  assert.equal(result.exitCode, 2);
});

test('an outline without rows is exit 2: it would make no scenario', async () => {
  const outline = '\n  Scenario Outline: o\n    Then all is well\n    Examples:\n      | a |\n';
  const bare = '\n  Scenario Outline: p\n    Then all is well\n';
  const result = await resultOf({ 'features/a.feature': fine + outline + bare });
  assert.equal(result.exitCode, 2);
  assert.deepEqual(codes(result), ['no-examples features/a.feature:6', 'no-examples features/a.feature:11']);
});

test('an injected fault that never fired breaks the scenario', async () => {
  const idle = JSON.stringify({
    injected: [{ ruleId: 'r', fault: 'connection-reset', operation: 'listAlerts', hits: 0 }],
  });
  const result = await resultOf({ 'features/a.feature': featureOf(`Given evidence with ${idle}`, 'Then all is well') });
  assert.equal(result.exitCode, 1);
  assert.equal(result.scenarios[0]?.because, 'the fault "connection-reset" was injected on listAlerts and never fired');
});

test('an injected fault that fired does not', async () => {
  const fired = JSON.stringify({
    injected: [{ ruleId: 'r', fault: 'connection-reset', operation: 'listAlerts', hits: 1 }],
  });
  const result = await resultOf({
    'features/a.feature': featureOf(`Given evidence with ${fired}`, 'Then all is well'),
  });
  assert.equal(result.exitCode, 0);
});

test('a scenario that leaves no evidence is exit 2 and untested', async () => {
  const result = await resultOf({ 'features/a.feature': featureOf('Given no evidence', 'Then all is well') });
  assert.equal(result.exitCode, 2);
  assert.deepEqual(codes(result), ['no-evidence features/a.feature:2']);
  assert.deepEqual(result.counts, { kept: 0, broken: 0, known: 0, untested: 1 });
});

test('a pending step is exit 2 and untested', async () => {
  const result = await resultOf({
    'features/a.feature': featureOf('Given a step that is pending', 'Then all is well'),
  });
  assert.equal(result.exitCode, 2);
  assert.deepEqual(codes(result), ['pending-step features/a.feature:3']);
  assert.equal(result.scenarios[0]?.because, 'step "a step that is pending" is pending');
});

test('a skipped step leaves the scenario untested: exit 5 when nothing else ran, 0 beside a kept one', async () => {
  const skipping = featureOf('Given a step that skips', 'Then all is well');
  const alone = await resultOf({ 'features/a.feature': skipping });
  assert.equal(alone.exitCode, 5);
  assert.equal(alone.verdict, 'untested');
  const beside = await resultOf({ 'features/a.feature': skipping, 'features/b.feature': fine });
  assert.equal(beside.exitCode, 0);
  assert.deepEqual(beside.counts, { kept: 1, broken: 0, known: 0, untested: 1 });
});

test('a feature that cannot be parsed is exit 2, with every error and its line, and nothing runs', async () => {
  const result = await resultOf({
    'features/a.feature': fine,
    'features/b.feature': 'Feature: b\n  Scenario: s\n    Given a client\n    Exampels:\n',
    'features/c.feature': 'Featur: c\n',
  });
  assert.equal(result.exitCode, 2);
  assert.deepEqual(codes(result), [
    'unreadable-feature features/b.feature:4',
    'unreadable-feature features/c.feature:1',
  ]);
  assert.equal(result.scenarios.length, 0);
});

test('tags that select nothing are exit 5 and suggest the tag that was meant', async () => {
  const tagged = fine.replace('  Scenario', '  @throttling\n  Scenario');
  const result = await resultOf({ 'features/a.feature': tagged }, { tags: '@throtling and not @slow' });
  assert.equal(result.exitCode, 5);
  assert.deepEqual(result.because, [
    '--tags "@throtling and not @slow" selects none of 1 scenario. Did you mean "@throttling"?',
  ]);
});

test('a name that selects nothing is exit 5 and suggests the name that was meant', async () => {
  const named = fine.replace('one', 'the key is missing (401)');
  const missed = await resultOf({ 'features/a.feature': named }, { name: ['the key is mising (401)'] });
  assert.equal(missed.exitCode, 5);
  assert.match(missed.because[0] ?? '', /selects none of 1 scenario\. Did you mean "the key is missing \(401\)"\?/);
  const found = await resultOf({ 'features/a.feature': named }, { name: ['MISSING (401'] });
  assert.equal(found.counts.kept, 1);
});

test('a tag expression that cannot be read is refused', async () => {
  for (const tags of ['smoke', '@a and', '(@a']) {
    await assert.rejects(resultOf({ 'features/a.feature': fine }, { tags }), (problem: Problem) => {
      assert.equal(problem.code, 'bad-tags', tags);
      return problem.exitCode === 2;
    });
  }
});

test('a path that does not exist is refused with a suggestion', async () => {
  using workspace = createWorkspace({ 'features/alerts.feature': fine });
  await assert.rejects(runIn(workspace, { features: ['features/alert.feature'] }), {
    code: 'no-such-feature',
    message: 'Failed to read "features/alert.feature": there is no such file or folder. Did you mean "alerts.feature"?',
  });
});

test('a hook that fails breaks the scenario; one around the run is exit 2', async () => {
  using workspace = createWorkspace({ 'features/a.feature': fine });
  const before = workspace.write(
    'before.mjs',
    "import { Before } from '@cucumber/cucumber';\nBefore(() => { throw new Error('no database'); });",
  );
  const plain = workspace.write('plain.mjs', (await import('./fixtures/workspace.ts')).plainSteps);
  const broken = (await runIn(workspace, { steps: [plain, before] })).result;
  assert.equal(broken.exitCode, 1);
  assert.equal(broken.scenarios[0]?.because, 'the hook at before.mjs:2 failed: no database');

  const all = workspace.write(
    'all.mjs',
    "import { BeforeAll } from '@cucumber/cucumber';\nBeforeAll(() => { throw new Error('no network'); });",
  );
  const stopped = (await runIn(workspace, { steps: [plain, all] })).result;
  assert.equal(stopped.exitCode, 2);
  assert.equal(stopped.problems[0]?.message, 'Failed to run hook BeforeAll: no network.');
  assert.equal(stopped.scenarios.length, 0);
});

test('steps that do not load are a problem that names the file', async () => {
  using workspace = createWorkspace({ 'features/a.feature': fine, 'bad.mjs': "import 'no-such-package';" });
  await assert.rejects(runIn(workspace, { steps: [workspace.path('bad.mjs')] }), (problem: Problem) => {
    assert.equal(problem.code, 'broken-steps');
    assert.equal(problem.place.file, 'bad.mjs');
    return true;
  });
});

test('an unknown parameter type is exit 2', async () => {
  using workspace = createWorkspace({
    'features/a.feature': fine,
    'types.mjs': "import { Given } from '@cucumber/cucumber';\nGiven('a {colour} client', () => {});",
  });
  const { plainSteps } = await import('./fixtures/workspace.ts');
  const { result } = await runIn(workspace, {
    steps: [workspace.write('plain.mjs', plainSteps), workspace.path('types.mjs')],
  });
  assert.equal(result.exitCode, 2);
  assert.match(result.problems[0]?.message ?? '', /there is no parameter type "\{colour\}"/);
});
