import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { stringify } from 'yaml';
import { declaredMeaning, expectedMeaning, isDeclaredIdempotent, readContract } from '../index.ts';

const folders: string[] = [];
after(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true }))));

const responses = Object.fromEntries([200, 404, 409, 429, 500, 503].map((status) => [status, { description: '' }]));
const waiting = { description: '', headers: { 'Retry-After': { schema: { type: 'integer' } } } };
const key = { name: 'Idempotency-Key', in: 'header', required: true, schema: { type: 'string' } };
const backoff = (statusCodes: readonly string[]) => ({ strategy: 'backoff', statusCodes, retryConnectionErrors: true });

async function contractOf(root: object, layer: object = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'faultline-retries-'));
  folders.push(folder);
  const operation = (operationId: string, more: object = {}) => ({ operationId, responses, ...more });
  const document = {
    openapi: '3.1.0',
    info: { title: 'Shop', version: '1' },
    ...root,
    paths: {
      '/plain': { get: operation('read'), post: operation('create') },
      '/keyed': { post: operation('keyed', { parameters: [key] }) },
      '/own': { post: operation('own', { 'x-speakeasy-retries': backoff(['409', '5XX']) }) },
      '/never': { get: operation('never', { 'x-speakeasy-retries': { strategy: 'none' } }) },
      '/waiting': { get: operation('waiting', { responses: { ...responses, 503: waiting } }) },
    },
  };
  await writeFile(join(folder, 'shop.yaml'), stringify(document));
  await writeFile(join(folder, 'shop.failures.yaml'), stringify({ version: 1, ...layer }));
  return readContract({ documentPath: join(folder, 'shop.yaml'), parseFault: () => assert.fail('no fault is named') });
}

test('what a document says of retries is what its failures mean', async () => {
  const contract = await contractOf({});
  const classOf = (id: string, status: number) => {
    const operation = contract.operation(id);
    assert.ok(operation);
    const { class: retryClass, retry } = expectedMeaning(contract, operation, status);
    return `${retryClass} ${retry}`;
  };
  assert.deepEqual(
    [classOf('read', 500), classOf('create', 500), classOf('keyed', 500), classOf('own', 500)],
    [
      'retryable-if-idempotent true',
      'retryable-if-idempotent false',
      'retryable-if-idempotent true',
      'retryable-if-idempotent true',
    ],
  );
  assert.match(classOf('own', 409), /^retryable /, 'it is listed');
  assert.match(classOf('create', 409), /^retryable-after-change/);
  assert.match(classOf('never', 500), /^not-retryable/);
  assert.match(classOf('waiting', 503), /^retryable-after-delay/);
});

test('what is declared for the whole document holds for each operation, but makes no call safe to repeat', async () => {
  const contract = await contractOf({ 'x-speakeasy-retries': backoff(['404']) });
  const create = contract.operation('create');
  assert.ok(create);
  assert.deepEqual(declaredMeaning(contract, create, 404), { class: 'retryable', byDocument: true });
  assert.equal(declaredMeaning(contract, create, 409)?.class, undefined);
  assert.equal(isDeclaredIdempotent(contract, create), false);
});

test('the layer says it better than the document, for one operation better than for all', async () => {
  const never = { class: 'not-retryable' };
  const contract = await contractOf(
    {},
    {
      expect: { 409: never, 500: never },
      operations: { own: { expect: { 409: { class: 'retryable-after-delay' } } } },
    },
  );
  const own = contract.operation('own') ?? null;
  assert.deepEqual(declaredMeaning(contract, own, 409), { class: 'retryable-after-delay' });
  assert.deepEqual(declaredMeaning(contract, own, 500), never);
});
