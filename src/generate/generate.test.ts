import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { readContract } from '../contract/index.ts';
import { parseFault } from '../faults/index.ts';
import { shipped } from '../package.ts';
import { run } from '../run.ts';
import { createWorkspace, type Workspace } from '../scenarios/fixtures/workspace.ts';
import { ordersDocument, ordersLayer } from './fixtures/orders.ts';
import { type Generated, generateFeatures, mergeFeatures } from './index.ts';

const alerts = await generateFeatures(await readContract({ documentPath: shipped.document, parseFault }), true);

function textsOf({ features }: Generated): ReadonlyMap<string, string> {
  return new Map(mergeFeatures(features, new Map()).files.map(({ path, text }) => [path, text ?? '']));
}

function placed(workspace: Workspace, generated: Generated): void {
  for (const [path, text] of textsOf(generated)) workspace.write(`features/${path}`, text);
}

function orders(layer = ordersLayer): Workspace {
  return createWorkspace({ 'orders.yaml': ordersDocument, 'orders.failures.yaml': layer });
}

function read({ cwd }: Workspace) {
  return readContract({ documentPath: `${cwd}/orders.yaml`, parseFault, cwd });
}

test('what is generated for the API that ships holds right away, and provokes all that it declares', async () => {
  using workspace = createWorkspace();
  placed(workspace, alerts);

  const { result } = await run({ features: ['features'], report: false, cwd: workspace.cwd });

  assert.deepEqual(alerts.unprovoked, []);
  assert.deepEqual(alerts.deviations, []);
  assert.equal(result.verdict, 'kept', result.because.join('\n'));
  assert.equal(result.coverage.covered, result.coverage.eligible);
  assert.ok(result.counts.kept > 300, String(result.counts.kept));
});

test('no file has more than 50 scenarios, and each says how it was made', () => {
  for (const { path, preamble, blocks } of alerts.features) {
    const count = blocks.reduce((sum, block) => sum + block.count, 0);
    assert.ok(count > 0 && count <= 50, `${path}: ${count}`);
    assert.match(preamble[0] ?? '', /^# Made by "faultline generate"/);
  }
});

test('the same contract gives the same bytes', async () => {
  const again = await generateFeatures(await readContract({ documentPath: shipped.document, parseFault }), true);
  assert.deepEqual(textsOf(again), textsOf(alerts));
});

test('a document of another style: nested bodies, ranges, two schemes at once, ids that no step can spell', async () => {
  using workspace = orders();
  const generated = await generateFeatures(await read(workspace));
  placed(workspace, generated);
  const text = [...textsOf(generated).values()].join('\n');

  const { result } = await run({ openapi: 'orders.yaml', features: ['features'], report: false, cwd: workspace.cwd });

  assert.equal(result.verdict, 'kept', result.because.join('\n'));
  assert.deepEqual(
    generated.unprovoked.map(({ failure, reason }) => [failure, reason]),
    [['101', 'an interim answer never ends a request']],
  );
  for (const line of [
    '# Not provoked: 101, because an interim answer never ends a request.',
    '@operation:orders/create',
    'Rule: orders/create (POST /orders): Place an order: one at a time',
    'Given the client\'s credential for "app" is <credential>',
    '| /customer/name',
    'field "/lines/0/amount" of the request body is <value>',
    'field "no_such_field" of the request body is "x"',
    'Given parameter X-Shop is missing',
    'When the client calls operation GET /orders/{order%20id}',
    'Given operation orders/create allows 1 request per 60 seconds',
    'Given operation orders/create responds with status 202',
    'Given the request\'s content type is "text/plain"',
  ]) {
    assert.ok(text.includes(line), `${line} is missing in\n${text}`);
  }
});

const changes = {
  'another message': ['Who are you?', 'Nobody knows you'],
  'another status': ['validation:\n  status: 422', 'validation:\n  status: 400'],
  'another meaning': ['version: 1', 'version: 1\nexpect:\n  429: { class: not-retryable }'],
} as const;

for (const [what, [before, after]] of Object.entries(changes)) {
  test(`${what} in the failure layer breaks a generated scenario`, async () => {
    using workspace = orders();
    placed(workspace, await generateFeatures(await read(workspace)));
    assert.ok(ordersLayer.includes(before));
    workspace.write('orders.failures.yaml', ordersLayer.replace(before, after));

    const { result } = await run({ openapi: 'orders.yaml', features: ['features'], report: false, cwd: workspace.cwd });

    assert.ok(result.counts.broken > 0, 'no scenario noticed');
  });
}

test('every source of scenarios is asked', () => {
  const files = readdirSync(join(import.meta.dirname, 'sources')).toSorted();
  const text = readFileSync(join(import.meta.dirname, 'scenarios.ts'), 'utf8');
  const asked = [...text.matchAll(/from '\.\/sources\/(.*?)'/g)].map(([, file]) => file);
  assert.deepEqual(asked.toSorted(), files, 'add the missing line to src/generate/scenarios.ts');
});

test('an operation whose body no value satisfies is said to be one', async () => {
  const schema = { oneOf: [{ properties: { a: {} } }, { properties: { b: {} } }] };
  const requestBody = { required: true, content: { 'application/json': { schema } } };
  const paths = {
    '/rates': { post: { operationId: 'rates', requestBody, responses: { 200: { description: 'Ok.' } } } },
  };
  const document = { openapi: '3.1.0', info: { title: 'Rates', version: '1' }, paths };
  using workspace = createWorkspace({ 'orders.yaml': JSON.stringify(document) });
  const { unprovoked } = await generateFeatures(await read(workspace));
  assert.match(String(unprovoked[0]?.reason), /no body was found that its own schema accepts/);
});
