import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Problem } from '../../problem.ts';
import { type ReadOptions, readDocument } from './read-document.ts';
import { createServable } from './servable.ts';
import { parseSource } from './source.ts';

const ok = { 200: { description: 'ok' } };
const taking = (schema: unknown) => ({ requestBody: { content: { 'application/json': { schema } } }, responses: ok });

function read(paths: unknown, schemas: unknown, options: ReadOptions) {
  const text = JSON.stringify({ openapi: '3.1.0', info: { title: 'T', version: '1' }, paths, components: { schemas } });
  return readDocument(parseSource('api.json', text, 'the document'), options);
}

const paths = {
  '/good': { post: { operationId: 'good', ...taking({ $ref: '#/components/schemas/Good' }) } },
  '/pattern': { post: { operationId: 'pattern', ...taking({ $ref: '#/components/schemas/Outer' }) } },
  '/impossible': { post: { operationId: 'impossible', ...taking({ allOf: [{ type: 'string' }, { type: 'null' }] }) } },
  '/type': { post: { operationId: 'type', ...taking({ type: 'strng' }) } },
  '/broken': { post: { operationId: 'broken', ...taking({ $ref: '#/components/schemas/Gone' }) } },
  '/status': { get: { operationId: 'status', responses: { 999: { description: 'no' } } } },
};
const schemas = {
  Good: { type: 'object', properties: { self: { $ref: '#/components/schemas/Good' }, pattern: { type: 'string' } } },
  Outer: { properties: { inner: { $ref: '#/components/schemas/Inner' } } },
  Inner: { type: 'string', pattern: '([' },
};

test('a large document is only looked over, and the same operations are left out as if all were compiled', () => {
  const [whole, looked] = [true, false].map((all) => read(paths, schemas, { whole: all }));
  assert.deepEqual(
    looked?.excluded.map(({ id, problem }) => [id, problem.message, problem.place]),
    whole?.excluded.map(({ id, problem }) => [id, problem.message, problem.place]),
  );
  assert.deepEqual(
    looked?.unchecked.map(({ operation }) => operation.id),
    ['good'],
  );
  assert.deepEqual(whole?.unchecked, []);
  assert.deepEqual(
    looked?.defects.map(({ message }) => message).sort(),
    whole?.defects.map(({ message }) => message).sort(),
  );
});

/** Sound to the eye, but Ajv can't compile it: a keyword that nobody looks over. */
const sly = {
  '/sly': { post: { operationId: 'sly', ...taking({ minContains: 'x', contains: {} }) } },
  '/good': paths['/good'],
};

test('an operation that turns out to be defective when it is first called is left out from then on', () => {
  const told: Problem[] = [];
  const servable = createServable(read(sly, schemas, { whole: false }), (problem) => told.push(problem));
  assert.deepEqual(
    servable.operations.map(({ id }) => id),
    ['sly', 'good'],
  );
  assert.equal(servable.route('POST', '/good').kind, 'operation');
  assert.equal(told.length, 0);
  assert.equal(servable.route('POST', '/sly').kind, 'left-out');
  assert.equal(servable.route('POST', '/sly').kind, 'left-out');
  assert.equal(told.length, 1);
  assert.match(String(told[0]?.message), /Failed to serve "sly"/);
  assert.deepEqual(
    servable.operations.map(({ id }) => id),
    ['good'],
  );
  assert.deepEqual(
    servable.excluded.map(({ id }) => id),
    ['sly'],
  );
  assert.equal(servable.operation('sly'), undefined);
});

test('what was put off can be checked at once', () => {
  const servable = createServable(read(sly, schemas, { whole: false }));
  servable.checkAll();
  assert.deepEqual(
    servable.excluded.map(({ id }) => id),
    ['sly'],
  );
});

test('a validator that can not be compiled accepts everything until its operation is left out', () => {
  const { all } = read(sly, schemas, { whole: false });
  assert.deepEqual(all[0]?.requestBody?.content.get('application/json')?.validate(5), []);
});

test('a request for what is left out is told why, and any other that nothing is there', () => {
  const { route } = createServable(read(paths, schemas, { whole: true }));
  const left = route('POST', '/type');
  assert.equal(left.kind === 'left-out' && left.exclusion.id, 'type');
  assert.match(left.kind === 'left-out' ? left.exclusion.problem.message : '', /Failed to serve "type"/);
  assert.deepEqual(route('POST', '/nothing'), { kind: 'not-found' });
  assert.deepEqual(route('GET', '/type'), { kind: 'method-not-allowed', allow: ['POST'] });
  assert.deepEqual(route('GET', '/good'), { kind: 'method-not-allowed', allow: ['POST'] });
  assert.equal(createServable(read(sly, schemas, { whole: false })).route('POST', '/sly').kind, 'left-out');
});
