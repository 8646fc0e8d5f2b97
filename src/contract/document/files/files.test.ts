import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, test } from 'node:test';
import { stringify } from 'yaml';
import { problemsOf } from '../../../problem.ts';
import type { Contract } from '../../contract.ts';
import { type ContractOptions, readContract } from '../../read-contract.ts';

const folders: string[] = [];
after(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true }))));

async function folderOf(files: Readonly<Record<string, unknown>>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'faultline-files-'));
  folders.push(folder);
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), typeof content === 'string' ? content : stringify(content));
  }
  return folder;
}

const parseFault = () => assert.fail('no faults here');

function read(folder: string, path = 'api.yaml', others: Partial<ContractOptions> = {}): Promise<Contract> {
  return readContract({ documentPath: join(folder, path), parseFault, cwd: folder, ...others });
}

const ok = { 200: { description: 'ok' } };
const taking = (schema: unknown) => ({ content: { 'application/json': { schema } } });
const api = (paths: unknown, rest: object = {}) => ({
  openapi: '3.0.3',
  info: { title: 'A', version: '1' },
  paths,
  ...rest,
});

function bodyProblems(contract: Contract, id: string, value: unknown): readonly string[] {
  const content = contract.operation(id)?.requestBody?.content.get('application/json');
  assert.ok(content, `${id} takes no JSON`);
  return content.validate(value).map(({ kind, at }) => `${kind} ${at}`);
}

test('files below the folder of the document belong to it, whatever they refer to among each other', async () => {
  const folder = await folderOf({
    'api.yaml': api({ '/pets': { $ref: 'paths/pets.yaml' } }),
    'paths/pets.yaml': {
      post: { operationId: 'pet', requestBody: taking({ $ref: '../schemas/pet.json#/Pet' }), responses: ok },
    },
    'schemas/pet.json': JSON.stringify({
      Pet: { type: 'object', required: ['name'], properties: { name: { $ref: '#/Name' }, friend: { $ref: '#/Pet' } } },
      Name: { type: 'string', maxLength: 3 },
    }),
  });
  const contract = await read(folder);
  assert.deepEqual(bodyProblems(contract, 'pet', { name: 'Bo' }), []);
  assert.deepEqual(bodyProblems(contract, 'pet', { name: 'Bo', friend: { name: 'Albert' } }), ['length /friend/name']);
  assert.equal(contract.operation('pet')?.place.file, join('paths', 'pets.yaml'));
});

test('of a file that part is taken which is referred to, and no other file for the rest of it', async () => {
  const folder = await folderOf({
    'api.yaml': api({
      '/x': {
        post: {
          operationId: 'x',
          requestBody: taking({ $ref: './common.yaml#/components/schemas/Used' }),
          responses: ok,
        },
      },
    }),
    'common.yaml': {
      openapi: '3.0.3',
      components: {
        schemas: {
          Used: {
            type: 'object',
            required: ['kind'],
            properties: { kind: { type: 'string' } },
            discriminator: { propertyName: 'kind', mapping: { cat: '#/components/schemas/Cat' } },
            anyOf: [{ $ref: '#/components/schemas/Dog' }],
          },
          Cat: { type: 'object' },
          Dog: { type: 'object', properties: { age: { $ref: './ages.yaml' } } },
          Unused: { properties: { a: { $ref: './gone.yaml' }, b: { $ref: './other.yaml' }, c: { pattern: '([' } } },
        },
      },
    },
    'ages.yaml': { type: 'integer' },
    'other.yaml': { type: 'integer' },
  });
  const contract = await read(folder);
  assert.deepEqual(contract.warnings, []);
  assert.deepEqual(bodyProblems(contract, 'x', { kind: 'Dog', age: 'old' }), ['type /age']);
  const files = contract.document['x-files'] as Readonly<Record<string, unknown>>;
  assert.deepEqual(Object.keys(files).sort(), ['ages.yaml', 'common.yaml']);
  assert.deepEqual(JSON.stringify(files).match(/"(?:Used|Cat|Dog|Unused)"/g), ['"Used"', '"Cat"', '"Dog"']);
});

