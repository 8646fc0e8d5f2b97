import assert from 'node:assert/strict';
import { test } from 'node:test';
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
