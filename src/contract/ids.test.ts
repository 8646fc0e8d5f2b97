import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { knownId } from './ids.ts';
import { readContract } from './index.ts';

const folder = mkdtempSync(join(tmpdir(), 'faultline-ids-'));
after(() => rmSync(folder, { recursive: true }));

const places = {
  'beside its schema': '{ name: id, in: path, required: true, example: here, schema: { type: string } }',
  'by a name': '{ name: id, in: path, required: true, examples: { one: { value: here } }, schema: { type: string } }',
  'in its schema': '{ name: id, in: path, required: true, schema: { type: string, example: here } }',
  'in a list of its schema':
    '{ name: id, in: path, required: true, schema: { type: string, examples: [here, there] } }',
};

for (const [place, parameter] of Object.entries(places)) {
  test(`a path parameter that is shown ${place} is known by that, stored items or not`, async () => {
    const documentPath = join(folder, 'things.yaml');
    writeFileSync(
      documentPath,
      `openapi: 3.1.0
info: { title: Things, version: 1.0.0 }
paths:
  /things/{id}:
    parameters: [${parameter}]
    get: { operationId: getThing, responses: { 200: { description: ok, content: { application/json: { schema: { type: object } } } } } }
    delete: { operationId: deleteThing, responses: { 204: { description: gone } } }
  /notes/{id}:
    parameters: [${parameter}]
    post: { operationId: note, responses: { 204: { description: noted } } }
`,
    );
    const contract = await readContract({ documentPath, parseFault: () => assert.fail('no fault is named') });
    for (const id of ['getThing', 'note']) {
      const operation = contract.operation(id);
      assert.ok(operation);
      assert.equal(knownId(contract, operation, 'id'), 'here', id);
    }
  });
}

test('a stored id is known only if the path takes it, and one that it takes is stored', async () => {
  const documentPath = join(folder, 'files.yaml');
  writeFileSync(
    documentPath,
    `openapi: 3.1.0
info: { title: Files, version: 1.0.0 }
paths:
  /files:
    get: { operationId: list, responses: { 200: { description: ok, content: { application/json: { schema: { type: array, items: { $ref: '#/components/schemas/File' } }, example: [{ name: a }, { name: b }, { name: c }] } } } } }
  /files/{name}:
    parameters: [{ name: name, in: path, required: true, schema: { type: string, pattern: '^[a-z]+[.]json$' } }]
    get: { operationId: read, responses: { 200: { description: ok, content: { application/json: { schema: { $ref: '#/components/schemas/File' } } } } } }
    delete: { operationId: remove, responses: { 204: { description: gone } } }
components: { schemas: { File: { type: object, required: [name], properties: { name: { type: string } } } } }
`,
  );
  const contract = await readContract({ documentPath, parseFault: () => assert.fail('no fault is named') });
  const operation = contract.operation('read');
  assert.ok(operation);
  const id = knownId(contract, operation, 'name');
  assert.match(id, /^[a-z]+[.]json$/);
  assert.deepEqual(
    contract.layer.resources[0]?.seed.map(({ name }) => name),
    ['a', 'b', 'c', id],
  );
});
