import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { parse } from 'yaml';
import { createWorkspace } from '../scenarios/fixtures/workspace.ts';
import { commandLine } from './fixtures/command-line.ts';

const json = (schema: object) => ({ description: 'Done.', content: { 'application/json': { schema } } });
const thing = { type: 'object', required: ['id'], properties: { id: { type: 'string' }, name: { type: 'string' } } };
const error = json({ type: 'object', required: ['message'], properties: { message: { type: 'string' } } });
const document = JSON.stringify({
  openapi: '3.1.0',
  info: { title: 'Shop', version: '1' },
  components: { securitySchemes: { key: { type: 'apiKey', in: 'header', name: 'X-Key' } } },
  security: [{ key: [] }],
  paths: {
    '/things': {
      get: { operationId: 'listThings', responses: { 200: json({ type: 'array', items: thing }), 401: error } },
    },
    '/things/{id}': {
      get: {
        operationId: 'getThing',
        parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }],
        responses: { 200: json(thing), 401: error, 404: error },
      },
    },
  },
});

const files = ['faultline.config.yaml', 'api/shop.failures.yaml', 'features/first-failures.feature', 'package.json'];

function project(more: Readonly<Record<string, string>> = {}) {
  const manifest = '{\n    "name": "client",\n    "scripts": {\n        "test": "node --test"\n    }\n}\n';
  const { cwd } = createWorkspace({ 'api/shop.openapi.json': document, 'package.json': manifest, ...more });
  const read = (path: string) => readFileSync(join(cwd, path), 'utf8');
  return { cwd, read, init: (...words: string[]) => commandLine(['init', ...words], { cwd }) };
}

test('a set-up is written for the only document there is, and its feature passes', async () => {
  const { cwd, read, init } = project();
  const { stderr, stdout, exitCode } = await init();
  assert.deepEqual([stdout, exitCode], ['', null]);
  for (const file of files) assert.match(stderr, new RegExp(`^written  ${file.replaceAll('.', '\\.')}  `, 'm'));
  assert.match(stderr, /Next\n {2}npm run faultline /);
  assert.deepEqual(parse(read('faultline.config.yaml')), {
    documents: ['api/shop.openapi.json'],
    failures: 'api/shop.failures.yaml',
    features: ['features'],
  });
  assert.match(
    read('api/shop.failures.yaml'),
    /^# yaml-language-server: \$schema=\.\.\/node_modules\/faultline\/openapi\/failures\.schema\.json\n/,
  );
  assert.match(
    read('package.json'),
    /^ {4}"scripts": \{\n {8}"test": "node --test",\n {8}"faultline": "faultline run"\n/m,
  );
  const ran = await commandLine(['run', 'api/shop.openapi.json', 'features', '--json'], { cwd });
  assert.deepEqual(JSON.parse(ran.stdout).scenarios, { kept: 4, broken: 0, known: 0, untested: 0 });
});

test('what is there is kept, and said to be; --force writes it anew', async () => {
  const { read, init, cwd } = project({ 'api/shop.failures.yaml': 'version: 1\n' });
  await init();
  assert.equal(read('api/shop.failures.yaml'), 'version: 1\n');
  const again = JSON.parse((await init('--json')).stdout);
  assert.deepEqual(again, { written: [], kept: files, next: ['npm run faultline', 'npx faultline serve'] });
  assert.match((await init()).stderr, /^kept {5}package\.json {2}has the script "faultline" already$/m);
  writeFileSync(join(cwd, 'api/shop.failures.yaml'), 'version: 9\n');
  const forced = JSON.parse((await init('--force', '--json')).stdout);
  assert.deepEqual(forced.written, files.slice(0, 3));
  assert.match(read('api/shop.failures.yaml'), /demo-key/);
});

test('without a manifest there is no script; without a document, or with several, nothing is written', async () => {
  const bare = createWorkspace({ 'api.json': document });
  const ran = await commandLine(['init', 'api.json', '--json'], { cwd: bare.cwd });
  assert.deepEqual(JSON.parse(ran.stdout).next, ['npx faultline run', 'npx faultline serve']);
  const none = createWorkspace({ 'readme.md': '' });
  const lost = await commandLine(['init'], { cwd: none.cwd });
  assert.equal(lost.exitCode, 2);
  assert.match(lost.stderr, /Failed to find an OpenAPI document/);
  const many = createWorkspace({
    'a.json': document,
    'docs/b.yaml': 'openapi: 3.1.0\n',
    'node_modules/c/d.json': document,
  });
  const torn = await commandLine(['init'], { cwd: many.cwd });
  assert.match(torn.stderr, /there are 2\.\n {2}Name one of: a\.json, docs\/b\.yaml\./);
  assert.equal(existsSync(join(many.cwd, 'faultline.config.yaml')), false);
});
