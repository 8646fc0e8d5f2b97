import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertListed } from '../../fixtures/assert-listed.ts';
import { errorBodyCases } from '../fixtures/error-body-cases.ts';
import { allFailures, failuresBut, findingsOf, json, lintText, operation, shown } from '../fixtures/lint-text.ts';
import { key, undeclaredCases } from '../fixtures/undeclared-cases.ts';
import { documentRules } from './index.ts';

const helpers = ['error-schemas', 'header-missing', 'missing'];

test('every file of this folder is a rule in its index, under its own name', () => {
  const names = documentRules.map(({ name }) => name);
  assertListed(import.meta.dirname, names, helpers);
});

const cases = { ...undeclaredCases, ...errorBodyCases };

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
