import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertListed } from '../../fixtures/assert-listed.ts';
import { allFailures, findingsOf, type LintInput, lintText, operation, shown } from '../fixtures/lint-text.ts';
import { layerRules } from './index.ts';

const helpers = ['request-keywords', 'subsumes'];

test('every file of this folder is a rule in its index, under its own name', () => {
  const names = layerRules.map(({ name }) => name);
  assertListed(import.meta.dirname, names, helpers);
});

const security = [{ key: [] }];
const components = { securitySchemes: { key: { type: 'apiKey', in: 'header', name: 'X-Key' } } };
const paths = {
  '/a': {
    get: operation(allFailures, { operationId: 'readA', security, tags: ['a'] }),
    post: operation(allFailures, {
      operationId: 'createA',
      security,
      requestBody: {
        content: { 'application/json': { schema: { type: 'object', properties: { n: { minimum: 1 } } } } },
      },
    }),
  },
};
const withLayer = (layer: LintInput['layer'] & object): LintInput => ({ paths, more: { components }, layer });
const fails = { status: 503, message: 'Busy.' };

test('a rule behind one that always acts on the same requests is dead, and says which hides it', async () => {
  const rules = [
    { id: 'first', match: { operation: 'readA' }, respond: fails },
    { id: 'second', match: { operation: 'readA', headers: { 'x-a': '1' } }, respond: fails },
  ];
  const [found] = await findingsOf('dead-rule', withLayer({ rules }));
  assert.equal(found?.severity, 'error');
  assert.equal(found?.pointer, '/rules/1');
  assert.match(found?.message ?? '', /^The rule "second" can never act: "first" in line \d+ acts on every request/);
});

test('a rule that is only sometimes hidden is not dead', async () => {
  const wide = { id: 'first', match: { operation: 'readA' }, respond: fails };
  const narrow = { id: 'second', match: { operation: 'readA', headers: { 'x-a': '1' } }, respond: fails };
  for (const first of [
    { ...wide, when: { times: 2 } },
    { ...wide, when: { untilMs: 1000 } },
    { ...wide, match: { operation: 'createA' } },
    { ...wide, match: { operation: 'readA', headers: { 'x-a': '2' } } },
    { ...wide, enabled: false },
    // The backend's rules come behind the way to it.
    { ...wide, acts: 'backend' },
  ]) {
    assert.deepEqual(
      shown(await findingsOf('dead-rule', withLayer({ rules: [first, narrow] }))),
      [],
      JSON.stringify(first),
    );
  }
});

test('a rule for the bodies of operations that take none is dead', async () => {
  const rules = [{ id: 'bug', match: { operation: 'readA', bodyFragment: 'x' }, respond: fails }];
  assert.match(
    shown(await findingsOf('dead-rule', withLayer({ rules })))[0] ?? '',
    /none of its operations takes a body/,
  );
});

test('a rule for a tag that its operation doesn’t have is dead', async () => {
  const rules = [{ id: 'bug', match: { operation: 'createA', tags: ['a'] }, respond: fails }];
  assert.match(
    shown(await findingsOf('dead-rule', withLayer({ rules })))[0] ?? '',
    /no operation has all that it asks for/,
  );
});

test('a message for keys of which none is known is named, and one that can be met is not', async () => {
  const refused = { status: 401, message: 'No.', headers: { 'WWW-Authenticate': 'ApiKey' } };
  const known = { good: {}, old: { state: 'expired' } };
  const credentials = { key: { missing: refused, expired: refused, revoked: refused, scope: { status: 403 }, known } };
  assert.deepEqual(shown(await findingsOf('unmet-message', withLayer({ credentials }))), [
    '/credentials/key/revoked Nobody can meet the message "revoked" of "key": no known credential is revoked.',
    '/credentials/key/scope Nobody can meet the message "scope" of "key": every known credential has all scopes.',
  ]);
});

test('a message about a kind of mistake that no schema knows is named', async () => {
  const validation = { status: 400, messages: { range: 'Too small.', pattern: 'Odd.' } };
  assert.deepEqual(
    shown(await findingsOf('unmet-message', withLayer({ validation, defaults: { undocumentedStatus: 'allow' } }))),
    [
      '/validation/messages/pattern Nobody can meet the message "pattern": no parameter and no request body of the document can be wrong in that way.',
    ],
  );
});

test('an expectation about a status that nothing answers with is named', async () => {
  const expect = { '418': { class: 'not-retryable' }, '503': { class: 'retryable-if-idempotent' } };
  assert.deepEqual(shown(await findingsOf('unused-expectation', withLayer({ expect }))), [
    '/expect/418 Nothing answers with 418, so what "expect" says about it is never asked.',
  ]);
});

test('the layer’s departures from the RFCs are named with the section', async () => {
  const no = (status: number) => ({ status, message: 'No.', headers: {} });
  const credentials = { key: { missing: no(403), unknown: no(403), expired: no(401), known: { good: {} } } };
  const expect = { '500': { class: 'retryable' }, '503': { class: 'retryable-if-idempotent' } };
  const found = shown(await findingsOf('rfc-departure', withLayer({ credentials, expect })));
  assert.deepEqual(
    found.map((text) => text.split(' ')[0]),
    ['/credentials/key/missing', '/credentials/key/unknown', '/credentials/key/expired', '/expect/500'],
  );
  for (const text of found) assert.match(text, /RFC 9110 §/);
});

test('a layer that nobody wrote has nothing to answer for', async () => {
  const { findings } = await lintText({ paths, more: { components } });
  assert.deepEqual(
    findings.filter(({ rule }) => rule.about === 'layer'),
    [],
  );
});

test('a layer within the document is looked at, too', async () => {
  const layer = { expect: { '418': { class: 'not-retryable' } } };
  assert.deepEqual(
    shown(await findingsOf('unused-expectation', { paths, more: { components, 'x-failures': layer } })),
    ['/x-failures/expect/418 Nothing answers with 418, so what "expect" says about it is never asked.'],
  );
});

test('what the reader of the layer refuses is a finding with its place, and the document is looked at all the same', async () => {
  const { findings, exitCode } = await lintText({
    paths: { '/a/{id}': { get: operation({}) } },
    layer: { rulez: [] },
  });
  const broken = findings.find(({ rule }) => rule.name === 'broken-layer')?.finding;
  assert.equal(broken?.file, 'shop.failures.yaml');
  assert.match(broken?.message ?? '', /"rulez" is no key here/);
  assert.ok(findings.some(({ rule }) => rule.name === 'unknown-id-without-404'));
  assert.equal(exitCode, 1);
});
