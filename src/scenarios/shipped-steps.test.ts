import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { createVirtualClock } from '../clock.ts';
import { type Contract, readContract } from '../contract/index.ts';
import { parseFault } from '../faults/index.ts';
import { type Mock, startMock } from '../mock/index.ts';
import { shipped } from '../package.ts';
import { runScenarios, type ScenarioRun } from './index.ts';

/** Each Then of the shipped steps in a scenario where it doesn't hold. The key is the step, the value what comes before. */
const falseThens: Readonly<Record<string, string>> = {
  'the response status is 500': 'a success',
  'the response status is in 4XX': 'a success',
  'the first response has status 500': 'a success',
  '2 responses have status 200': 'a success',
  'every response has status 401': 'a success',
  'the response conforms to the contract': 'a broken body',
  'every response conforms to the contract': 'a broken body',
  "the response is in the API's error format": 'a success',
  'the error message is "x"': 'a refusal',
  'the error message contains "x"': 'a refusal',
  'one of the error messages is "x"': 'a refusal',
  'the Content-Type response header is "text/html"': 'a success',
  'the Retry-After response header is present': 'a success',
  'the Content-Type response header is absent': 'a success',
  'the response has no body': 'a success',
  'field "id" of the response body is "2"': 'a success',
  'field "items" of the response body has 2 items': 'a success',
  'field "items" of the response body has an item whose "id" is "1"': 'a success',
  'the response body is JSON': 'a broken body',
  'the response asks to retry after 5 seconds': 'a success',
  'the response asks for no wait': 'a busy service',
  'the earliest safe retry is after 1 second': 'a busy service',
  'the failure is retryable': 'a refusal',
  'the failure category is timeout': 'a refusal',
  "the problem is on the provider's side": 'a refusal',
  'the problem is between client and provider': 'a refusal',
  'the same request may be sent again': 'a refusal',
  'the same request may not be sent again': 'a busy service',
  'the request was not applied': 'a success',
  'the request may have been applied': 'a success',
  'the request was applied': 'a refusal',
  'the client makes 2 attempts': 'a success',
  'the client waits 1 second before the second attempt': 'a success',
  'the client makes at least 2 attempts': 'a success',
  'the client makes no more than 0 attempts': 'a success',
  'the client does not retry': 'a client that tries again',
  'the client waits at least 5 seconds before the second attempt': 'a client that tries again',
  'the waits between attempts grow exponentially from 5 seconds': 'a client that tries again',
  'the client gives up within 1 second': 'a client that tries again',
  'every attempt carries the same X-Request-Id header': 'a client that tries again',
  'no request reaches operation getUser': 'a success',
  'at most 1 request reaches the API within any 1 minute': 'a client that tries again',
  'the client succeeds': 'a refusal',
  'the client gives up': 'a success',
  'the remaining quota is 5': 'a success',
  'the quota resets in 1 second': 'a success',
  'the API has created 1 of the users': 'a success',
  'the API has deleted 1 of the users': 'a success',
  'the response arrives after 1 second': 'a success',
  'the response arrives within 1 second': 'a slow answer',
  'no response is received because of a hang': 'a success',
  'the response breaks off because of a truncated body': 'a success',
  'the response breaks off after 16 bytes': 'a success',
  'the response is whole but wrong because of invalid JSON': 'a success',
  'the client sees error "ECONNRESET"': 'a success',
  'the request times out after 1 second': 'a success',
  '2 of them get through': 'work',
  '1 of them fails': 'work',
  '1 of them is skipped': 'work',
  '1 of them is never tried': 'work',
  'the client makes 2 calls': 'work',
  'the client sends 2 requests': 'work',
  '1 call is answered without a request': 'work',
  '1 call is not sent': 'work',
  'the client waits 1 second in all': 'work',
  'the client waits 1 and 2 seconds between its attempts': 'work',
  'the work is done after 1 second': 'work',
  'a client that calls operation getUser for each of them and waits for Retry-After is done 1 second later, with 0 more requests refused':
    'work',
  'a client that calls operation getUser for each of them and waits for Retry-After is done 0 seconds sooner, with 1 more request refused':
    'work',
  'the circuit breaker is closed': 'work',
  'the client notes down "x"': 'work',
  'the client collects 1 item': 'work',
  'the field that the API refuses is "priority"': 'a body that grows',
  'the API refuses no field': 'a body that grows',
  'the failure is diagnosed as burst-over-limit': 'a refusal',
  'the runbook is "rate-limiting"': 'a refusal',
  'the next step contains "x y z"': 'a refusal',
  'the words for the client contain "x y z"': 'a refusal',
  'field "tenant" of the last request is "x"': 'a body that grows',
};

