import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { test } from 'node:test';
import {
  allFailures,
  failuresBut,
  findingsOf,
  type LintInput,
  lintText,
  operation,
  problemResponse,
  shown,
} from '../fixtures/lint-text.ts';
import { documentRules } from './index.ts';

const helpers = ['error-schemas', 'header-missing', 'index', 'missing'];

test('every file of this folder is a rule in its index, under its own name', () => {
  const files = readdirSync(import.meta.dirname)
    .filter((file) => !file.endsWith('.test.ts'))
    .map((file) => file.replace('.ts', ''))
    .filter((file) => !helpers.includes(file));
  assert.deepEqual(
    documentRules.map(({ name }) => name as string).sort(),
    files.sort(),
    'add the missing line to src/lint/document/index.ts',
  );
});

const key = { securitySchemes: { key: { type: 'apiKey', in: 'header', name: 'X-Key' } } };
const oauth = {
  securitySchemes: {
    login: {
      type: 'oauth2',
      flows: { clientCredentials: { tokenUrl: 'https://x.example/t', scopes: { write: 'w' } } },
    },
  },
};
const body = { content: { 'application/json': { schema: { type: 'object' } } } };
const json = (schema: object, more: object = {}) => ({
  description: 'It failed.',
  content: { 'application/json': { schema, ...more } },
});
const integerId = { name: 'id', in: 'path', required: true, schema: { type: 'integer' } };
const detail = { type: 'object', properties: { detail: { type: 'string' } } };

/** For each rule a document that breaks it, what is then said, and one as near to it as possible that doesn't. */
const cases: Readonly<
  Record<string, readonly [broken: LintInput, said: readonly (string | RegExp)[], fine: LintInput]>
