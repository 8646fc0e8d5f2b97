import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { readContract } from '../../contract/index.ts';
import { parseFault } from '../../faults/index.ts';
import { loadPrism } from './load-prism.ts';
import { readResource } from './read-resource.ts';

const fromPrism = createRequire(createRequire(import.meta.url).resolve('@stoplight/prism-http'));
const { getHttpOperationsFromSpec } = fromPrism('./index.js') as typeof import('@stoplight/prism-http');

for (const name of ['alerts', 'control']) {
  test(`each operation of the ${name} document answers as in Prism's own reading of the whole document`, async () => {
    const { document } = await readContract({
      documentPath: `openapi/${name}.openapi.yaml`,
      failuresPath: null,
      parseFault,
    });
    const whole = await getHttpOperationsFromSpec(structuredClone(document));
    assert.ok(whole.length > 5);
    for (const { method, path, responses, deprecated } of whole) {
      const own = readResource(loadPrism(), document, method.toUpperCase(), path);
      assert.deepEqual(own?.responses, responses, `${method} ${path}`);
      assert.equal(own?.deprecated, deprecated);
    }
  });
}

function getting(schema: object, schemas: object, content: object = {}) {
  const responses = { 200: { description: 'ok', content: { 'application/json': { schema, ...content } } } };
  return { openapi: '3.0.3', info: {}, paths: { '/it': { get: { responses } } }, components: { schemas } };
}

function answerOf(document: Readonly<Record<string, unknown>>, dynamic = false): unknown {
  const parts = loadPrism();
  const resource = readResource(parts, document, 'GET', '/it');
  assert.ok(resource);
  const quiet = () => {};
  const logger = { debug: quiet, info: quiet, success: quiet, warn: quiet, child: () => logger };
  const data = { method: 'get', url: { path: '/it' } } as const;
  const result = parts.mock({ resource, input: { data, validations: [] }, config: { dynamic } })(logger as never);
  return result._tag === 'Right' ? result.right.body : result.left;
}

test('a schema that contains itself is sampled and generated', () => {
  const child = { $ref: '#/components/schemas/Tree' };
  const tree = { type: 'object', required: ['name', 'child'], properties: { name: { type: 'string' }, child } };
  const document = getting({ type: 'array', minItems: 1, items: child }, { Tree: tree });
  assert.match(JSON.stringify(answerOf(document)), /^\[\{"name":"string","child":\{.*\}\}\]$/);
  const [made] = answerOf(document, true) as [{ readonly name: unknown; readonly child: unknown }];
  assert.deepEqual([typeof made.name, typeof made.child], ['string', 'object']);
});

test('schemas that lead to each other in every direction are answered with the example', () => {
  const names = Array.from({ length: 50 }, (_, index) => `S${index}`);
  const properties = Object.fromEntries(names.map((name) => [name, { $ref: `#/components/schemas/${name}` }]));
  const schemas = Object.fromEntries(names.map((name) => [name, { type: 'object', properties }]));
  const document = getting({ $ref: '#/components/schemas/S0' }, schemas, { example: { S1: {} } });
  assert.deepEqual(answerOf(document), { S1: {} });
});

test('a path item and a response may stand elsewhere', () => {
  const { paths, ...document } = getting({ type: 'boolean' }, {}, { example: true });
  const response = paths['/it'].get.responses[200];
  const item = { get: { responses: { 200: { $ref: '#/components/responses/Fine' } } } };
  const components = { responses: { Fine: response }, pathItems: { It: item } };
  assert.equal(answerOf({ ...document, components, paths: { '/it': { $ref: '#/components/pathItems/It' } } }), true);
});