const situations: Readonly<Record<string, readonly string[]>> = {
  'a success': ['Given the client authenticates with a valid API key', 'When the client calls operation getUser'],
  'a refusal': ['When the client calls operation getUser'],
  'a broken body': [
    'Given the client authenticates with a valid API key',
    'Given operation getUser fails with invalid JSON',
    'When the client calls operation getUser',
  ],
  'a busy service': ['When the client calls operation simulateUnavailable'],
  'a client that tries again': [
    'Given the client authenticates with a valid API key',
    'Given the client makes at most 3 attempts',
    'Given operation getUser responds with status 500 once, then recovers',
    'When the client calls operation getUser',
  ],
  work: [
    'Given the client authenticates with a valid API key',
    'Given 1 alerts come in within 1 second, with user_id "1" in turn',
    'When the client calls operation getUser for each of them',
  ],
  'a body that grows': [
    'Given the client authenticates with a valid API key',
    'Given the request body is the example "complete"',
    'Given field "description" of the request body is "O\'Brien"',
    'When the client calls operation createAlert with the required fields, then with one field more each time',
  ],
  'a slow answer': [
    'Given the client authenticates with a valid API key',
    'Given operation getUser takes 2 seconds to respond',
    'When the client calls operation getUser',
  ],
};

const stepFolder = join(import.meta.dirname, '../../steps');
const folder = mkdtempSync(join(tmpdir(), 'faultline-thens-'));
let contract: Contract;
let mock: Mock;

before(async () => {
  contract = await readContract({ documentPath: shipped.document, parseFault });
  mock = await startMock({ contract, createClock: createVirtualClock });
});

after(async () => {
  await mock.close(0);
  rmSync(folder, { recursive: true });
});

function scenarioText([then, situation]: readonly [string, string]): string {
  const steps = [...(situations[situation] ?? []), `Then ${then}`].map((step) => `    ${step}`).join('\n');
  return `  Scenario: ${then.replaceAll('"', '')}\n${steps}\n`;
}

async function run(features: readonly string[], live = false): Promise<ScenarioRun> {
  const target = live ? ({ kind: 'live', url: mock.url } as const) : ({ kind: 'embedded', mock } as const);
  return runScenarios({ contract, target, features, stepFolders: [], policy: 'reference', cwd: folder });
}

function write(name: string, text: string): string {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
}

/** The expressions of all definitions with this keyword, as they stand in the step files. */
function definitions(keyword: 'Given' | 'When' | 'Then'): readonly string[] {
  const files = readdirSync(stepFolder).filter((file) => /(?<!\.test)\.ts$/.test(file));
  const pattern = new RegExp(`^${keyword}\\(\\s*(['"])(.*?)\\1,`, 'gm');
  return files.flatMap((file) =>
    [...readFileSync(join(stepFolder, file), 'utf8').matchAll(pattern)].map(([, , text]) => text ?? ''),
  );
}

/** The expressions that the steps of a run matched. */
function used({ envelopes }: ScenarioRun): ReadonlySet<string> {
  const patterns = new Map(
    envelopes.flatMap(({ stepDefinition }) =>
      stepDefinition === undefined ? [] : [[stepDefinition.id, stepDefinition.pattern.source] as const],
    ),
  );
  const ids = envelopes.flatMap(
    ({ testCase }) => testCase?.testSteps.flatMap((step) => step.stepDefinitionIds ?? []) ?? [],
  );
  return new Set(ids.map((id) => patterns.get(id) ?? ''));
}

