import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { Writable } from 'node:stream';
import { after, before, test } from 'node:test';
import { packageVersion } from '../package.ts';
import { createWorkspace, type Workspace } from '../scenarios/fixtures/workspace.ts';
import type { Environment } from './command.ts';
import { commandLine } from './fixtures/command-line.ts';

const document = `openapi: 3.1.0
info: { title: Shop, version: 1.0.0 }
paths:
  /orders/{id}:
    get:
      operationId: getOrder
      parameters: [{ name: id, in: path, required: true, schema: { type: integer } }]
      responses:
        '200': { description: An order, content: { application/json: { schema: { type: object }, example: { id: 1 } } } }
        '503': { description: Down, content: { application/json: { schema: { type: object } } } }
`;
const scenario = (name: string, ...steps: readonly string[]) =>
  `  Scenario: ${name}\n${steps.map((step) => `    ${step}\n`).join('')}`;
const answered = scenario(
  'An order is there',
  'When the client calls operation GET /orders/1',
  'Then the response status is 200',
);

let workspace: Workspace;

before(() => {
  workspace = createWorkspace({
    'shop.openapi.yaml': document,
    'second.yaml': document,
    'notes.txt': 'no feature',
    'features/a.feature': `Feature: Orders\n${answered}`,
    'broken.feature': `Feature: Orders\n${answered}${scenario(
      'An order is lost',
      'When the client calls operation GET /orders/1',
      'Then the response status is 503',
    )}`,
    'strange.feature': `Feature: Orders\n${scenario('A step that nobody has', 'When the client sings')}`,
    'own/features/a.feature': `Feature: Own steps\n${answered.replace('When', 'Given a step of the project\n    When')}`,
    'own/steps/own.mjs': "import { Given } from 'faultline';\nGiven('a step of the project', () => {});\n",
  });
});
after(() => workspace[Symbol.dispose]());

/** One command line in the workspace. */
const command = (words: readonly string[], others: Partial<Environment> = {}) =>
  commandLine(words, { cwd: workspace.cwd, ...others });

test('without words the help is shown, with --version the version', async () => {
  const help = await command([]);
  assert.match(help.stdout, /Usage: faultline[\s\S]*Exit codes: 0 all kept, 1 a scenario failed/);
  assert.deepEqual(await command(['--version']), { stdout: `${packageVersion}\n`, stderr: '', exitCode: 0 });
});

test('a command, an option or a value that does not exist is refused with what does', async () => {
  const refused: readonly (readonly [words: readonly string[], says: RegExp])[] = [
    [['serv'], /Did you mean serve\?/],
    [['run', '--tag', '@a'], /Did you mean --tags\?/],
    [['run', '--policy', 'mine'], /Allowed choices are reference, standard/],
    [['serve', '--port', '70000'], /Give a number from 0 to 65535; 0 takes a free port/],
    [['serve', '--port', 'eighty'], /Give a number from 0 to 65535/],
  ];
  for (const [words, says] of refused) {
    const { stderr, exitCode } = await command(words);
    assert.equal(exitCode, 2, words.join(' '));
    assert.match(stderr, says);
  }
});

test('what can not be run is a problem with its remedy, and no stack', async () => {
  const refused: readonly (readonly [words: readonly string[], says: RegExp])[] = [
    [['run', 'nope.yaml'], /"nope\.yaml": there is no such file/],
    [['run', 'shop.openapi.yaml', 'nope.feature'], /"nope\.feature": there is no such file or folder\.\n {2}Name an/],
    [
      ['run', 'shop.openapi.yaml', 'second.yaml'],
      /"second\.yaml": it is neither a document nor a feature, or a second/,
    ],
    [['run', 'shop.openapi.yaml', 'notes.txt'], /"notes\.txt": it is neither a document nor a feature/],
    [['serve', 'features'], /"features": an OpenAPI document ends in/],
  ];
  for (const [words, says] of refused) {
    const { stdout, stderr, exitCode } = await command(words);
    assert.deepEqual([exitCode, stdout], [2, ''], words.join(' '));
    assert.match(stderr, says);
    assert.doesNotMatch(stderr, /\n\s+at /);
  }
});

test('an error that is no problem is a defect of ours, told with its stack', async () => {
  const stdout = new Writable();
  stdout.write = () => {
    throw new TypeError('the disk is full');
  };
  const { stderr, exitCode } = await command(['explain', '429'], { stdout });
  assert.equal(exitCode, 2);
  assert.match(stderr, /^This is a defect of Faultline, not of your input:\nTypeError: the disk is full\n\s+at /);
});

