import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, test } from 'node:test';
import configSchema from '../../openapi/config.schema.json' with { type: 'json' };
import { createAjv } from '../contract/index.ts';
import { problemsOf } from '../problem.ts';
import { defineConfig, loadConfig } from './index.ts';

const folders: string[] = [];
after(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true }))));

async function folderOf(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'faultline-config-'));
  folders.push(folder);
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), content);
  }
  return folder;
}

async function problemsOfLoading(files: Readonly<Record<string, string>>, path?: string) {
  return loadConfig(await folderOf(files), path).then(() => [], problemsOf);
}

test('a configuration is found above the working directory; its paths are its own', async () => {
  const folder = await folderOf({
    'faultline.config.yaml':
      'documents: [a.yaml, { path: b/b.yaml, basePath: /b }]\nfailures: f.yaml\nallow: { files: [../x] }\n',
    'deep/er/file.txt': '',
  });
  const config = await loadConfig(join(folder, 'deep/er'));
  assert.equal(config?.file, join(folder, 'faultline.config.yaml'));
  assert.deepEqual(config.documents, [
    { path: join(folder, 'a.yaml') },
    { path: join(folder, 'b/b.yaml'), basePath: '/b' },
  ]);
  assert.equal(config.failures, join(folder, 'f.yaml'));
  assert.deepEqual(config.allow, { files: [join(dirname(folder), 'x')], network: false });
});

test('JSON and TypeScript are read too, also TypeScript that has to be compiled', async () => {
  const json = await folderOf({ 'faultline.config.json': '{ "$schema": "x", "port": 0, "report": false }' });
  assert.deepEqual([(await loadConfig(json))?.port, (await loadConfig(json))?.report], [0, false]);
  const plain = await folderOf({ 'faultline.config.ts': 'const port: number = 9000;\nexport default { port };\n' });
  assert.equal((await loadConfig(plain))?.port, 9000);
  const compiled = await folderOf({
    'faultline.config.ts': 'enum P { Own = 9001 }\nexport default { port: P.Own };\n',
  });
  assert.equal((await loadConfig(compiled))?.port, 9001);
});

test('an unknown key is refused with its line and the one that was meant', async () => {
  for (const [name, content, line] of [
    ['faultline.config.yaml', 'port: 1\ndocumens: [a.yaml]\n', 2],
    ['faultline.config.json', '{\n  "port": 1,\n  "documens": ["a.yaml"]\n}', 3],
    ['faultline.config.ts', 'export default {\n  port: 1,\n  documens: ["a.yaml"],\n};\n', 3],
  ] as const) {
    const [problem, ...others] = await problemsOfLoading({ [name]: content });
    assert.equal(others.length, 0);
    assert.match(String(problem?.message), /"documens" is no key here/);
    assert.match(String(problem?.fix), /Did you mean "documents"\?/);
    assert.deepEqual([problem?.place.file, problem?.place.line], [name, line]);
  }
});

test('every wrong value is told at once', async () => {
  const problems = await problemsOfLoading({
    'faultline.config.yaml': 'port: 70000\npolicy: strict\nallow: { netwerk: true }\n',
  });
  assert.deepEqual(problems.map(({ place }) => place.line ?? 0).sort(), [1, 2, 3]);
});

test('what can not be loaded says why', async () => {
  const cases: readonly (readonly [files: Record<string, string>, path: string | undefined, says: RegExp])[] = [
    [{ 'faultline.config.ts': 'export const port = 1;\n' }, undefined, /no default export/],
    [{ 'faultline.config.ts': 'throw new Error("not today");\n' }, undefined, /not today/],
    [
      { 'faultline.config.yaml': 'a: [', 'other.yaml': 'port: 1\n' },
      undefined,
      /configuration "faultline.config.yaml"/,
    ],
    [{ 'faultline.config.yaml': '', 'faultline.config.json': '{}' }, undefined, /stand in the same folder/],
    [{}, 'nope.yaml', /there is no such file/],
    [{}, 'nope.ts', /there is no such file/],
  ];
  for (const [files, path, says] of cases) {
    const [problem] = await problemsOfLoading(files, path);
    assert.match(String(problem?.message), says);
  }
});

test('a configuration that is named counts, whatever lies around', async () => {
  const folder = await folderOf({ 'faultline.config.yaml': 'port: 1\n', 'other.yaml': 'port: 2\n' });
  assert.equal((await loadConfig(folder, 'other.yaml'))?.port, 2);
});

test('the examples of the schema keep to it, and defineConfig gives back what it is given', () => {
  const validate = createAjv().compile(configSchema);
  for (const example of configSchema.examples) assert.ok(validate(example), JSON.stringify(validate.errors));
  const config = { documents: ['a.yaml'] };
  assert.equal(defineConfig(config), config);
});