test('a file may refer back to the document', async () => {
  const folder = await folderOf({
    'api.yaml': api(
      { '/x': { post: { operationId: 'x', requestBody: taking({ $ref: './s.yaml' }), responses: ok } } },
      { components: { schemas: { Size: { type: 'integer' } } } },
    ),
    's.yaml': { properties: { size: { $ref: 'api.yaml#/components/schemas/Size' } } },
  });
  assert.deepEqual(bodyProblems(await read(folder), 'x', { size: 'a' }), ['type /size']);
});

test('a defect in another file is told with that file, its line and the pointer there', async () => {
  const folder = await folderOf({
    'api.yaml': api({
      '/x': { post: { operationId: 'x', requestBody: taking({ $ref: './s.yaml#/Bad' }), responses: ok } },
      '/y': { get: { operationId: 'y', responses: ok } },
    }),
    's.yaml': 'Good: {}\nBad:\n  type: object\n  properties:\n    a: { pattern: "([" }\n',
  });
  const { excluded, operations } = await read(folder);
  assert.deepEqual(
    operations.map(({ id }) => id),
    ['y'],
  );
  const [{ problem }] = excluded as [Contract['excluded'][number]];
  assert.deepEqual(problem.place, { file: 's.yaml', line: 5, column: 5, pointer: '/Bad/properties/a' });
});

async function refusalsOf(folder: string, others: Partial<ContractOptions> = {}) {
  const contract = await read(folder, 'api.yaml', others);
  return contract.excluded.map(({ problem }) => problem);
}

const escaping = (reference: string) =>
  api({
    '/x': { post: { operationId: 'x', requestBody: taking({ $ref: reference }), responses: ok } },
    '/y': { get: { operationId: 'y', responses: ok } },
  });