> = {
  'secured-without-401': [
    {
      paths: { '/a': { get: operation(failuresBut(['401']), { security: [{ key: [] }] }) } },
      more: { components: key },
    },
    ['/paths/~1a/get "GET /a" declares no 401, though it needs a credential (key).'],
    {
      // One alternative does without.
      paths: { '/a': { get: operation(failuresBut(['401']), { security: [{ key: [] }, {}] }) } },
      more: { components: key },
    },
  ],
  'scoped-without-403': [
    {
      paths: { '/a': { get: operation(failuresBut(['403']), { security: [{ login: ['write'] }] }) } },
      more: { components: oauth },
    },
    ['/paths/~1a/get "GET /a" declares no 403, though it needs a scope (write).'],
    {
      paths: { '/a': { get: operation(failuresBut(['403']), { security: [{ login: [] }] }) } },
      more: { components: oauth },
    },
  ],
  'unknown-id-without-404': [
    { paths: { '/a/{id}': { get: operation(failuresBut(['404'])) } } },
    ['/paths/~1a~1{id}/get "GET /a/{id}" declares no 404, though /a/{id} names one thing that may not be there.'],
    { paths: { '/a/{id}': { get: operation(failuresBut(['404'], { '4XX': problemResponse() })) } } },
  ],
  'invalid-without-400': [
    { paths: { '/a': { put: operation(failuresBut(['400']), { requestBody: body }) } } },
    ['/paths/~1a/put "PUT /a" declares no 400, though its body can be wrong.'],
    {
      paths: { '/a': { put: operation(failuresBut(['400'], { '422': problemResponse() }), { requestBody: body }) } },
    },
  ],
  'ambiguous-path': [
    {
      paths: {
        '/a/{id}/parts': { get: operation(failuresBut(['404'])) },
        '/a/new/{part}': { get: operation() },
        '/a/{id}/{part}': { get: operation() },
      },
    },
    ['/paths/~1a~1new~1{part} GET /a/new/parts matches "/a/{id}/parts" and "/a/new/{part}".'],
    {
      paths: {
        // The parameter refuses the other's fixed part.
        '/a/{id}/parts': { get: { ...operation(), parameters: [integerId] } },
        '/a/new/{part}': { get: operation() },
        // No method is common to both.
        '/b/{id}/parts': { get: operation() },
        '/b/new/{part}': { put: operation() },
      },
    },
  ],
  'no-429': [
    { paths: { '/a': { get: operation(failuresBut(['429'])), put: operation() } } },
    ['/paths/~1a/get "GET /a" declares no 429, though others do (PUT /a).'],
    { paths: { '/a': { get: operation(failuresBut(['429'], { default: problemResponse() })) } } },
  ],
  'no-5xx': [
    { paths: { '/a': { get: operation(failuresBut(['503'])) }, '/b': { get: operation(failuresBut(['503'])) } } },
    ['/paths 2 of 2 operations declare no server error (5xx), and no "default" either.'],
    { paths: { '/a': { get: operation(failuresBut(['503'], { '5XX': problemResponse() })) } } },
  ],
  'default-only': [
    { paths: { '/a': { get: operation({ default: problemResponse() }) } } },
    ['/paths/~1a/get/responses/default "GET /a" declares its failures only as "default".'],
    { paths: { '/a': { get: operation({ ...allFailures, default: problemResponse() }) } } },
  ],
  'www-authenticate-missing': [
    { paths: { '/a': { get: operation({ ...allFailures, '401': problemResponse() }) } } },
    [
      '/paths/~1a/get/responses/401 The 401 of "GET /a" declares no WWW-Authenticate: a 401 has to say which scheme is wanted.',
    ],
    { paths: { '/a': { get: operation() } } },
  ],
  'allow-missing': [
    { paths: { '/a': { get: operation({ ...allFailures, '405': problemResponse() }) } } },
    [
      '/paths/~1a/get/responses/405 The 405 of "GET /a" declares no Allow: a 405 has to list the methods that are allowed.',
    ],
    {
      paths: {
        '/a': { get: operation({ ...allFailures, '405': problemResponse({ allow: { schema: { type: 'string' } } }) }) },
      },
    },
  ],
  'retry-after-missing': [
    {
      paths: {
        '/a': { get: operation({ ...allFailures, '429': { $ref: '#/components/responses/Busy' } }) },
        '/b': { get: operation({ ...allFailures, '429': { $ref: '#/components/responses/Busy' } }) },
      },
      more: { components: { responses: { Busy: problemResponse() } } },
    },
    // Shared, so said once.
    [
      '/paths/~1a/get/responses/429 The 429 of "GET /a", "GET /b" declares no Retry-After: it doesn’t say when to come back.',
    ],
    {
      paths: {
        '/a': {
          get: operation({
            ...allFailures,
            '429': problemResponse({ 'RateLimit-Reset': { schema: { type: 'integer' } } }),
          }),
        },
      },
    },
  ],
  'error-without-schema': [
    {
      paths: {
        '/a': { get: operation({ ...allFailures, '400': { description: 'No.', content: { 'text/plain': {} } } }) },
      },
    },
    ['/paths/~1a/get/responses/400 The 400 of "GET /a" declares a body (text/plain) without a schema.'],
    { paths: { '/a': { head: operation({ ...allFailures, '400': { description: 'No.' } }) } } },
  ],
  'error-without-example': [
    { paths: { '/a': { get: operation({ ...allFailures, '400': json(detail) }) } } },
    ['/paths/~1a/get/responses/400 The 400 of "GET /a" has no example of its body.'],
    {
      paths: {
        '/a': {
          get: operation({
            ...allFailures,
            '400': json({ type: 'object', properties: { detail: { type: 'string', example: 'No.' } } }),
          }),
        },
      },
    },
  ],
  'error-without-type': [
    { paths: { '/a': { get: operation({ ...allFailures, '400': json(detail) }) } } },
    ['/paths/~1a/get/responses/400 The error body of "GET /a" (detail) has no field for a code or type.'],
    {
      // The code stands in what the body holds.
      paths: {
        '/a': {
          get: operation({
            ...allFailures,
            '400': json({
              type: 'object',
              properties: {
                detail: { type: 'array', items: { type: 'object', properties: { errorCode: { type: 'string' } } } },
              },
            }),
          }),
        },
      },
    },
  ],
  'inconsistent-error-bodies': [
    {
      paths: {
        '/a': {
          get: operation({ ...allFailures, '404': json({ type: 'object', properties: { fault: {}, code: {} } }) }),
        },
      },
    },
    [
      '/paths/~1a/get/responses/404 The error body of "GET /a" (fault, code) shares no field with what most errors have (type, detail).',
    ],
    { paths: { '/a': { get: operation({ ...allFailures, '404': json(detail) }) } } },
  ],
  'post-without-idempotency-key': [
    { paths: { '/orders': { post: operation() }, '/orders/search': { post: operation() } } },
    [
      `/paths/~1orders/post "POST /orders" takes no idempotency key, so nothing says that a call whose answer got lost may be repeated.`,
    ],
    {
      paths: {
        '/orders': {
          post: operation(allFailures, {
            parameters: [{ name: 'Idempotency-Key', in: 'header', schema: { type: 'string' } }],
          }),
        },
      },
    },
  ],
  'retry-undocumented': [
    { paths: { '/a': { get: operation(failuresBut(['429'], { '503': problemResponse() })) } } },
    [' Nothing says whether a 429 or 5xx of GET /a may be tried again.'],
    {
      paths: { '/a': { get: operation(failuresBut(['429'], { '503': problemResponse() })) } },
      more: { 'x-speakeasy-retries': { strategy: 'backoff' } },
    },
  ],
};

test('every rule has a case below', () => {
  assert.deepEqual(Object.keys(cases).sort(), documentRules.map(({ name }) => name as string).sort());
});

for (const [rule, [broken, said, fine]] of Object.entries(cases)) {
  test(`${rule}: found where it is so, with its place, and nowhere else`, async () => {
    assert.deepEqual(shown(await findingsOf(rule, broken)), said);
    assert.deepEqual(shown(await findingsOf(rule, fine)), []);
  });
}

