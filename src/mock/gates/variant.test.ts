import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { readContract } from '../../contract/index.ts';
import { parseFault } from '../../faults/index.ts';
import { Driver } from '../fixtures/driver.ts';

const folder = mkdtempSync(join(tmpdir(), 'faultline-variant-'));
after(() => rmSync(folder, { recursive: true }));

const responses = { 200: { description: 'Done.' } };
const target = (name: string) => ({ name: 'X-Target', in: 'header', required: true, schema: { enum: [name] } });
const taking = (schema: object) => ({ requestBody: { content: { 'application/json': { schema } } }, responses });
const token = { required: ['grant'], properties: { grant: { type: 'string' } } };
const refresh = { required: ['grant', 'old'], properties: { grant: { type: 'string' }, old: { type: 'string' } } };

async function contractOf(paths: object) {
  const documentPath = join(folder, 'api.json');
  writeFileSync(documentPath, JSON.stringify({ openapi: '3.1.0', info: { title: 'T', version: '1' }, paths }));
  return await readContract({ documentPath, parseFault });
}

test('of paths that differ by a fragment the one is meant whose parameters the request has', async () => {
  const contract = await contractOf({
    '/#X-Target=Put': { post: { operationId: 'put', parameters: [target('Put')], responses } },
    '/#X-Target=Get': { post: { operationId: 'get', parameters: [target('Get')], responses } },
  });
  const meant = (headers: Record<string, string>) => new Driver(contract).send('POST /', { headers }).action;
  assert.equal(meant({ 'x-target': 'Get' }).operationId, 'get');
  assert.equal(meant({ 'x-target': 'Put' }).operationId, 'put');
  const { operationId, cause } = meant({ 'x-target': 'Drop' });
  assert.deepEqual([operationId, cause.kind], ['put', 'validation'], 'what none accepts the first one refuses');
});

test('of several that accept a request the one is meant that asks for most', async () => {
  const contract = await contractOf({
    '/token': { post: { operationId: 'token', ...taking(token) } },
    '/token#refresh': { post: { operationId: 'refresh', ...taking(refresh) } },
  });
  const meant = (body: object) => new Driver(contract).send('POST /token', { body }).action.operationId;
  assert.equal(meant({ grant: 'refresh', old: 'x' }), 'refresh');
  assert.equal(meant({ grant: 'code' }), 'token');
  assert.deepEqual(
    contract.warnings.map(({ code, place }) => [code, place.pointer]),
    [['fragment-in-path', '/paths/~1token#refresh/post']],
  );
});