test('nothing outside of the folder is read unless its folder is allowed, links included', async () => {
  const outside = await folderOf({ 'secret.yaml': { type: 'string' } });
  for (const reference of [
    join(outside, 'secret.yaml'),
    `file://${outside}/secret.yaml`,
    'link.yaml',
    'linked/secret.yaml',
  ]) {
    const folder = await folderOf({ 'api.yaml': escaping(reference) });
    await symlink(join(outside, 'secret.yaml'), join(folder, 'link.yaml'));
    await symlink(outside, join(folder, 'linked'));
    const [problem] = await refusalsOf(folder);
    assert.match(String(problem?.message), /leads out of the document's folder/, reference);
    assert.match(String(problem?.fix), /--allow-files/);
    assert.equal(problem?.place.pointer, '/paths/~1x/post/requestBody/content/application~1json/schema/$ref');
    assert.ok((problem?.place.line ?? 0) > 1);
    assert.deepEqual(await refusalsOf(folder, { access: { files: [outside], network: false } }), [], reference);
  }
});

test('a file that is not there, is no text or is broken excludes what refers to it and says so', async () => {
  const cases: readonly (readonly [content: string | null, says: RegExp])[] = [
    [null, /there is no such file/],
    ['a: 1\na: 2\n', /a key stands twice in the same map \(line 2\)/],
    ['\0\0', /NUL/],
    ['', /the file is empty/],
  ];
  for (const [content, says] of cases) {
    const folder = await folderOf({
      'api.yaml': escaping('other.yaml'),
      ...(content === null ? {} : { 'other.yaml': content }),
    });
    const [problem] = await refusalsOf(folder);
    assert.match(String(problem?.message), says);
  }
});

test('the network is left alone unless it is allowed', async (context) => {
  let asked = 0;
  const server = createServer((_, response) => {
    asked += 1;
    response.end('{"type":"string","maxLength":1}');
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  context.after(() => server.close());
  const { port } = server.address() as { port: number };
  const folder = await folderOf({ 'api.yaml': escaping(`http://127.0.0.1:${port}/s.json`) });
  const [problem] = await refusalsOf(folder);
  assert.match(String(problem?.message), /it leads to the network/);
  assert.match(String(problem?.fix), /--allow-network/);
  assert.equal(asked, 0);
  const contract = await read(folder, 'api.yaml', { access: { files: [], network: true } });
  assert.deepEqual(bodyProblems(contract, 'x', 'ab'), ['length ']);
  assert.equal(asked, 1);
});

test('an address that answers with an error is told', async (context) => {
  const server = createServer((_, response) => response.writeHead(404).end()).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  context.after(() => server.close());
  const { port } = server.address() as { port: number };
  const folder = await folderOf({ 'api.yaml': escaping(`http://127.0.0.1:${port}/s.json`) });
  const [problem] = await refusalsOf(folder, { access: { files: [], network: true } });
  assert.match(String(problem?.message), /it answers with 404/);
});

test('several documents are one API, each below its base path and with its own security', async () => {
  const scheme = (name: string) => ({ securitySchemes: { key: { type: 'apiKey', in: 'header', name } } });
  const thing = (maxLength: number) => ({ schemas: { Thing: { type: 'string', maxLength } } });
  const paths = {
    '/things': {
      post: { operationId: 'make', requestBody: taking({ $ref: '#/components/schemas/Thing' }), responses: ok },
    },
  };
  const folder = await folderOf({
    'one.yaml': api(paths, { components: { ...scheme('X-One'), ...thing(1) }, security: [{ key: [] }] }),
    'two.openapi.yaml': {
      ...api(paths, { components: { ...scheme('X-Two'), ...thing(2) }, security: [{ key: [] }] }),
      openapi: '3.1.0',
    },
  });
  const contract = await readContract({
    documentPath: [
      { path: join(folder, 'one.yaml'), basePath: '/v1/' },
      { path: join(folder, 'two.openapi.yaml'), basePath: 'two' },
    ],
    parseFault,
    cwd: folder,
  });
  assert.deepEqual(
    contract.operations.map(({ id, path, security }) => [id, path, security[0]?.[0]?.name, security[0]?.[0]?.scheme]),
    [
      ['make', '/v1/things', 'X-One', 'key'],
      ['two.make', '/two/things', 'X-Two', 'two.key'],
    ],
  );
  assert.deepEqual(bodyProblems(contract, 'make', 'ab'), ['length ']);
  assert.deepEqual(bodyProblems(contract, 'two.make', 'ab'), []);
  assert.equal(contract.route('POST', '/things').kind, 'not-found');
  assert.equal(contract.operation('two.make')?.place.file, 'two.openapi.yaml');
  assert.equal(contract.path, 'one.yaml + two.openapi.yaml');
});

test('a single document may have a base path too', async () => {
  const folder = await folderOf({ 'api.yaml': api({ '/x': { get: { operationId: 'x', responses: ok } } }) });
  const documentPath = [{ path: join(folder, 'api.yaml'), basePath: '/base' }];
  const contract = await readContract({ documentPath, parseFault, cwd: folder });
  assert.equal(contract.route('GET', '/base/x').kind, 'operation');
});

test('two documents with the same path, or a layer each, are refused', async () => {
  const one = api({ '/x': { get: { operationId: 'x', responses: ok } } });
  const folder = await folderOf({ 'a.yaml': one, 'b.yaml': one });
  const documentPath = ['a.yaml', 'b.yaml'].map((name) => ({ path: join(folder, name) }));
  const problem = await readContract({ documentPath, parseFault, cwd: folder }).then(() => null, problemsOf);
  assert.match(String(problem?.[0]?.message), /"a.yaml" and "b.yaml" both have the path "\/x"/);
  await writeFile(join(folder, 'b.yaml'), stringify(api({ '/y': { get: { operationId: 'y', responses: ok } } })));
  await writeFile(join(folder, 'a.failures.yaml'), 'version: 1\n');
  await writeFile(join(folder, 'b.failures.yaml'), 'version: 1\n');
  const layers = await readContract({ documentPath, parseFault, cwd: folder }).then(() => null, problemsOf);
  assert.match(String(layers?.[0]?.message), /both say how the API fails/);
});