test('a document that says all of it has no findings', async () => {
  const { findings, exitCode } = await lintText({ paths: { '/a': { get: operation() } } });
  assert.deepEqual(
    findings.map(({ finding }) => finding),
    [],
  );
  assert.equal(exitCode, 0);
});

test('callers who needn’t say who they are needn’t be limited where others are', async () => {
  const open = operation(failuresBut(['429']), { security: [] });
  const closed = operation(allFailures, { security: [{ key: [] }] });
  assert.deepEqual(
    await findingsOf('no-429', { paths: { '/a': { get: closed }, '/b': { get: open } }, more: { components: key } }),
    [],
  );
});

test('a client certificate is refused before there is a request, so no 401 is asked for', async () => {
  const components = { securitySchemes: { tls: { type: 'mutualTLS' } } };
  const one = operation(failuresBut(['401']), { security: [{ tls: [] }] });
  assert.deepEqual(
    await findingsOf('secured-without-401', { paths: { '/a': { get: one } }, more: { components } }),
    [],
  );
});

test('a PUT that creates what isn’t there has no 404 to declare', async () => {
  const created = { responses: { ...failuresBut(['404']), '201': { description: 'Created.' } }, parameters: [] };
  assert.deepEqual(await findingsOf('unknown-id-without-404', { paths: { '/a/{id}': { put: created } } }), []);
});

test('one path under two names of its parameter is said so, whatever its methods', async () => {
  const paths = { '/a/{id}': { get: operation() }, '/a/{name}': { put: operation() } };
  assert.deepEqual(shown(await findingsOf('ambiguous-path', { paths })), [
    '/paths/~1a~1{name} "/a/{id}" and "/a/{name}" are one path under two names.',
  ]);
});

test('a POST that adds nothing needs no key, whatever its name has in common with one that does', async () => {
  const paths = Object.fromEntries(
    ['checkout', 'accounts', 'orders/{id}/cancel', 'bulk-list', 'filters.create', 'things.delete'].map((name) => [
      `/${name}`,
      { post: { ...operation(), operationId: name } },
    ]),
  );
  const found = await findingsOf('post-without-idempotency-key', { paths });
  assert.deepEqual(
    found.map(({ pointer }) => pointer),
    ['checkout', 'accounts', 'filters.create'].map((name) => `/paths/~1${name}/post`),
  );
});

test('a text that may be any text can’t be wrong', async () => {
  const taking = (schema: object) => ({ requestBody: { content: { 'text/plain': { schema } } } });
  const found = async (schema: object) =>
    (
      await findingsOf('invalid-without-400', {
        paths: { '/a': { put: operation(failuresBut(['400']), taking(schema)) } },
      })
    ).length;
  assert.deepEqual([await found({ type: 'string' }), await found({ type: 'string', minLength: 1 })], [0, 1]);
});

test('a value of a fixed list is no id that may not be there', async () => {
  const parameters = [{ name: 'kind', in: 'path', required: true, schema: { enum: ['a', 'b'] } }];
  const paths = { '/hash/{kind}': { get: { ...operation(failuresBut(['404'])), parameters } } };
  assert.deepEqual(await findingsOf('unknown-id-without-404', { paths }), []);
});

test('an error is told from others by a word in any field, and shown by an example of anything in it', async () => {
  const word = { type: 'object', properties: { id: { type: 'string', example: 'not_found' }, message: {} } };
  const scim = { type: 'object', properties: { detail: {}, scimType: { type: 'string' } } };
  const number = {
    type: 'object',
    properties: { id: { type: 'string', example: 'req-1' }, detail: { type: 'string' } },
  };
  const failing = (schema: object) => ({ '/a': { get: operation({ ...allFailures, '400': json(schema) }) } });
  const found = (rule: string, schema: object) => findingsOf(rule, { paths: failing(schema) });
  assert.deepEqual(await found('error-without-type', word), []);
  assert.deepEqual(await found('error-without-type', scim), []);
  assert.equal((await found('error-without-type', number)).length, 1);
  const held = { type: 'object', properties: { detail: { type: 'array', items: word } } };
  assert.deepEqual(await found('error-without-example', held), []);
});

test('a token endpoint answers as OAuth has it', async () => {
  const body = { type: 'object', properties: { error: {}, error_description: {} } };
  const paths = { '/token': { post: operation({ ...allFailures, '400': json(body) }) }, '/a': { get: operation() } };
  assert.deepEqual(await findingsOf('inconsistent-error-bodies', { paths }), []);
});

test('what is missing everywhere is said where the paths begin', async () => {
  const paths = { '/a': { get: operation(failuresBut(['503'])) } };
  const [found] = await findingsOf('no-5xx', { paths });
  assert.deepEqual([found?.pointer, found?.line], ['/paths', 5]);
});
