import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { before, test } from 'node:test';
import { type Contract, readContract } from '../../contract/index.ts';
import { parseFault } from '../../faults/index.ts';
import { createPrism } from '../prism.ts';
import { deferred, loadPrism } from './load-prism.ts';

const require = createRequire(import.meta.url);
const prismPath = require.resolve('@stoplight/prism-http');
const fromPrism = createRequire(prismPath);
let contract: Contract;

before(async () => {
  contract = await readContract({ documentPath: 'openapi/alerts.openapi.yaml', parseFault });
});

function pathsOf(file: string, names: readonly string[]): readonly string[] {
  const from = createRequire(fromPrism.resolve(file));
  return names.map((name) => from.resolve(name));
}

// First, and in a process of its own (by the name of this file), in which nothing else has loaded anything yet.
test('every plain answer of the API that ships is made without what was deferred', async () => {
  const prism = await createPrism(contract);
  for (const { id, responses } of contract.operations)
    for (const { status } of responses) {
      const code = Number.isNaN(Number(status)) ? null : Number(status);
      const answer = await prism.answer({ operationId: id, code, example: null, dynamic: false, accept: undefined });
      assert.equal(answer.kind, 'answer', `${id} ${status}`);
    }
  const paths = Object.entries(deferred).flatMap(([file, names]) => pathsOf(file, names));
  assert.deepEqual(
    paths.filter((path) => require.cache[path] !== undefined),
    [],
  );
});

test('an answer is generated as soon as one is asked for, and keeps to its schema', async () => {
  const prism = await createPrism(contract);
  const question = { operationId: 'getUser', code: 200, example: null, dynamic: true, accept: undefined };
  const answers = await Promise.all([prism.answer(question), prism.answer(question)]);
  const declared = contract.operation('getUser')?.responses.find(({ status }) => status === '200');
  for (const answer of answers) {
    assert.ok(answer.kind === 'answer', JSON.stringify(answer));
    assert.deepEqual(declared?.content.get('application/json')?.validate(answer.body), []);
  }
  assert.equal(require.cache[fromPrism.resolve('@faker-js/faker')], undefined, 'faker is left for who names it');
  // Prism's own settings reached the generator: by its defaults it would leave out what isn't required.
  const { JSONSchemaFaker } = fromPrism('json-schema-faker') as { JSONSchemaFaker: { option(name: string): unknown } };
  assert.equal(JSONSchemaFaker.option('alwaysFakeOptionals'), true);
});

test('faker works where a schema names it', async () => {
  const schema = {
    type: 'object',
    required: ['mail'],
    properties: { mail: { type: 'string', 'x-faker': 'internet.email' } },
  };
  const responses = { 200: { description: 'ok', content: { 'application/json': { schema } } } };
  const document = { openapi: '3.0.3', info: {}, paths: { '/mail': { get: { responses } } } };
  const operations = contract.operations.slice(0, 1).map((model) => ({ ...model, method: 'GET', path: '/mail' }));
  const prism = await createPrism({ ...contract, document, operations });
  const question = { operationId: operations[0]?.id ?? '', code: 200, example: null, dynamic: true, accept: undefined };
  const answer = await prism.answer(question);
  assert.match(JSON.stringify(answer), /"mail":"[^"@]+@[^"@]+"/);
});

test('the rest of Prism is whole: a request is validated, forwarded and refused as ever', async () => {
  loadPrism();
  const whole = fromPrism(prismPath) as typeof import('@stoplight/prism-http');
  const [operation] = (await whole.getHttpOperationsFromSpec(structuredClone(contract.document))).filter(
    ({ iid }) => iid === 'createAlert',
  );
  assert.ok(operation);
  const logger: object = new Proxy({}, { get: (_, key) => (key === 'child' ? () => logger : () => {}) });
  const config = { checkSecurity: true, validateRequest: true, validateResponse: true, errors: false };
  const request = (overrides: object) =>
    whole
      .createInstance({ isProxy: false, ...config, mock: { dynamic: false }, upstreamProxy: undefined, ...overrides }, {
        logger,
      } as never)
      .request(
        { method: 'post', url: { path: '/alerts' }, headers: { 'content-type': 'application/json' }, body: {} },
        [operation],
      )();
  const refused = await request({});
  const codes = refused._tag === 'Right' ? refused.right.validations.input.map(({ code }) => code) : [];
  assert.ok(codes.includes(401) && codes.includes('required'), JSON.stringify(refused));
  // Nothing listens on port 9 of loopback.
  const forwarded = await request({ isProxy: true, upstream: new URL('http://127.0.0.1:9') });
  assert.ok(forwarded._tag === 'Left' && /ECONNREFUSED/.test(forwarded.left.message), JSON.stringify(forwarded));
});

test('whatever is deferred is there for Prism to load, under that very name', () => {
  for (const [file, names] of Object.entries(deferred))
    for (const path of pathsOf(file, names)) assert.ok(Object.keys(require(path) as object).length > 0, path);
});
