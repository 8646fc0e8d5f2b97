import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ok, read } from './fixtures/small-document.ts';

test('security is the operation’s own, else the document’s; an empty list asks for nothing', () => {
  const { operations } = read({
    security: [{ Key: [] }],
    components: {
      securitySchemes: {
        Key: { type: 'apiKey', in: 'header', name: 'X-API-Key' },
        Token: { type: 'http', scheme: 'Bearer' },
        Login: { type: 'http', scheme: 'basic' },
      },
    },
    paths: {
      '/x': { get: ok, put: { ...ok, security: [] }, post: { ...ok, security: [{ Token: ['w'], Login: [] }, {}] } },
    },
  });
  const key = { scheme: 'Key', scopes: [], kind: 'api-key', in: 'header', name: 'X-API-Key' };
  const token = { scheme: 'Token', scopes: ['w'], kind: 'bearer', in: 'header', name: 'Authorization' };
  const login = { scheme: 'Login', scopes: [], kind: 'basic', in: 'header', name: 'Authorization' };
  assert.deepEqual(Object.fromEntries(operations.map(({ method, security }) => [method, security])), {
    GET: [[key]],
    PUT: [],
    POST: [[token, login], []],
  });
});

test('every kind of scheme is known by what carries it', () => {
  const { operations } = read({
    components: {
      securitySchemes: {
        Query: { type: 'apiKey', in: 'query', name: 'key' },
        Cookie: { type: 'apiKey', in: 'cookie', name: 'session' },
        OAuth: { type: 'oauth2', flows: {} },
        OpenId: { type: 'openIdConnect', openIdConnectUrl: 'https://example.com' },
        Tls: { type: 'mutualTLS' },
      },
    },
    paths: { '/x': { get: { ...ok, security: [{ Query: [], Cookie: [], OAuth: [], OpenId: [], Tls: [] }] } } },
  });
  assert.deepEqual(
    operations[0]?.security[0]?.map(({ scheme, kind, in: place, name }) => [scheme, kind, place, name]),
    [
      ['Query', 'api-key', 'query', 'key'],
      ['Cookie', 'api-key', 'cookie', 'session'],
      ['OAuth', 'oauth2', 'header', 'Authorization'],
      ['OpenId', 'openid-connect', 'header', 'Authorization'],
      ['Tls', 'mutual-tls', 'header', ''],
    ],
  );
});

test('a scheme of no kind, or a parameter of no place, excludes the operation and says which there are', () => {
  const { excluded } = read({
    components: { securitySchemes: { Magic: { type: 'magic' } } },
    paths: {
      '/x': { get: { ...ok, security: [{ Magic: [] }] } },
      '/y': { get: { ...ok, parameters: [{ name: 'p', in: 'body' }] } },
      '/z': { get: { ...ok, parameters: [{ in: 'query' }] } },
    },
  });
  assert.deepEqual(
    excluded.map(({ problem: { message, fix } }) => [message, fix]),
    [
      [
        'Failed to serve "GET /x": Failed to read the security scheme "Magic": "magic" is no type of one.',
        'Use one of: apiKey, http, oauth2, openIdConnect, mutualTLS.',
      ],
      [
        'Failed to serve "GET /y": Failed to read a parameter: it needs a "name" and an "in".',
        'Use "in: path", "query", "header" or "cookie".',
      ],
      [
        'Failed to serve "GET /z": Failed to read a parameter: it needs a "name" and an "in".',
        'Use "in: path", "query", "header" or "cookie".',
      ],
    ],
  );
});

test('a scheme that is not defined excludes the operation and suggests another', () => {
  const { excluded, operations } = read({
    components: { securitySchemes: { ApiKey: { type: 'apiKey', in: 'header', name: 'X-Key' } } },
    paths: { '/x': { get: { ...ok, security: [{ ApiKy: [] }] }, put: ok } },
  });
  assert.deepEqual(
    operations.map(({ id }) => id),
    ['PUT /x'],
  );
  assert.match(String(excluded[0]?.problem.message), /no scheme is named "ApiKy"/);
  assert.match(String(excluded[0]?.problem.fix), /Did you mean "ApiKey"\?/);
});
