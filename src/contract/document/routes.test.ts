import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Operation } from '../contract.ts';
import { createRouter } from './routes.ts';

function operation(method: string, path: string): Operation {
  return {
    id: `${method} ${path}`,
    method,
    path,
    summary: null,
    tags: [],
    security: [],
    parameters: [],
    requestBody: null,
    responses: [],
    place: {},
  };
}

function routerFor(sites: readonly string[], bases: readonly string[] = []) {
  const operations = sites.map((site) => {
    const [method = '', path = ''] = site.split(' ');
    return operation(method, path);
  });
  const route = createRouter(operations, bases);
  return (method: string, path: string) => {
    const found = route(method, path);
    return found.kind === 'operation' ? [found.operation.id, found.pathParameters] : found;
  };
}

test('text beats parameters, whatever comes first in the document', () => {
  const route = routerFor(['GET /users/{id}', 'GET /users/me', 'GET /users/{id}.json']);
  assert.deepEqual(route('GET', '/users/me'), ['GET /users/me', {}]);
  assert.deepEqual(route('GET', '/users/7.json'), ['GET /users/{id}.json', { id: '7' }]);
  assert.deepEqual(route('GET', '/users/7'), ['GET /users/{id}', { id: '7' }]);
});

test('a dead end in the text falls back to the parameter', () => {
  const route = routerFor(['GET /users/me/keys', 'GET /users/{id}/posts', 'DELETE /users/{id}']);
  assert.deepEqual(route('GET', '/users/me/posts'), ['GET /users/{id}/posts', { id: 'me' }]);
  assert.deepEqual(route('DELETE', '/users/me'), ['DELETE /users/{id}', { id: 'me' }]);
});

test('a parameter is never empty', () => {
  const route = routerFor(['GET /users/{id}', 'GET /files/{name}.{kind}']);
  assert.deepEqual(route('GET', '/users/'), { kind: 'not-found' });
  assert.deepEqual(route('GET', '/files/.zip'), { kind: 'not-found' });
  assert.deepEqual(route('GET', '/files/a.zip'), ['GET /files/{name}.{kind}', { name: 'a', kind: 'zip' }]);
});

test('parameters with the same place may have different names', () => {
  const route = routerFor(['GET /users/{id}', 'PUT /users/{user_id}']);
  assert.deepEqual(route('PUT', '/users/1'), ['PUT /users/{user_id}', { user_id: '1' }]);
});

test('a path without the method lists the methods it has', () => {
  const route = routerFor(['GET /alerts', 'POST /alerts']);
  assert.deepEqual(route('PUT', '/alerts'), { kind: 'method-not-allowed', allow: ['GET', 'POST'] });
  assert.deepEqual(route('GET', '/nope'), { kind: 'not-found' });
});

test('segments are decoded one by one, and what cannot be decoded is malformed', () => {
  const route = routerFor(['GET /users/{id}']);
  assert.deepEqual(route('GET', '/users/a%2Fb%20c'), ['GET /users/{id}', { id: 'a/b c' }]);
  assert.deepEqual(route('GET', '/users/%E0%A4%A'), { kind: 'malformed-path' });
  assert.deepEqual(route('GET', '/nope/%'), { kind: 'malformed-path' });
});

test('the base path of a server may be there or not', () => {
  const route = routerFor(['GET /alerts'], ['/v1', '/api/v2']);
  for (const path of ['/alerts', '/v1/alerts', '/api/v2/alerts'])
    assert.deepEqual(route('GET', path), ['GET /alerts', {}]);
  assert.deepEqual(route('GET', '/v3/alerts'), { kind: 'not-found' });
});

test('names that every object inherits are ordinary segments', () => {
  const route = routerFor(['GET /{name}']);
  assert.deepEqual(route('GET', '/__proto__'), ['GET /{name}', { name: '__proto__' }]);
  assert.deepEqual(route('GET', '/constructor/x'), { kind: 'not-found' });
});

test('a thousand operations make a route no slower than its segments', () => {
  const sites = Array.from({ length: 1000 }, (_, at) => `GET /a${at}/{x}/b/{y}`);
  assert.deepEqual(routerFor(sites)('GET', '/a999/1/b/2'), ['GET /a999/{x}/b/{y}', { x: '1', y: '2' }]);
});

test('a fragment is no part of what a request leads to', () => {
  const route = routerFor([
    'GET /files/{id}',
    'PUT /files/{id}#add_link',
    'POST /schemas/fixed#add',
    'POST /schemas/{id}',
  ]);
  assert.deepEqual(route('PUT', '/files/7'), ['PUT /files/{id}#add_link', { id: '7' }]);
  assert.deepEqual(route('POST', '/schemas/fixed'), ['POST /schemas/fixed#add', {}]);
});

test('operations whose paths differ by a fragment are found together, others with the same path are not', () => {
  for (const path of ['/files', '/files/{id}']) {
    const operations = [path, `${path}#a`, `${path}#b`, path].map((one) => operation('PUT', one));
    const found = createRouter(operations, [])('PUT', path);
    assert.ok(found.kind === 'operation');
    assert.equal(found.operation, operations[0]);
    assert.deepEqual(found.others, [operations[1], operations[2]]);
  }
});
