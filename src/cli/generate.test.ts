import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { Readable } from 'node:stream';
import { test } from 'node:test';
import { ordersDocument, ordersLayer } from '../generate/fixtures/orders.ts';
import { createWorkspace } from '../scenarios/fixtures/workspace.ts';
import { commandLine } from './fixtures/command-line.ts';

function orders() {
  return createWorkspace({ 'orders.yaml': ordersDocument, 'orders.failures.yaml': ordersLayer });
}

test('features are written, told on stderr, listed as JSON on stdout, and --check then finds nothing to do', async () => {
  using workspace = orders();
  const { cwd } = workspace;
  const first = await commandLine(['generate', 'orders.yaml', '--out', 'out', '--json'], { cwd });
  assert.equal(first.exitCode, 0, first.stderr);
  const told = JSON.parse(first.stdout);
  assert.ok(told.files.length > 1 && told.files.every(({ state }: { state: string }) => state === 'new'));
  assert.equal(
    told.scenarios,
    told.files.reduce((sum: number, { scenarios }: { scenarios: number }) => sum + scenarios, 0),
  );
  assert.deepEqual(told.ineligible, [
    { operation: 'GET /orders/{order id}', failure: '101', reason: 'an interim answer never ends a request' },
  ]);
  assert.match(first.stderr, /scenarios in out: \d+ new/);
  assert.match(first.stderr, /not provoked.*\n.*101: an interim answer/);

  const check = await commandLine(['generate', 'orders.yaml', '--out', 'out', '--check'], { cwd });
  assert.equal(check.exitCode, 0, check.stderr);
  workspace.write('orders.failures.yaml', ordersLayer.replace('Who are you?', 'Say who you are'));
  const late = await commandLine(['generate', 'orders.yaml', '--out', 'out', '--check'], { cwd });
  assert.equal(late.exitCode, 1);
  assert.match(late.stderr, /nothing was written/);
});

test('one operation alone is written, and a name that leads to none is told with what was meant', async () => {
  using workspace = orders();
  const { cwd } = workspace;
  await commandLine(['generate', 'orders.yaml', '--out', 'out', '--operation', 'orders/create'], { cwd });
  assert.match(readFileSync(workspace.path('out/orders/orders-create.feature'), 'utf8'), /Place an order/);
  assert.throws(() => readFileSync(workspace.path('out/orders/orders-order-id.feature')));

  const wrong = await commandLine(['generate', 'orders.yaml', '--operation', 'orders/creat', '--tag', 'order'], {
    cwd,
  });
  assert.equal(wrong.exitCode, 2);
  assert.match(wrong.stderr, /"orders\/creat".*Did you mean "orders\/create"/);
  assert.match(wrong.stderr, /tag "order".*Did you mean "orders"/);
});

const wrong = [
  [['generate', 'orders.yaml', 'features'], /"features" is one input too many/],
  [['generate', 'features'], /"features": it is no OpenAPI document/],
  [['generate', 'orders.yaml', '--out', 'orders.yaml'], /"orders.yaml": it is a file/],
  [['generate', 'nowhere.yaml'], /nowhere\.yaml/],
] as const;

for (const [words, told] of wrong) {
  test(`${words.join(' ')} is refused with what to do`, async () => {
    using workspace = orders();
    const { exitCode, stderr } = await commandLine(words, { cwd: workspace.cwd });
    assert.equal(exitCode, 2);
    assert.match(stderr, told);
  });
}

test('a feature of one’s own that stands in the way is not written over', async () => {
  using workspace = orders();
  workspace.write('out/orders/orders-create.feature', 'Feature: mine\n');
  const { exitCode, stderr } = await commandLine(['generate', 'orders.yaml', '--out', 'out'], { cwd: workspace.cwd });
  assert.equal(exitCode, 2);
  assert.match(stderr, /a file that was not generated stands there/);
  assert.equal(readFileSync(workspace.path('out/orders/orders-create.feature'), 'utf8'), 'Feature: mine\n');
});

/** A document whose only schema lies beside its folder, not below it. */
const split = {
  'apis/shop.yaml': `openapi: 3.0.3
info: { title: Shop, version: '1' }
paths:
  /things:
    get:
      operationId: listThings
      responses:
        '200': { description: ok, content: { application/json: { schema: { $ref: '../common/things.yaml#/Thing' } } } }
`,
  'common/things.yaml': 'Thing: { type: object, required: [id], properties: { id: { type: string } } }\n',
};

test('references may lead to where the command line or the configuration lets them', async () => {
  using workspace = createWorkspace(split);
  const { cwd } = workspace;
  const refused = await commandLine(['generate', 'apis/shop.yaml', '--out', 'out'], { cwd });
  assert.match(refused.stderr, /allow its folder with "--allow-files \S*common"/);
  const allowed = await commandLine(['generate', 'apis/shop.yaml', '--allow-files', 'common', '--out', 'out'], { cwd });
  assert.equal(allowed.exitCode, 0, allowed.stderr);
  const ready = await commandLine(['init', 'apis/shop.yaml', '--allow-files', 'common'], { cwd });
  assert.equal(ready.exitCode, null, ready.stderr);
  // The configuration that init wrote names the document and what it may read.
  const configured = await commandLine(['generate', '--out', 'out', '--check'], { cwd });
  assert.equal(configured.exitCode, 0, configured.stderr);
  const held = await commandLine(['diagnose', '--openapi', 'apis/shop.yaml', '--allow-files', 'common'], {
    cwd,
    stdin: Readable.from(['GET /thing HTTP/1.1\nHost: a.example\n\nHTTP/1.1 404 Not Found\n\n']),
  });
  assert.match(held.stdout, /the contract has no \/thing/);
});
