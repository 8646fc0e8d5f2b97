import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertListed } from '../../fixtures/assert-listed.ts';
import { allFailures, findingsOf, lintText, operation } from '../fixtures/lint-text.ts';
import { featureRules } from './index.ts';

const helpers = ['cell-of', 'reported-problems'];

test('every file of this folder is a rule in its index, under its own name', () => {
  const names = featureRules.map(({ name }) => name);
  assertListed(import.meta.dirname, names, helpers);
});

const paths = {
  '/orders': { get: operation(allFailures, { operationId: 'listOrders' }) },
  '/orders/{id}': {
    get: operation(allFailures, {
      operationId: 'readOrder',
      parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }],
    }),
  },
};

const feature = (...scenarios: readonly (readonly string[])[]) =>
  [
    'Feature: Orders',
    ...scenarios.flatMap((steps, index) => [`  Scenario: number ${index + 1}`, ...steps.map((step) => `    ${step}`)]),
    '',
  ].join('\n');

const found = async (rule: string, text: string, layer?: Readonly<Record<string, unknown>>) =>
  (await findingsOf(rule, { paths, feature: text, ...(layer === undefined ? {} : { layer }) })).map(
    ({ file, line, column, message }) => `${file}:${line}:${column} ${message}`,
  );

const call = 'When the client calls operation listOrders';
const busy = 'Given operation listOrders responds with status 503';

test('an operation that the document doesn’t have is named with the one that was meant', async () => {
  const text = feature(['When the client calls operation listOrder', 'Then the response status is 200']);
  assert.deepEqual(await found('unknown-operation', text), [
    'features/shop.feature:3:5 The document has no operation "listOrder". Did you mean "listOrders"?',
  ]);
});

test('a method and a path are no operation’s name, and may not exist on purpose', async () => {
  const text = feature(
    ['When the client calls operation GET /orders/7', 'Then the response status is 200'],
    ['When the client calls operation GET /nowhere', 'Then the response status is 404'],
  );
  assert.deepEqual(await found('unknown-operation', text), []);
  assert.deepEqual(await found('undeclared-status', text), []);
});

test('a status that the operation called last doesn’t declare is named with what it declares', async () => {
  const text = feature([
    'When the client calls operation readOrder',
    call,
    'Then the response status is 200',
    'And the response status is 409',
  ]);
  assert.deepEqual(await found('undeclared-status', text), [
    'features/shop.feature:6:5 "listOrders" declares no 409. Did you mean "400"?',
  ]);
});

test('what any operation may answer on the way to it needn’t be declared', async () => {
  const text = feature([call, 'Then the response status is 413']);
  assert.deepEqual(await found('undeclared-status', text), []);
});

test('a class that the failure layer contradicts is named', async () => {
  const text = feature([busy, call, 'Then the response status is 503', 'And the failure is not retryable']);
  const layer = { expect: { '503': { class: 'retryable' } } };
  assert.deepEqual(await found('contradictory-class', text, layer), [
    'features/shop.feature:6:5 A 503 of "listOrders" is said to be not retryable; the failure layer expects "retryable".',
  ]);
  assert.deepEqual(await found('contradictory-class', text.replace('not retryable', 'retryable'), layer), []);
  const own = text.replace(busy, `Given failures are classified by the standard policy\n    ${busy}`);
  assert.deepEqual(await found('contradictory-class', own, layer), []);
});

test('a class that the document itself contradicts is named, too', async () => {
  const text = feature([busy, call, 'Then the response status is 503', 'And the failure is retryable']);
  const more = { 'x-speakeasy-retries': { strategy: 'none' } };
  const [found] = await findingsOf('contradictory-class', { paths, more, feature: text });
  assert.match(found?.message ?? '', /said to be retryable; the document expects "not-retryable"\.$/);
});

test('two scenarios under the same conditions that say different classes contradict each other', async () => {
  const claim = (word: string, given = busy) => [
    given,
    call,
    'Then the response status is 503',
    `And the failure is ${word}`,
  ];
  const [one, ...others] = await found('contradictory-class', feature(claim('retryable'), claim('not retryable')));
  assert.match(
    one ?? '',
    /^features\/shop\.feature:11:5 A 503 .* as in features\/shop\.feature:6, where it is retryable\.$/,
  );
  assert.deepEqual(others, []);
  const asked = 'Given operation listOrders responds with status 503 and asks to retry after 2 seconds';
  assert.deepEqual(
    await found('contradictory-class', feature(claim('retryable'), claim('retryable after a delay', asked))),
    [],
  );
});

test('the same steps twice are named; other values are other steps', async () => {
  const steps = (status: string) => [call, `Then the response status is ${status}`];
  assert.deepEqual(await found('same-scenario-twice', feature(steps('200'), steps('401'), steps('200'))), [
    'features/shop.feature:8:1 "number 3" has the same steps as "number 1" in features/shop.feature:2.',
  ]);
});

test('what a run would refuse is found without running: step, Then, keyword, examples', async () => {
  const text = feature(
    ['When the client calls operatoin listOrders', 'Then the response status is 200'],
    [call],
    [call, 'Thne the response status is 200'],
  );
  const { findings, exitCode } = await lintText({ paths, feature: text });
  const rules = findings.filter(({ rule }) => rule.about === 'features').map(({ finding }) => finding);
  assert.deepEqual(
    rules.map(({ rule, line }) => `${rule} ${line}`),
    ['unreadable-feature 9'],
    'a line that is no Gherkin keeps all others from being read',
  );
  assert.equal(exitCode, 2);
  const fine = await lintText({
    paths,
    feature: feature(['When the client calls operatoin listOrders', 'Then the response status is 200'], [call]),
  });
  assert.deepEqual(
    fine.findings
      .filter(({ rule }) => rule.about === 'features')
      .map(({ finding }) => `${finding.rule} ${finding.line}`),
    ['undefined-step 3', 'no-then 5'],
  );
  assert.equal(fine.exitCode, 1);
});

test('steps of one’s own are known, and those that don’t load are a finding', async () => {
  const text = feature(['Given a cup of tea', call, 'Then the response status is 200']);
  const good = "import { Given } from 'faultline';\nGiven('a cup of tea', function () {});\n";
  const fine = await lintText({ paths, feature: text, steps: good });
  assert.deepEqual(
    fine.findings.filter(({ rule }) => rule.about === 'features').map(({ finding }) => finding),
    [],
  );
  const broken = await lintText({ paths, feature: text, steps: 'throw new Error("no tea");\n' });
  assert.deepEqual(
    broken.findings.map(({ finding }) => [finding.rule, finding.file]),
    [['broken-steps', 'steps/own.mjs']],
  );
  assert.equal(broken.exitCode, 2);
});
