import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stringify } from 'yaml';
import { documentPath } from './document-path.ts';
import { allFailures, failuresBut, type Json, lintText, operation, problemResponse } from './fixtures/lint-text.ts';
import type { LintResult } from './lint.ts';
import { type Overlay, overlayOf } from './overlay.ts';

/** As the Overlay specification has it: what a path leads to is merged with the update, maps key by key. */
function applied(document: Json, { actions }: Overlay): Json {
  const changed = structuredClone(document);
  for (const { target, update } of actions) merge(at(changed, target), update);
  return changed;
}

function at(document: Json, target: string): Record<string, unknown> {
  const names = [...target.matchAll(/\['((?:[^'\\]|\\.)*)'\]/g)].map(
    ([, name]) => name?.replaceAll(/\\(.)/g, '$1') ?? '',
  );
  assert.equal(`$${names.map((name) => `['${name.replaceAll("'", "\\'")}']`).join('')}`, target);
  return names.reduce<Record<string, unknown>>(
    (value, name) => {
      assert.ok(Object.hasOwn(value, name), `${target}: "${name}" is not there`);
      return value[name] as Record<string, unknown>;
    },
    document as Record<string, unknown>,
  );
}

function merge(target: Record<string, unknown>, update: Json): void {
  for (const [key, value] of Object.entries(update)) {
    const before = target[key];
    const isMap = (one: unknown) => typeof one === 'object' && one !== null && !Array.isArray(one);
    if (isMap(before) && isMap(value)) merge(before as Record<string, unknown>, value as Json);
    else target[key] = structuredClone(value);
  }
}

const rulesOf = ({ findings }: LintResult) => findings.map(({ finding }) => finding.rule);

async function mended(document: Json): Promise<readonly [before: LintResult, overlay: Overlay, after: LintResult]> {
  const before = await lintText({ document: stringify(document) });
  const overlay = before.api === null ? null : overlayOf(before.api, before.findings);
  assert.ok(overlay !== null);
  return [before, overlay, await lintText({ document: stringify(applied(document, overlay)) })];
}

const id = [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }];
const bare: Json = {
  openapi: '3.1.0',
  info: { title: 'Shop', version: '1' },
  security: [{ key: [] }],
  paths: {
    "/it's/{id}": { get: { parameters: id, responses: { '200': { description: 'Done.' } } } },
    '/orders': {
      post: {
        parameters: [{ name: 'Idempotency-Key', in: 'header', schema: { type: 'string' } }],
        requestBody: { content: { 'application/json': { schema: { type: 'object' } } } },
        responses: { '201': { description: 'Done.' } },
      },
    },
  },
  components: { securitySchemes: { key: { type: 'apiKey', in: 'header', name: 'X-Key' } } },
};

test('an overlay adds all that is missing: once it is applied, nothing is found any more', async () => {
  const [before, overlay, after] = await mended(bare);
  assert.deepEqual(
    [...new Set(rulesOf(before))].sort(),
    ['invalid-without-400', 'no-429', 'no-5xx', 'secured-without-401', 'unknown-id-without-404'].sort(),
  );
  assert.deepEqual(rulesOf(after), []);
  assert.equal(overlay.overlay, '1.0.0');
  assert.ok(overlay.info.title !== '' && overlay.info.version !== '');
});

test('it defines each response once, and refers to it', async () => {
  const [, overlay] = await mended(bare);
  const [shared, ...others] = overlay.actions;
  assert.equal(shared?.target, '$');
  const { responses } = (shared?.update['components'] ?? {}) as { readonly responses: Json };
  assert.deepEqual(Object.keys(responses).sort(), [
    'BadRequest',
    'InternalServerError',
    'NotFound',
    'TooManyRequests',
    'Unauthorized',
  ]);
  assert.deepEqual(
    others.map(({ target }) => target),
    ["$['paths']['/it\\'s/{id}']['get']", "$['paths']['/orders']['post']"],
  );
});

test('it uses what the document has: its shared responses, and the body that its errors have', async () => {
  const own = {
    description: 'No.',
    content: {
      'application/json': {
        schema: { $ref: '#/components/schemas/Fault' },
        example: { code: 'no', message: 'No.' },
      },
    },
  };
  const document = {
    ...bare,
    paths: {
      '/a': {
        get: operation({ ...allFailures, '401': { $ref: '#/components/responses/Who' }, '400': own, '404': own }),
      },
      '/b': { get: operation(failuresBut(['401', '503'], { '404': own })) },
    },
    components: {
      ...(bare['components'] as Json),
      schemas: { Fault: { type: 'object', properties: { code: { type: 'string' }, message: { type: 'string' } } } },
      responses: { Who: problemResponse({ 'WWW-Authenticate': { schema: { type: 'string' } } }) },
    },
  };
  const [, overlay] = await mended(document);
  const action = overlay.actions.find(({ target }) => target === "$['paths']['/b']['get']");
  const responses = action?.update['responses'] as Readonly<Record<string, Json>>;
  assert.deepEqual(responses['401'], { $ref: '#/components/responses/Who' });
  const shared = overlay.actions[0]?.update['components'] as { readonly responses: Readonly<Record<string, Json>> };
  assert.deepEqual(Object.keys(shared), ['responses']);
  const { content } = shared.responses['InternalServerError'] as { readonly content: Json };
  assert.deepEqual((content['application/json'] as Json)['schema'], { $ref: '#/components/schemas/Fault' });
});

test('headers and bodies go to the response itself, also where it is shared', async () => {
  const document = {
    ...bare,
    security: [],
    paths: {
      '/a': { get: operation({ ...allFailures, '429': { $ref: '#/components/responses/Busy' } }) },
      '/b': { get: operation({ ...allFailures, '429': { $ref: '#/components/responses/Busy' } }) },
    },
    components: { responses: { Busy: { description: 'Busy.' } } },
  };
  const [before, overlay, after] = await mended(document);
  assert.deepEqual(rulesOf(before).sort(), ['error-without-schema', 'retry-after-missing']);
  assert.deepEqual(
    overlay.actions.map(({ target }) => target),
    ["$['components']['responses']['Busy']", "$['components']['responses']['Busy']"],
  );
  assert.deepEqual(rulesOf(after), []);
});

test('there is no overlay where nothing can be added', async () => {
  const { api, findings } = await lintText({ paths: { '/a': { get: operation() } } });
  assert.ok(api !== null);
  assert.equal(overlayOf(api, findings), null);
});

test('a path is written so that quotes and slashes in it are only text', () => {
  assert.equal(documentPath("/paths/~1it's~1{a}/get"), "$['paths']['/it\\'s/{a}']['get']");
  assert.equal(documentPath(''), '$');
});
