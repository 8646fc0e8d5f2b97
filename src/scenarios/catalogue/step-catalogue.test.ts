import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createWorkspace } from '../fixtures/workspace.ts';
import { shippedStepFiles } from '../step-files.ts';
import { loadSteps } from '../steps-library.ts';
import { exampleOf, parametersIn } from './example-of.ts';
import { filterSteps, stepCatalogue } from './step-catalogue.ts';

const cwd = process.cwd();

/** The example's first line, without its keyword: what cucumber matches. */
const textOf = (example: string | null) => (example ?? '').split('\n')[0]?.replace(/^(Given|When|Then) /, '') ?? '';

test('every step that ships says what it means, in a sentence', async () => {
  const silent = (await stepCatalogue({ stepFolders: [], cwd })).filter(
    ({ meaning }) => !/^\S.+\.$/.test(meaning ?? ''),
  );
  assert.deepEqual(
    silent.map(({ file, line, expression }) => `${file}:${line} ${expression}`),
    [],
    'give these a means(…), with a sentence and, where the text made from the expression reads oddly, an example',
  );
});

test('every example matches its own expression, and no other', async () => {
  const entries = await stepCatalogue({ stepFolders: [], cwd });
  const { stepDefinitions } = await loadSteps(shippedStepFiles(), [], cwd);
  assert.ok(entries.length > 100);
  for (const { example, expression } of entries) {
    const matching = stepDefinitions.filter((definition) => definition.matchesStepName(textOf(example)));
    assert.deepEqual(
      matching.map(({ pattern }) => pattern),
      [expression],
      example ?? expression,
    );
  }
});

test('a step that takes a table or a text shows one', async () => {
  const withBlock = (await stepCatalogue({ stepFolders: [], cwd })).filter(({ expression }) =>
    expression.endsWith(':'),
  );
  assert.ok(withBlock.length >= 4);
  for (const { example } of withBlock) assert.match(example ?? '', /\n {2}(\||""")/);
});

test('every parameter says what may be written there', async () => {
  const parameters = (await stepCatalogue({ stepFolders: [], cwd })).flatMap((entry) => entry.parameters);
  for (const { name, summary, example, regexp } of parameters) {
    assert.doesNotMatch(summary, /^matches /, name);
    assert.match(example, new RegExp(`^(?:${regexp})$`), name);
  }
});

test("a project's own steps are listed behind those that ship, with their place", async () => {
  using workspace = createWorkspace({
    'steps/orders.mjs': `import { defineParameterType, Given, means, Then } from 'faultline';
defineParameterType({ name: 'colour', regexp: /red|blue/, transformer: (text) => text });
Given('a {colour} order of {int} item(s)', means('An order that waits.'), function () {});
Then(/^it is (done|lost)$/, function () {});
`,
  });
  const entries = await stepCatalogue({ stepFolders: [workspace.path('steps')], cwd: workspace.cwd });
  const own = entries.filter(({ shipped }) => !shipped);
  assert.deepEqual(entries.slice(-2), own);
  const [order, done] = own;
  assert.equal(order?.meaning, 'An order that waits.');
  assert.equal(order?.example, 'Given a colour order of 3 items');
  assert.deepEqual(order?.parameters[0], {
    name: 'colour',
    summary: 'matches red|blue',
    example: 'colour',
    regexp: 'red|blue',
  });
  assert.deepEqual(
    [done?.expression, done?.meaning, done?.example, done?.file, done?.line],
    ['^it is (done|lost)$', null, null, 'steps/orders.mjs', 4],
  );
});

test('a filter wants all of its words, in whatever is said about a step', async () => {
  const entries = await stepCatalogue({ stepFolders: [], cwd });
  const found = filterSteps(entries, ['RETRY', 'date']);
  assert.ok(found.length > 0 && found.length < 10);
  for (const entry of found) assert.match(JSON.stringify(entry).toLowerCase(), /date/);
  assert.deepEqual(filterSteps(entries, ['retry', 'zebra']), []);
});

test('an expression is filled in with its optional text and the last of its alternatives', () => {
  const fill = (name: string) => `<${name}>`;
  assert.equal(exampleOf('{int} call(s) is/are {word}', fill), '<int> calls are <word>');
  assert.equal(exampleOf('a\\/b \\(c\\) \\{d}', fill), 'a/b (c) {d}');
  assert.deepEqual(parametersIn('{int} of {} in \\{braces}'), ['int', '']);
});
