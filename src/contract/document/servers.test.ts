import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stringify } from 'yaml';
import { openDocument } from './open-api.ts';
import { basePaths } from './servers.ts';
import { parseSource } from './source.ts';

function pathsOf(document: object): readonly string[] {
  return basePaths(openDocument(parseSource('api.yaml', stringify({ openapi: '3.1.0', ...document }), 'the document')));
}

test('the servers of the document, of its paths and of its operations have base paths', () => {
  const servers = (...urls: readonly string[]) => urls.map((url) => ({ url }));
  assert.deepEqual(
    pathsOf({
      servers: servers('https://example.com/v1/', '/v1', 'https://example.com', '/'),
      paths: { '/x': { servers: servers('/of-path'), get: { servers: servers('https://other.example/a/b//') } } },
    }),
    ['/v1', '/of-path', '/a/b'],
  );
});

test('variables stand for their default, or for their name when they have none', () => {
  const variables = { version: { default: 'v2' }, region: {} };
  assert.deepEqual(pathsOf({ servers: [{ url: 'https://{host}.example/{region}/{version}', variables }] }), [
    '/region/v2',
  ]);
});

test('what is no server has none', () => {
  assert.deepEqual(pathsOf({ servers: 'https://example.com/v1', paths: { '/x': { get: { servers: [1, {}] } } } }), []);
  assert.deepEqual(pathsOf({ servers: [{ url: 'http://[not-an-address]/v1' }] }), []);
});
