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
      },
    },
    paths: {
      '/x': { get: ok, put: { ...ok, security: [] }, post: { ...ok, security: [{ Token: ['w'], Key: [] }, {}] } },
    },
  });
  const key = { scheme: 'Key', scopes: [], kind: 'api-key', in: 'header', name: 'X-API-Key' };
  const token = { scheme: 'Token', scopes: ['w'], kind: 'bearer', in: 'header', name: 'Authorization' };
  assert.deepEqual(Object.fromEntries(operations.map(({ method, security }) => [method, security])), {
    GET: [[key]],
    PUT: [],
    POST: [[token, key], []],
  });
});

test('of credentials that would have to stand in one place either is taken, with a warning', () => {
  const { operations, warnings } = read({
    security: [{ Key: [], Token: [], Other: [] }],
    components: {
      securitySchemes: {
        Key: { type: 'apiKey', in: 'header', name: 'authorization' },
        Token: { type: 'http', scheme: 'bearer' },
        Other: { type: 'apiKey', in: 'query', name: 'key' },
      },
    },
    paths: { '/x': { get: ok, put: ok } },
  });
  assert.deepEqual(
    operations.map(({ security }) => security.map((needs) => needs.map(({ scheme }) => scheme))),
    [
      [
        ['Key', 'Other'],
        ['Token', 'Other'],
      ],
      [
        ['Key', 'Other'],
        ['Token', 'Other'],
      ],
    ],
  );
  assert.deepEqual(
    warnings.map(({ code, place }) => [code, place.pointer]),
    [['security-in-one-place', '/security/0']],
  );
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
    paths: { '/x': { get: { ...ok, security: [{ Query: [], Cookie: [], OAuth: [], Tls: [] }, { OpenId: [] }] } } },
  });
  assert.deepEqual(
    operations[0]?.security.flat().map(({ scheme, kind, in: place, name }) => [scheme, kind, place, name]),
    [
      ['Query', 'api-key', 'query', 'key'],
      ['Cookie', 'api-key', 'cookie', 'session'],
      ['OAuth', 'oauth2', 'header', 'Authorization'],
      ['Tls', 'mutual-tls', 'header', ''],
      ['OpenId', 'openid-connect', 'header', 'Authorization'],
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
