import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import stepsSchema from '../../openapi/steps.schema.json' with { type: 'json' };
import { createWorkspace } from '../scenarios/fixtures/workspace.ts';
import { commandLine } from './fixtures/command-line.ts';

test('steps are listed by subject, with meaning, example and what stands in braces', async () => {
  const { stdout, stderr, exitCode } = await commandLine(['steps', 'quota', 'resets']);
  assert.equal(exitCode, null);
  assert.equal(stderr, '');
  assert.equal(
    stdout,
    `Quotas  steps/quotas.ts
  Then the quota resets in {duration}
      When the last answer says the quota is full again (t of RateLimit).
      Then the quota resets in 60 seconds

In braces
  {duration}  a length of time with its unit, e.g. 60 seconds
`,
  );
});

test('--json has the same and the place', async () => {
  const { stdout } = await commandLine(['steps', '--json', 'quota resets']);
  const [entry] = JSON.parse(stdout) as readonly Record<string, unknown>[];
  assert.deepEqual(
    [entry?.['keyword'], entry?.['expression'], entry?.['file'], entry?.['shipped']],
    ['Then', 'the quota resets in {duration}', 'steps/quotas.ts', true],
  );
});

test('what --json prints keeps to its published schema', async () => {
  const validate = new Ajv2020().compile(stepsSchema);
  const { stdout } = await commandLine(['steps', '--json']);
  assert.equal(validate(JSON.parse(stdout)), true, JSON.stringify(validate.errors));
});

test('--format markdown prints tables', async () => {
  const { stdout } = await commandLine(['steps', '--format', 'markdown', 'in sequence']);
  assert.match(stdout, /^# Steps\n/);
  assert.match(stdout, /\| Given `operation \{operation\} responds in sequence:` \|.*`\s+\\\| return-503 +\\\|`/);
});

test('--snippets vscode prints settings under which its reader can complete steps', async () => {
  using workspace = createWorkspace({
    'features/a.feature': 'Feature: a\n',
    'steps/own.mjs': "import { Given } from 'faultline';\nGiven('all is well', function () {});\n",
  });
  const { stdout } = await commandLine(['steps', '--snippets', 'vscode'], { cwd: workspace.cwd });
  const settings = JSON.parse(stdout) as {
    readonly 'cucumber.glue': readonly string[];
    readonly 'cucumber.parameterTypes': readonly { readonly name: string; readonly regexp: string }[];
  };
  assert.equal(settings['cucumber.glue'][0], 'steps/**/*.{ts,js,mjs,cjs}');
  const types = new Map(settings['cucumber.parameterTypes'].map(({ name, regexp }) => [name, regexp]));
  assert.match('429', new RegExp(`^(?:${types.get('status')})$`));
  assert.equal(types.has('int'), false, 'the extension knows cucumber’s own types');
});

test('a word that no step has is refused', async () => {
  const { stdout, stderr, exitCode } = await commandLine(['steps', 'zebra']);
  assert.equal(stdout, '');
  assert.match(stderr, /"zebra"/);
  assert.equal(exitCode, 2);
});