test('every Then breaks its scenario when it does not hold, and says what was expected and received', async () => {
  const feature = write('false.feature', `Feature: false\n${Object.entries(falseThens).map(scenarioText).join('\n')}`);

  const outcome = await run([feature]);

  assert.deepEqual(outcome.result.problems, []);
  assert.equal(outcome.result.scenarios.length, Object.keys(falseThens).length);
  for (const { name, verdict, expected, received } of outcome.result.scenarios) {
    assert.equal(verdict, 'broken', `"${name}" should not hold`);
    assert.notEqual(expected, null, `"${name}" says nothing of what it expected`);
    assert.notEqual(received, null, `"${name}" says nothing of what it received`);
  }
  const tried = used(outcome);
  const forgotten = definitions('Then').filter((expression) => !tried.has(expression));
  assert.deepEqual(forgotten, [], 'add these to falseThens in src/scenarios/shipped-steps.test.ts');
});

test('every step has an example in the features that ship, and all of those pass', async () => {
  const outcome = await run([shipped.features]);

  const broken = outcome.result.scenarios.filter(({ verdict }) => verdict !== 'kept');
  assert.deepEqual(
    broken.map(({ file, line, because }) => `${file}:${line} ${because}`),
    [],
  );
  const shown = used(outcome);
  const all = [...definitions('Given'), ...definitions('When'), ...definitions('Then')];
  assert.ok(all.length > 60);
  const unshown = all.filter((expression) => !shown.has(expression));
  assert.deepEqual(unshown, [], 'show these steps in a feature');
});

test('a step that makes no sense where it stands is a problem that says so', async () => {
  const success = situations['a success'] ?? [];
  const mistakes: readonly (readonly [steps: readonly string[], problem: string])[] = [
    [
      ['Given the client has no API key for when its own is refused', ...success],
      'Failed to give the client another credential: "no API key" is none.',
    ],
    [
      [...success, 'Given parameter user_id is field "nope" of the last response'],
      'Failed to fill parameter "user_id": the last response has no field "nope".',
    ],
  ];
  const scenarios = mistakes.map(([steps], index) => {
    const lines = [...steps, 'Then the response status is 200'].map((step) => `    ${step}\n`);
    return `  Scenario: mistake ${index}\n${lines.join('')}`;
  });
  const feature = write('mistakes.feature', `Feature: mistakes\n${scenarios.join('\n')}`);

  const { result } = await run([feature]);

  assert.deepEqual(
    result.problems.map(({ message }) => message),
    mistakes.map(([, problem]) => problem),
  );
});

test('what only the mock can do leaves a scenario untested on a live API, with the reason', async () => {
  const powers = [
    'Given operation getUser responds with status 500',
    'Given operation getUser fails with a connection reset',
    'Given the API refuses connections for 1 second',
    'Given the API allows 1 request per 1 second for each API key',
    'Given operation getUser never responds',
    'When 60 seconds pass',
    'Given the client waits for Retry-After',
    'Given 3 alerts come in within 1 second, with user_id "1" in turn',
  ];
  const scenarios = powers.map((step) => `  Scenario: ${step}\n    ${step}\n    Then the response status is 200\n`);
  const feature = write('live.feature', `Feature: live\n${scenarios.join('\n')}`);

  const { result } = await run([feature], true);

  assert.equal(result.counts.untested, powers.length);
  for (const { because } of result.scenarios) assert.match(because ?? '', /Against a live API this can't run: /);
});

test('a live API is called without the mock’s help', async () => {
  const feature = write(
    'plain.feature',
    `Feature: plain
  Scenario: it answers
    Given the client authenticates with a valid API key
    When the client calls operation getUser
    Then the response status is 200
    And the response conforms to the contract
`,
  );

  const { result } = await run([feature], true);

  assert.deepEqual(result.counts, { kept: 1, broken: 0, known: 0, untested: 0 });
});
