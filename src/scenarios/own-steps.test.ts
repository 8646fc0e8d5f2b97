import assert from 'node:assert/strict';
import { test } from 'node:test';
// As in every run: what people's steps import has been loaded by then, by Node, for the steps that ship.
import '../index.ts';
import type { Problem } from '../problem.ts';
import { createWorkspace, featureOf, plainSteps, runIn, type Workspace } from './fixtures/workspace.ts';
import { ownStepFiles } from './step-files.ts';

/** A copy that must never be loaded: steps that register with it would never be found. */
const strangers = {
  'node_modules/@cucumber/cucumber/package.json': '{"name":"@cucumber/cucumber","version":"1.0.0","main":"index.js"}',
  'node_modules/@cucumber/cucumber/index.js': "throw new Error('the second copy was loaded');",
  'node_modules/faultline/package.json': '{"name":"faultline","version":"0.0.1","main":"index.js"}',
  'node_modules/faultline/index.js': "throw new Error('the second copy was loaded');",
};

async function runOwn(workspace: Workspace) {
  const plain = workspace.write('plain.mjs', plainSteps);
  return (await runIn(workspace, { steps: [plain, ...ownStepFiles([workspace.path('steps')])] })).result;
}

const enumStep = (from: string, word: string) => `
import { Given } from '${from}';
enum Level { Low = 'low' }
class Named { constructor(readonly name: Level) {} }
Given('${word}', function (this: object) { if (new Named(Level.Low).name !== 'low') throw new Error('no enum'); });
`;

test('people’s own steps are found in any flavour, whichever copies their project has', async () => {
  using workspace = createWorkspace({
    ...strangers,
    'steps/typed.ts': enumStep('faultline', 'types'),
    'steps/deep/module.mts': enumStep('@cucumber/cucumber', 'module types'),
    'steps/common.cts': "const { Given } = require('faultline');\nenum E { A }\nGiven('common types', () => E.A);",
    'steps/plain.js': "const { Given } = require('@cucumber/cucumber');\nGiven('common script', () => {});",
    'steps/script.mjs': "import { Given } from 'faultline';\nGiven('script', () => {});",
    'steps/script.test.mjs': "throw new Error('a test is no step file');",
    'steps/types.d.ts': 'export {};',
    'features/a.feature': featureOf(
      'Given types',
      'Given module types',
      'Given common types',
      'Given common script',
      'Given script',
      'Then all is well',
    ),
  });
  const result = await runOwn(workspace);
  assert.deepEqual(result.problems, []);
  assert.equal(result.exitCode, 0);
});

test('TypeScript in a project of modules is read too, with what it imports', async () => {
  using workspace = createWorkspace({
    'package.json': '{"type":"module"}',
    'steps/typed.ts': `import { helper } from './lib/helper.ts';\n${enumStep('faultline', 'a helper')}\nhelper();`,
    'steps/lib/helper.ts': 'enum E { A = 1 }\nexport function helper(): number { return E.A; }',
    'features/a.feature': featureOf('Given a helper', 'Then all is well'),
  });
  assert.equal((await runOwn(workspace)).exitCode, 0);
});

test('a changed step file is loaded again', async () => {
  using workspace = createWorkspace({
    'steps/a.mjs': "import { Given } from 'faultline';\nGiven('before', () => {});",
    'features/a.feature': featureOf('Given after', 'Then all is well'),
  });
  assert.equal((await runOwn(workspace)).exitCode, 2);
  workspace.write('steps/a.mjs', "import { Given } from 'faultline';\nGiven('after', () => {});");
  assert.equal((await runOwn(workspace)).exitCode, 0);
});

test('a folder of steps that isn’t there is a problem', () => {
  assert.throws(
    () => ownStepFiles(['/no/such/folder']),
    ({ code, exitCode }: Problem) => code === 'no-step-folder' && exitCode === 2,
  );
});

test('expressions of every form find their steps, also where the first word varies', async () => {
  using workspace = createWorkspace({
    'steps/forms.mjs': `import { Given } from 'faultline';
Given('he/she/they pay(s) {int} euro(s)', (euros) => {});
Given('{word} comes first', (who) => {});
Given('(really )optional first', () => {});
Given('a brace \\\\{ and a slash \\\\/ as they are', () => {});
Given(/^a(?:ny)? pattern (\\d+)$/, (number) => {});
Given('plain', () => {});`,
    'features/a.feature': featureOf(
      'Given he pays 1 euro',
      'Given they pay 2 euros',
      'Given whoever comes first',
      'Given really optional first',
      'Given optional first',
      'Given a brace { and a slash / as they are',
      'Given any pattern 1',
      'Given plain',
      'Then all is well',
    ),
  });
  const result = await runOwn(workspace);
  assert.deepEqual(result.problems, []);
  assert.equal(result.exitCode, 0);
});

test('a Problem is told as one, however a step brings it: at once, later, by callback or from a parameter', async () => {
  const ways = ['at once', 'later', 'by callback', 'from a parameter'];
  using workspace = createWorkspace({
    'steps/problems.mjs': `import { defineParameterType, Given, Problem } from 'faultline';
const problem = (way) => new Problem('odd-' + way.replaceAll(' ', '-'), 'Failed ' + way + '.', 'Mend it.');
Given('it throws at once', () => { throw problem('at once'); });
Given('it throws later', async () => { throw problem('later'); });
Given('it throws by callback', (done) => { done(problem('by callback')); });
defineParameterType({ name: 'way', regexp: /from a parameter/, transformer: (way) => { throw problem(way); } });
Given('it throws {way}', (way) => {});
Given('nothing is thrown', () => {});`,
    ...Object.fromEntries(
      ways.map((way, index) => [
        `features/${index}.feature`,
        featureOf('Given nothing is thrown', `Given it throws ${way}`, 'Then all is well'),
      ]),
    ),
  });
  const { problems } = await runOwn(workspace);
  assert.deepEqual(
    problems.map(({ code, file, line }) => [code, file, line]),
    ways.map((way, index) => [`odd-${way.replaceAll(' ', '-')}`, `features/${index}.feature`, 4]),
  );
});
