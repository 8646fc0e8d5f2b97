import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Json, layerProblems, problems, shop } from './fixtures/shop.ts';

test('an unknown key is refused with a suggestion, its line and its pointer', async () => {
  const [problem, ...others] = await problems(
    shop('version: 1\nrules:\n  - id: a\n    fault: hang\n    enabeld: false\n'),
  );
  assert.deepEqual(others, []);
  assert.equal(problem?.message, 'Failed to read the failure layer: "enabeld" is no key here.');
  assert.match(String(problem?.fix), /Did you mean "enabled"\?$/);
  assert.deepEqual(problem?.place, { file: 'shop.failures.yaml', line: 5, column: 5, pointer: '/rules/0/enabeld' });
});

test('values of the wrong type, outside of their list or missing are refused', async () => {
  assert.deepEqual(
    await layerProblems({
      seed: 'x',
      defaults: { undocumentedStatus: 'eror' },
      rateLimits: [{ id: 'a' }],
      expect: { 429: { class: 'retryable-after-wait' } },
      rules: [{ id: 'b', delay: { type: 'fixd', milliseconds: 1 } }],
    }),
    [
      'wrong-type /seed',
      'wrong-value /defaults/undocumentedStatus',
      'missing-key /rateLimits/0',
      'wrong-value /rules/0/delay/type',
      'wrong-value /expect/429/class',
    ],
  );
});

test('a missing version, and another one, are refused', async () => {
  assert.deepEqual(await layerProblems('rules: []\n'), ['missing-key ']);
  assert.deepEqual(await layerProblems('version: 2\n'), ['wrong-value /version']);
});

test('an unknown operation is refused with a suggestion, by id and by method and path', async () => {
  const found = await problems(
    shop({ version: 1, rules: [{ id: 'a', match: { operation: ['getItm', 'GET /items/{id}'] }, fault: 'hang' }] }),
  );
  assert.deepEqual(
    found.map(({ code, place }) => `${code} ${place.pointer}`),
    ['unknown-operation /rules/0/match/operation/0', 'unknown-operation /rules/0/match/operation/1'],
  );
  assert.match(String(found[0]?.fix), /Did you mean "getItem"\?/);
});

test('an unknown tag, scheme, scope, credential, address or parameter is refused', async () => {
  assert.deepEqual(
    await layerProblems({
      credentials: {
        Kye: {},
        Key: { unknown: { status: 403 }, known: { k: { scopes: ['items:raed'], addresses: ['10.0.0.0/33', 'home'] } } },
      },
      rateLimits: [{ id: 'q', rateLimit: 1, match: { tags: ['itms'] }, exceptCredentials: ['kk'] }],
      rules: [{ id: 'r', match: { operation: 'getItem', path: { id: '1' } }, fault: 'hang' }],
      resources: { items: { idParameter: 'id', operations: { read: 'getItem' } } },
    }),
    [
      'unknown-scope /credentials/Key/known/k/scopes/0',
      'invalid-address /credentials/Key/known/k/addresses/0',
      'invalid-address /credentials/Key/known/k/addresses/1',
      'unknown-security-scheme /credentials/Kye',
      'unknown-credential /rateLimits/0/exceptCredentials/0',
      'unknown-tag /rateLimits/0/match/tags/0',
      'unknown-parameter /resources/items/idParameter',
      'unknown-parameter /rules/0/match/path/id',
    ],
  );
});

test('chance needs a seed', async () => {
  const rules = [
    { id: 'a', when: { probability: 0.5 }, fault: 'hang' },
    { id: 'b', delay: { type: 'uniform', lower: 1, upper: 2 } },
  ];
  assert.deepEqual(await layerProblems({ rules }), [
    'missing-seed /rules/0/when/probability',
    'missing-seed /rules/1/delay',
  ]);
  assert.deepEqual(await layerProblems({ rules, seed: 1 }), []);
});

