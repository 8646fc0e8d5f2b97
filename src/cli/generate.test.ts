import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
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