test('a run that keeps everything ends with 0: features beside the document, report and JSON', async () => {
  const { stdout, stderr, exitCode } = await command(['run', 'shop.openapi.yaml', '--json', '--report', 'out']);
  assert.equal(exitCode, 0, stderr);
  assert.match(stderr, /^✓ Orders {2}1 kept\n/);
  assert.match(stderr, /\nreport: out\/index\.html\n$/);
  const { verdict, scenarios, failures, files } = JSON.parse(stdout);
  assert.deepEqual(
    { verdict, scenarios, failures },
    {
      verdict: 'kept',
      scenarios: { kept: 1, broken: 0, known: 0, untested: 0 },
      failures: [],
    },
  );
  for (const file of Object.values<string>(files)) assert.ok(existsSync(workspace.path(file)), file);
});

test('a broken scenario ends with 1, and says what came, how to see it alone and how to run it again', async () => {
  const { stdout, stderr, exitCode } = await command([
    'run',
    'shop.openapi.yaml',
    'broken.feature',
    '--json',
    '--no-report',
  ]);
  assert.equal(exitCode, 1);
  const [line, block] = [stderr.split('\n')[0], stderr.slice(stderr.indexOf('\n\n'))];
  assert.equal(line, '✗ Orders  1 kept, 1 broken');
  assert.match(
    block,
    /✗ broken\.feature:5 {2}An order is lost\n {4}Then the response status is 503\n {4}expected .*503.*\n {4}received .*200.*\n {4}curl {5}curl .*\n {4}again {4}.*broken\.feature:5/,
  );
  const { exitCode: told, failures, files } = JSON.parse(stdout);
  assert.deepEqual([told, failures.length, files], [1, 1, null]);
  const { scenario: name, file, line: at, rerun } = failures[0];
  assert.deepEqual([name, file, at], ['An order is lost', 'broken.feature', 5]);
  assert.match(rerun, /broken\.feature:5/);
});

test('a step that nobody has is a problem of the feature: 2, and where it stands', async () => {
  const { stderr, exitCode } = await command(['run', 'shop.openapi.yaml', 'strange.feature', '--no-report']);
  assert.equal(exitCode, 2);
  assert.match(stderr, /\n! strange\.feature:3 {2}.*the client sings/);
});

test('a run in which nothing ran ends with 5', async () => {
  const { stderr, exitCode } = await command(['run', 'shop.openapi.yaml', '--tags', '@nobody', '--no-report']);
  assert.equal(exitCode, 5);
  assert.match(stderr, /\nuntested {2}0 kept, 0 broken, 0 untested/);
});

test('steps that stand beside a folder of features are found', async () => {
  const { stderr, exitCode } = await command(['run', 'shop.openapi.yaml', 'own/features', '--no-report']);
  assert.equal(exitCode, 0, stderr);
  assert.match(stderr, /^✓ Own steps {2}1 kept\n/);
});

test('with a document alone, features are generated from it beside the report, run, and told of', async () => {
  using own = createWorkspace({ 'shop.openapi.yaml': document });
  const first = await commandLine(['run', 'shop.openapi.yaml', '--json'], { cwd: own.cwd });
  assert.equal(first.exitCode, 0, first.stderr);
  assert.match(first.stderr, /no features were found: generated from the document into reports\/features/);
  const { scenarios, coverage } = JSON.parse(first.stdout);
  assert.ok(scenarios.kept > 5 && scenarios.broken === 0 && scenarios.untested === 0, first.stdout);
  assert.equal(coverage.covered, coverage.eligible);
  const { identity } = JSON.parse(readFileSync(own.path('reports/result.json'), 'utf8'));
  assert.equal(identity.generatedFeatures, 'reports/features');
  assert.match(readFileSync(own.path('reports/index.html'), 'utf8'), /generated from the document into/);

  const again = await commandLine(['run', 'shop.openapi.yaml', '--json'], { cwd: own.cwd });
  assert.deepEqual(JSON.parse(again.stdout).scenarios, scenarios);
});

test('without a report the generated features are gone after the run', async () => {
  using own = createWorkspace({ 'shop.openapi.yaml': document });
  const { exitCode, stderr } = await commandLine(['run', 'shop.openapi.yaml', '--no-report'], { cwd: own.cwd });
  assert.equal(exitCode, 0, stderr);
  assert.match(stderr, /generated from the document for this run alone/);
  assert.equal(existsSync(own.path('reports')), false);
});