test('a rule answers or injects, and does one of the two', async () => {
  assert.deepEqual(
    await layerProblems({
      rules: [
        { id: 'both', match: { operation: 'fail' }, respond: { status: 500 }, fault: 'hang' },
        { id: 'none', match: { operation: 'fail' } },
      ],
    }),
    ['respond-and-fault /rules/0/fault', 'empty-rule /rules/1'],
  );
});

test('an unknown fault is refused by those who know the faults, with its place', async () => {
  assert.deepEqual(await layerProblems({ rules: [{ id: 'a', fault: 'hagn' }] }), ['unknown-fault /rules/0/fault']);
});

test('a refused connection cannot be for an operation, nor for any request: it has a time', async () => {
  const fault = 'refused-connection';
  const when = { fromMs: 1000, untilMs: 3000 };
  assert.deepEqual(
    await layerProblems({
      rules: [
        { id: 'a', fault },
        { id: 'b', fault, when, match: { operation: 'fail' } },
        { id: 'c', fault, when, match: { headers: { 'X-A': 'b' } } },
        { id: 'd', fault, when: { untilMs: 3000 } },
        { id: 'e', fault, when: { ...when, times: 2, skip: 1 } },
        { id: 'f', fault: 'commit-then-refused-connection', when },
      ],
    }),
    [
      'refused-connection-on-operation /rules/0/fault',
      'refused-connection-on-operation /rules/1/fault',
      'refused-connection-on-operation /rules/2/fault',
      'refused-connection-on-operation /rules/3/fault',
      'refused-connection-counted /rules/4/when/skip',
      'refused-connection-counted /rules/4/when/times',
      'refused-connection-delayed /rules/5/phase',
    ],
  );
  const { layer } = await shop({ version: 1, rules: [{ id: 'nightly', fault, when }] });
  assert.deepEqual([layer.rules[0]?.match.operations, layer.rules[0]?.when.fromMs], [null, 1000]);
});

test('a time that is over before it begins is refused', async () => {
  assert.deepEqual(
    await layerProblems({
      rules: [
        { id: 'a', fault: 'hang', when: { fromMs: 5, untilMs: 5 } },
        { id: 'b', fault: 'hang', when: { untilMs: 0 } },
        { id: 'c', fault: 'hang', when: { fromMs: 5, untilMs: 6 } },
      ],
    }),
    ['no-time /rules/0/when/untilMs', 'no-time /rules/1/when/untilMs'],
  );
});

test('ids are unique among their kind', async () => {
  assert.deepEqual(
    await layerProblems({
      rules: [
        { id: 'a', fault: 'hang' },
        { id: 'a', fault: 'hang' },
      ],
      rateLimits: [
        { id: 'a', rateLimit: 1, match: { tags: ['items'] } },
        { id: 'a', rateLimit: 2, match: { tags: ['items'] } },
      ],
    }),
    ['duplicate-id /rateLimits/1/id', 'duplicate-id /rules/1/id'],
  );
});

test('the first items of a collection keep to what reading one promises', async () => {
  const resource = (more: Json) => ({
    resources: { items: { idParameter: 'item_id', operations: { read: 'getItem' }, ...more } },
  });
  assert.deepEqual(
    await layerProblems(
      resource({
        seed: [{ id: '1', name: 'a' }, { id: '2' }, { id: '1', name: 'b' }, { name: 'c' }],
        visibleAfterMs: { '9': 5 },
      }),
    ),
    [
      'duplicate-id /resources/items/seed/2',
      'missing-id /resources/items/seed/3',
      'item-breaks-schema /resources/items/seed/1/name',
      'item-breaks-schema /resources/items/seed/3/id',
      'unknown-id /resources/items/visibleAfterMs/9',
    ],
  );
});

test('one broken rule does not hide what is wrong with the others', async () => {
  assert.deepEqual(
    await layerProblems({
      rules: [
        { id: 'a', when: { times: 'two' }, fault: 'hang' },
        { id: 'b', match: { operation: 'getItm' }, fault: 'hang' },
      ],
    }),
    ['wrong-type /rules/0/when/times', 'unknown-operation /rules/1/match/operation'],
  );
});
