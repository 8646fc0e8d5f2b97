import assert from 'node:assert/strict';
import { test } from 'node:test';
import { document, layerProblems, onlyProblem, shop } from './fixtures/shop.ts';

test('a status that the operation does not declare is refused, unless the layer allows it', async () => {
  const rules = [{ id: 'r', match: { operation: 'getItem' }, respond: { status: 500, message: 'x' } }];
  const problem = await onlyProblem({ rules });
  assert.equal(problem.code, 'undeclared-status');
  assert.match(problem.message, /the rule "r": it answers with 500, which the document doesn't declare for getItem/);
  assert.match(problem.fix, /Declared: 200, 401, 403, 404, 429, 503\./);
  assert.equal(problem.place.pointer, '/rules/0/respond/status');
  const warned = await shop({ version: 1, defaults: { undocumentedStatus: 'warn' }, rules });
  assert.deepEqual(
    warned.warnings.map(({ code }) => code),
    ['undeclared-status'],
  );
  const allowed = await shop({ version: 1, defaults: { undocumentedStatus: 'allow' }, rules });
  assert.deepEqual(allowed.warnings, []);
});

test('every refusal is held against every operation that it can meet', async () => {
  assert.deepEqual(
    await layerProblems({
      credentials: { Key: { missing: { status: 407 }, unknown: { status: 403 }, known: { a: { state: 'expired' } } } },
      rateLimits: [{ id: 'all', rateLimit: 1 }],
      validation: { status: 422, malformedBody: { status: 418 } },
      resources: { items: { idParameter: 'item_id', operations: { read: 'getItem' }, notFound: { status: 410 } } },
      rules: [{ id: 'f', match: { operation: 'getItem' }, fault: 'return-500' }],
    }),
    [
      'undeclared-status /credentials/Key/missing/status',
      'undeclared-status /rateLimits/0/refusal/status',
      'undeclared-status /validation/status',
      'undeclared-status /validation/malformedBody/status',
      'undeclared-status /resources/items/notFound/status',
      'undeclared-status /rules/0/fault/status',
    ],
  );
});

test('the refusal of a foreign tenant is held against the operations that store items of tenants, and no others', async () => {
  const resources = {
    items: { idParameter: 'item_id', tenantProperty: 'name', operations: { read: 'getItem', create: 'createItem' } },
  };
  const credentials = { Key: { tenant: { status: 451 }, known: { a: { tenant: 'b' } } } };
  const problem = await onlyProblem({ credentials, resources });
  assert.deepEqual([problem.code, problem.place.pointer], ['undeclared-status', '/credentials/Key/tenant/status']);
  assert.match(problem.message, /answers with 451, which the document doesn't declare for createItem\./);
  assert.deepEqual(await layerProblems({ credentials }), [], 'nothing belongs to tenants');
  assert.deepEqual(await layerProblems({ credentials: { Key: { tenant: { status: 451 } } }, resources }), []);
});

test('a body that breaks the schema declared for its status is a lie, and told as one', async () => {
  const lie = await onlyProblem({
    rules: [{ id: 'r', match: { operation: 'fail' }, respond: { status: 500, body: { error: 'x' } } }],
  });
  assert.equal(lie.code, 'body-breaks-schema');
  assert.equal(lie.place.pointer, '/rules/0/respond/body');
  assert.match(lie.message, /fail's 500: \/detail must have required property 'detail'/);
  const dialect = await layerProblems({
    errorBody: { template: { message: '{message}' } },
    credentials: { Key: { unknown: { status: 403 }, known: { a: {} } } },
    rateLimits: [{ id: 'q', rateLimit: 1, match: { tags: ['items'] } }],
    rules: [{ id: 'r', match: { operation: 'fail' }, respond: { status: 500, message: 'x' } }],
  });
  assert.deepEqual(dialect, [
    'body-breaks-schema /credentials/Key/missing/message',
    'body-breaks-schema /credentials/Key/unknown/message',
    'body-breaks-schema /rateLimits/0/refusal/message',
    'body-breaks-schema /rules/0/respond/message',
  ]);
});

test('a media type that the document does not declare is refused', async () => {
  const rules = [{ id: 'r', match: { operation: 'fail' }, respond: { status: 500, message: 'x' } }];
  const problem = await onlyProblem({
    errorBody: { contentType: 'application/problem+json', template: { detail: '' } },
    rules,
  });
  assert.equal(problem.code, 'undeclared-media-type');
});

test('a header that breaks its declaration is a lie too', async () => {
  const response = { description: '', headers: { 'Retry-After': { schema: { type: 'integer' } } } };
  const api = { ...document, paths: { '/x': { get: { security: [], responses: { 503: response } } } } };
  const rule = (value: string) => ({
    rules: [{ id: 'r', respond: { status: 503, headers: { 'retry-after': value } } }],
  });
  assert.deepEqual(await layerProblems(rule('soon'), api), ['body-breaks-schema /rules/0/respond/headers/retry-after']);
  assert.deepEqual(await layerProblems(rule('@dynamic=2'), api), []);
  assert.deepEqual(await layerProblems(rule('@dynamc=2'), api), [
    'unknown-header-value /rules/0/respond/headers/retry-after',
  ]);
  assert.deepEqual(await layerProblems(rule('@until'), api), [
    'until-without-end /rules/0/respond/headers/retry-after',
  ]);
});

test('a named example has to exist and to keep to its schema', async () => {
  const rule = (example: string) => ({
    rules: [{ id: 'r', match: { operation: 'fail' }, respond: { status: 500, example } }],
  });
  assert.deepEqual(await layerProblems(rule('plain')), []);
  const unknown = await onlyProblem(rule('plian'));
  assert.equal(unknown.code, 'unknown-example');
  assert.match(unknown.fix, /Did you mean "plain"\?/);
  assert.deepEqual(await layerProblems(rule('liar')), ['body-breaks-schema /rules/0/respond/example']);
});
