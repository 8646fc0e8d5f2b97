import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { type Contract, readContract } from '../contract/index.ts';
import { parseFault } from '../faults/index.ts';
import { createPrism, type Prism, type PrismRequest } from './prism.ts';

let contract: Contract;
let prism: Prism;
const plain: PrismRequest = { operationId: 'getUser', code: null, example: null, dynamic: false, accept: undefined };

before(async () => {
  contract = await readContract({ documentPath: 'openapi/alerts.openapi.yaml', parseFault });
  prism = await createPrism(contract);
});

test('without a wish it is the success of the document', async () => {
  const answer = await prism.answer(plain);
  assert.equal(answer.kind === 'answer' && answer.status, 200);
  assert.equal(answer.kind === 'answer' && answer.mediaType, 'application/json');
});

test('a declared code is given', async () => {
  const answer = await prism.answer({ ...plain, code: 404 });
  assert.equal(answer.kind === 'answer' && answer.status, 404);
});

test('an undeclared code, and an example that is not there, fail loudly instead of giving the success', async () => {
  const code = await prism.answer({ ...plain, code: 418 });
  assert.deepEqual([code.kind, code.kind === 'failed' && code.status], ['failed', 404]);
  const example = await prism.answer({ ...plain, code: 404, example: 'no-such-example' });
  assert.deepEqual([example.kind, example.kind === 'failed' && example.status], ['failed', 404]);
  assert.match(JSON.stringify(example), /no-such-example/);
});

test('a media type that nobody can give is 406, and one request’s Accept does not stick to the next', async () => {
  const refused = await prism.answer({ ...plain, accept: 'application/vnd.nobody+cbor' });
  assert.deepEqual([refused.kind, refused.kind === 'failed' && refused.status], ['failed', 406]);
  assert.equal((await prism.answer({ ...plain, accept: 'application/json' })).kind, 'answer');
  assert.equal((await prism.answer(plain)).kind, 'answer');
});

for (const accept of [
  'garbage',
  ';;;',
  'text/html, nonsense, */*;q=0.1',
  '',
  '*/*',
  'application/json;q=0.5, text/html;q=0.9',
]) {
  test(`Accept "${accept}" gets JSON`, async () => {
    const answer = await prism.answer({ ...plain, accept });
    assert.equal(answer.kind === 'answer' && answer.mediaType, 'application/json');
  });
}

test('a static answer is made once', async () => {
  assert.equal(await prism.answer(plain), await prism.answer({ ...plain }));
});

test('a dynamic answer keeps to the schema', async () => {
  const answer = await prism.answer({ ...plain, dynamic: true });
  assert.ok(answer.kind === 'answer');
  const declared = contract.operation('getUser')?.responses.find(({ status }) => status === '200');
  assert.deepEqual(declared?.content.get('application/json')?.validate(answer.body), []);
});

test('an operation that was left out never reaches Prism', async () => {
  const [left, ...operations] = contract.operations;
  assert.ok(left);
  const excluded = [{ id: left.id, method: left.method, path: left.path, problem: new Error('broken') as never }];
  const other = await createPrism({ ...contract, operations, excluded });
  const answer = await other.answer({ ...plain, operationId: left.id });
  assert.deepEqual([answer.kind, answer.kind === 'failed' && answer.status], ['failed', 500]);
});

test('the contract’s own document is not touched', async () => {
  const before = JSON.stringify(contract.document);
  await createPrism(contract);
  assert.equal(JSON.stringify(contract.document), before);
});

test('the callbacks of a document are never called', async () => {
  const requestBody = { content: { 'application/json': { schema: { type: 'object' } } } };
  const document = {
    openapi: '3.0.3',
    info: { title: 'callbacks', version: '1' },
    paths: {
      '/subscribe': {
        post: {
          operationId: 'subscribe',
          requestBody,
          responses: {
            200: { description: 'ok', content: { 'application/json': { schema: { type: 'object' }, example: {} } } },
          },
          callbacks: {
            event: {
              'http://127.0.0.1:9/{$request.body#/x}': {
                post: { requestBody, responses: { 200: { description: 'ok' } } },
              },
            },
          },
        },
      },
    },
  };
  const [model] = contract.operations;
  assert.ok(model);
  const fetched: unknown[] = [];
  const original = globalThis.fetch;
  globalThis.fetch = ((...args: unknown[]) => {
    fetched.push(args);
    return Promise.reject(new Error('no'));
  }) as typeof fetch;
  const operations = [{ ...model, id: 'subscribe', method: 'POST', path: '/subscribe' }];
  const other = await createPrism({ ...contract, document, operations, excluded: [] });
  const answer = await other.answer({ ...plain, operationId: 'subscribe' });
  globalThis.fetch = original;
  assert.equal(answer.kind === 'answer' && answer.status, 200);
  assert.deepEqual(fetched, []);
});

test('a schema that Prism gives up on is a failure with its reason', async () => {
  const properties = Object.fromEntries(
    Array.from({ length: 60 }, (_, index) => [`p${index}`, { $ref: '#/components/schemas/Wide' }]),
  );
  const wide = {
    type: 'object',
    properties: Object.fromEntries(Array.from({ length: 60 }, (_, index) => [`q${index}`, { type: 'string' }])),
  };
  const document = {
    openapi: '3.0.3',
    info: { title: 'wide', version: '1' },
    paths: {
      '/wide': {
        get: {
          operationId: 'wide',
          responses: {
            200: { description: 'ok', content: { 'application/json': { schema: { type: 'object', properties } } } },
          },
        },
      },
    },
    components: { schemas: { Wide: wide } },
  };
  const folder = await mkdtemp(join(tmpdir(), 'faultline-wide-'));
  after(() => rm(folder, { recursive: true }));
  await writeFile(join(folder, 'wide.json'), JSON.stringify(document));
  const wideContract = await readContract({ documentPath: join(folder, 'wide.json'), parseFault });
  const answer = (await createPrism(wideContract)).answer({ ...plain, operationId: 'wide' });
  assert.equal(answer.kind, 'answer', JSON.stringify(answer).slice(0, 300));
  if (answer.kind !== 'answer') return;
  assert.deepEqual([answer.status, answer.mediaType], [200, 'application/json']);
  assert.equal(Object.keys(answer.body as object).length, 60);
  assert.deepEqual(Object.keys((answer.body as { p0: object }).p0).length, 60);
});

test('no deprecation of Prism’s dependencies reaches the terminal', () => {
  const script = `
    const { deferred, loadPrism } = await import('./src/mock/prism-parts/load-prism.ts');
    loadPrism();
    const { createRequire } = await import('node:module');
    const fromPrism = createRequire(createRequire(import.meta.url).resolve('@stoplight/prism-http'));
    for (const [file, names] of Object.entries(deferred)) names.forEach(createRequire(fromPrism.resolve(file)));
  `;
  const { stderr, status } = spawnSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' });
  assert.deepEqual([status, stderr], [0, '']);
});
