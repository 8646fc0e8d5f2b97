import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { shipped } from '../package.ts';
import { createWorkspace, type Workspace } from '../scenarios/fixtures/workspace.ts';
import { commandLine } from './fixtures/command-line.ts';
import { readSettings } from './settings.ts';

const document = (title: string) => `openapi: 3.1.0
info: { title: ${title}, version: 1.0.0 }
paths:
  /things:
    get:
      operationId: list${title}
      responses:
        '200': { description: All, content: { application/json: { schema: { type: array }, example: [] } } }
`;

let workspace: Workspace;
let empty: Workspace;

before(() => {
  empty = createWorkspace({ 'own.yaml': document('Own') });
  workspace = createWorkspace({
    'faultline.config.yaml':
      'documents: [{ path: specs/a.yaml, basePath: /a }, { path: specs/b.yaml, basePath: /b }]\n' +
      'failures: layer.yaml\nfeatures: [features]\nreport: out\npolicy: reference\nallow: { network: true }\n',
    'layer.yaml': 'version: 1\n',
    'specs/a.yaml': document('A'),
    'specs/b.yaml': document('B'),
    'other.yaml': document('Other'),
    'features/both.feature': `Feature: Both
  Scenario: Each below its base path
    When the client calls operation GET /a/things
    Then the response status is 200
    When the client calls operation GET /b/things
    Then the response status is 200
`,
  });
});
after(() => {
  workspace[Symbol.dispose]();
  empty[Symbol.dispose]();
});

test('without a configuration the API that ships is served, or the document that is named', async () => {
  const none = await readSettings([], {}, empty.cwd);
  assert.deepEqual([none.documents, none.isShipped], [[{ path: shipped.document }], true]);
  const own = await readSettings(['own.yaml'], { allowFiles: ['x'], allowNetwork: true }, empty.cwd);
  assert.deepEqual(own.documents, [{ path: join(empty.cwd, 'own.yaml') }]);
  assert.deepEqual(own.access, { files: [join(empty.cwd, 'x')], network: true });
});

test('the configuration says what is served when nothing is named', async () => {
  const settings = await readSettings([], {}, workspace.cwd);
  assert.deepEqual(
    settings.documents.map(({ path, basePath }) => [path, basePath]),
    [
      [join(workspace.cwd, 'specs/a.yaml'), '/a'],
      [join(workspace.cwd, 'specs/b.yaml'), '/b'],
    ],
  );
  assert.deepEqual([settings.features, settings.failures], [['features'], join(workspace.cwd, 'layer.yaml')]);
  assert.deepEqual([settings.access.network, settings.isShipped, settings.config.port], [true, false, undefined]);
});

test('a document of the configuration keeps its base path and layer; another one has nothing of them', async () => {
  const own = await readSettings(['specs/b.yaml'], {}, workspace.cwd);
  assert.deepEqual(own.documents, [{ path: join(workspace.cwd, 'specs/b.yaml'), basePath: '/b' }]);
  assert.equal(own.failures, join(workspace.cwd, 'layer.yaml'));
  const other = await readSettings(['other.yaml'], {}, workspace.cwd);
  assert.deepEqual([other.documents, other.failures], [[{ path: join(workspace.cwd, 'other.yaml') }], undefined]);
  const layer = await readSettings([], { failures: 'mine.yaml' }, workspace.cwd);
  assert.equal(layer.failures, join(workspace.cwd, 'mine.yaml'));
});

test('run takes all of it from the configuration', async () => {
  const { stdout, stderr, exitCode } = await commandLine(['run', '--json'], { cwd: workspace.cwd });
  assert.equal(exitCode, 0, stderr);
  assert.match((JSON.parse(stdout) as { files: { html: string } }).files.html, /^out/);
  const options = await commandLine(['run', '--json', '--no-report'], { cwd: workspace.cwd });
  assert.equal((JSON.parse(options.stdout) as { files: unknown }).files, null);
});

test('a configuration that is not right stops the command with its line', async () => {
  const { stderr, exitCode } = await commandLine(['run', '--config', 'specs/a.yaml'], { cwd: workspace.cwd });
  assert.equal(exitCode, 2);
  assert.match(stderr, /specs\/a\.yaml:1:1 \/openapi\n {2}Failed to read the configuration: "openapi" is no key here/);
});
