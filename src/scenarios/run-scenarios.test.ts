import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:net';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { test } from 'node:test';
import type { ScenarioResult } from '../result.ts';
import type { Exchange } from '../trace/exchange.ts';
import { contractWith, createWorkspace, featureOf, operationWith, plainSteps, runIn } from './fixtures/workspace.ts';
import { currentSession } from './session.ts';

const three = `@all
Feature: Alerts
  Background:
    Given a client

  Scenario: first
    Then all is well

  Rule: the second
    @slow
    Scenario Outline: second <status>
      When it calls listAlerts
      Then listAlerts answers <status>

      Examples: refusals
        | status |
        | 401    |
        | 429    |
`;
const names = ({ scenarios }: { scenarios: readonly ScenarioResult[] }) => scenarios.map(({ name }) => name);

test('a scenario has its feature, rule, row, tags, steps and a command that runs it alone', async () => {
  using workspace = createWorkspace({ 'features/three.feature': three });
  const { result } = await runIn(workspace);
  const second = result.scenarios[1];
  assert.equal(second?.rule, 'the second');
  assert.equal(second?.feature, 'Alerts');
  assert.equal(second?.name, 'second 401');
  assert.equal(second?.line, 17);
  assert.deepEqual(second?.tags, ['@all', '@slow']);
  assert.equal(second?.rerun, 'faultline run api.yaml features/three.feature:17');
  assert.deepEqual(
    second?.steps.map(({ keyword, text: words, line }) => `${line} ${keyword} ${words}`),
    ['4 Given a client', '12 When it calls listAlerts', '13 Then listAlerts answers 401'],
  );
});

test('tables and doc strings are kept', async () => {
  const steps = `${plainSteps}\nGiven('rows:', () => {});\nGiven('words:', () => {});`;
  using workspace = createWorkspace({
    'features/a.feature': featureOf(
      'Given rows:',
      '  | a | b |',
      'And words:',
      '  """',
      '  hi',
      '  """',
      'Then all is well',
    ),
  });
  const { result } = await runIn(workspace, { steps: [workspace.write('steps.mjs', steps)] });
  assert.deepEqual(result.scenarios[0]?.steps[0]?.table, [['a', 'b']]);
  assert.equal(result.scenarios[0]?.steps[1]?.docString, 'hi');
});

test('ids stay the same from run to run and when lines move, and differ where scenarios are alike', async () => {
  using workspace = createWorkspace({ 'features/three.feature': three });
  const ids = async () => (await runIn(workspace)).result.scenarios.map(({ id }) => id);
  const before = await ids();
  workspace.write('features/three.feature', `# moved\n\n${three}`);
  assert.deepEqual(await ids(), before);
  assert.equal(new Set(before).size, 3);
  workspace.write(
    'features/three.feature',
    `${three}  Scenario: twice\n    Then all is well\n  Scenario: twice\n    Then all is well\n`,
  );
  const more = await ids();
  assert.deepEqual(more.slice(0, 3), before);
  assert.equal(new Set(more).size, 5);
});

for (const [lines, expected] of [
  ['6', ['first']],
  ['7', ['first']],
  ['9', ['second 401', 'second 429']],
  ['10', ['second 401', 'second 429']],
  ['13', ['second 401', 'second 429']],
  ['15', ['second 401', 'second 429']],
  ['18', ['second 429']],
  ['7:17', ['first', 'second 401']],
  ['2', ['first', 'second 401', 'second 429']],
] as const) {
  test(`file:line ${lines} runs what stands there`, async () => {
    using workspace = createWorkspace({ 'features/three.feature': three });
    const { result } = await runIn(workspace, { features: [`features/three.feature:${lines}`] });
    assert.deepEqual(names(result), expected);
  });
}

test('a line beyond the end is refused', async () => {
  using workspace = createWorkspace({ 'features/three.feature': three });
  await assert.rejects(runIn(workspace, { features: ['features/three.feature:999'] }), { code: 'no-such-line' });
});

test('names of files and folders are taken as they are, also with the characters of globs, dots and blanks', async () => {
  using workspace = createWorkspace({
    'my.features/a [1]{x}(y)!.feature': featureOf('Then all is well'),
    'my.features/b*.feature': featureOf('Then all is well'),
    'my.features/bx.feature': featureOf('Then all is well'),
  });
  const all = await runIn(workspace, { features: ['my.features'] });
  assert.equal(all.result.counts.kept, 3);
  const one = await runIn(workspace, { features: ['my.features/b*.feature'] });
  assert.deepEqual(
    one.result.scenarios.map(({ file }) => file),
    ['my.features/b*.feature'],
  );
  const odd = await runIn(workspace, { features: ['my.features/a [1]{x}(y)!.feature:2'] });
  assert.equal(odd.result.scenarios[0]?.rerun, "faultline run api.yaml 'my.features/a [1]{x}(y)!.feature:2'");
});

test('features elsewhere than in the working folder run too', async () => {
  using workspace = createWorkspace({ 'there/a.feature': featureOf('Then all is well') });
  using here = createWorkspace();
  const { result } = await runIn(workspace, { cwd: here.cwd, features: [workspace.path('there/a.feature:2')] });
  assert.equal(result.counts.kept, 1);
  assert.equal(result.scenarios[0]?.file, workspace.path('there/a.feature'));
});

test('tags and names select; progress tells each scenario as it ends', async () => {
  using workspace = createWorkspace({ 'features/three.feature': three });
  const seen: string[] = [];
  const { result } = await runIn(workspace, {
    tags: 'not @slow',
    onProgress: ({ name, verdict }) => void seen.push(`${name} ${verdict}`),
  });
  assert.deepEqual(names(result), ['first']);
  assert.deepEqual(seen, ['first kept']);
  assert.deepEqual(names((await runIn(workspace, { name: ['SECOND 4', 'nothing'] })).result), [
    'second 401',
    'second 429',
  ]);
});

test('runs follow each other in one process, with the same steps and with others', async () => {
  using workspace = createWorkspace({ 'features/a.feature': featureOf('Then all is well') });
  const other = workspace.write('other.mjs', "import { Then } from '@cucumber/cucumber';\nThen('it rains', () => {});");
  const plain = workspace.write('plain.mjs', plainSteps);
  for (let run = 0; run < 3; run += 1) assert.equal((await runIn(workspace, { steps: [plain] })).result.exitCode, 0);
  workspace.write('features/a.feature', featureOf('Then all is well', 'And it rains'));
  assert.equal((await runIn(workspace, { steps: [plain] })).result.exitCode, 2);
  assert.equal((await runIn(workspace, { steps: [plain, other] })).result.exitCode, 0);
  assert.equal((await runIn(workspace, { steps: [plain] })).result.exitCode, 2);
});

test('only one run at a time, and none is left open by one that fails', async () => {
  using workspace = createWorkspace({ 'features/a.feature': featureOf('Then all is well') });
  const first = runIn(workspace);
  await assert.rejects(runIn(workspace), { code: 'run-under-way' });
  assert.equal((await first).result.exitCode, 0);
  assert.throws(currentSession, { code: 'no-session' });
});

test('what steps print goes where the caller wants it', async () => {
  const steps = `${plainSteps}\nGiven('noise', () => console.log('from a step'));`;
  using workspace = createWorkspace({ 'features/a.feature': featureOf('Given noise', 'Then all is well') });
  const stderr = new PassThrough();
  const before = globalThis.console;
  await runIn(workspace, { steps: [workspace.write('steps.mjs', steps)], stderr });
  stderr.end();
  assert.equal(await text(stderr), 'from a step\n');
  assert.equal(globalThis.console, before);
});

test('a Problem that a step throws is a problem of the feature, with the step’s place and the fix', async () => {
  const steps = `${plainSteps}
import { Problem } from 'faultline';
Given('nonsense', () => { throw new Problem('unknown-operation', 'Failed to find "x": there is none.', 'Use another.'); });`;
  using workspace = createWorkspace({ 'features/a.feature': featureOf('Given nonsense', 'Then all is well') });
  const { result } = await runIn(workspace, { steps: [workspace.write('steps.mjs', steps)] });
  assert.equal(result.exitCode, 2);
  assert.deepEqual(result.problems, [
    {
      code: 'unknown-operation',
      message: 'Failed to find "x": there is none.',
      fix: 'Use another.',
      file: 'features/a.feature',
      line: 3,
    },
  ]);
  assert.equal(result.scenarios[0]?.verdict, 'untested');
});

test('known keys are masked in messages and result, wherever a feature or a step writes them', async () => {
  const steps = `${plainSteps}\nGiven('key {string}', (key) => { if (key.length > 20) throw new Error('no ' + key); });`;
  const feature = featureOf('Given key "s3cret-and-quite-long"', 'Then all is well').replace(
    'one',
    'with s3cret-and-quite-long',
  );
  using workspace = createWorkspace({ 'features/a.feature': feature });
  const contract = contractWith([operationWith('listAlerts', ['200'])], 's3cret-and-quite-long');
  const { result, envelopes } = await runIn(workspace, { contract, steps: [workspace.write('steps.mjs', steps)] });
  assert.equal(result.scenarios[0]?.verdict, 'broken');
  assert.doesNotMatch(JSON.stringify(result), /s3cret/);
  assert.doesNotMatch(JSON.stringify(envelopes), /s3cret/);
  assert.ok(result.masked > 0);
});

function exchange(operationId: string, status: number, startedAt: number, extra: Partial<Exchange> = {}): Exchange {
  const headers = status === 429 ? ([['Retry-After', '7']] as const) : [];
  return {
    id: `r${startedAt}`,
    caseId: 'c',
    observer: 'client',
    operationId,
    attempt: 1,
    startedAt,
    respondedAt: startedAt + 5,
    endedAt: startedAt + 5,
    request: {
      method: 'GET',
      url: 'http://127.0.0.1:1/alerts',
      headers: [['X-API-Key', '•••• (3 characters)']],
      body: null,
    },
    outcome: { kind: 'response', response: { status, headers, body: null } },
    cause: null,
    sideEffects: [],
    connection: null,
    ...extra,
  };
}

function evidenceStep(evidence: object): string {
  return `Given evidence with ${JSON.stringify(evidence)}`;
}

test('evidence becomes attempts, met failures, matrix cells, coverage and time', async () => {
  const calls = [
    { exchanges: [exchange('listAlerts', 429, 1000), exchange('listAlerts', 200, 8000)], waitsMs: [7000] },
    { exchanges: [exchange('listAlerts', 500, 9000)], waitsMs: [] },
  ];
  const asserted = [
    { operationId: 'listAlerts', failure: '429' },
    { operationId: 'listAlerts', failure: '200' },
  ];
  using workspace = createWorkspace({
    'features/a.feature': featureOf(
      evidenceStep({ calls, asserted, startedAt: 1000, endedAt: 9005, masked: 3 }),
      'Then all is well',
    ),
  });
  const { result } = await runIn(workspace);
  const [scenario] = result.scenarios;
  assert.deepEqual(
    scenario?.attempts.map(({ offsetMs, tookMs, retryAfterMs, call }) => [offsetMs, tookMs, retryAfterMs, call]),
    [
      [0, 5, 7000, 1],
      [7000, 5, null, 1],
      [8000, 5, null, 2],
    ],
  );
  assert.deepEqual(scenario?.failures, [
    { operationId: 'listAlerts', failure: '429', asserted: true },
    { operationId: 'listAlerts', failure: '500', asserted: false },
  ]);
  assert.match(scenario?.curl ?? '', /^curl .*http:\/\/localhost:8001\/alerts$/);
  const cell = (failure: string) => result.matrix.cells.find((candidate) => candidate.failure === failure);
  assert.deepEqual(cell('429'), {
    operationId: 'listAlerts',
    failure: '429',
    state: 'kept',
    declared: true,
    eligible: true,
    because: null,
    scenarios: [scenario?.id],
    planned: 0,
    attempts: 3,
    matches: 1,
    exchanges: 1,
    resolved: [],
  });
  assert.deepEqual(cell('401'), {
    operationId: 'listAlerts',
    failure: '401',
    state: 'untested',
    declared: true,
    eligible: true,
    because: null,
    scenarios: [],
    planned: 0,
    attempts: 0,
    matches: 0,
    exchanges: 0,
    resolved: [],
  });
  assert.deepEqual(cell('500'), {
    operationId: 'listAlerts',
    failure: '500',
    state: 'not-declared',
    declared: false,
    eligible: false,
    because: null,
    scenarios: [],
    planned: 0,
    attempts: 0,
    matches: 0,
    exchanges: 1,
    resolved: [],
  });
  assert.deepEqual(result.coverage, { eligible: 3, covered: 2, planned: 2, observed: 2, excluded: 0 });
  assert.equal(result.timing.virtualMs, 8005);
  assert.equal(result.masked, 3);
});

test('a range that is declared is a column of its own, and any status in it covers it', async () => {
  const contract = contractWith([operationWith('listAlerts', ['200', '401', '5XX', 'default'])]);
  const asserted = ['401', '503', '418'].map((failure) => ({ operationId: 'listAlerts', failure }));
  using workspace = createWorkspace({
    'features/a.feature': featureOf(evidenceStep({ asserted }), 'Then all is well'),
  });
  const { matrix, coverage } = (await runIn(workspace, { contract })).result;
  const statuses = matrix.failures.filter(({ kind }) => kind === 'status').map(({ id }) => id);
  assert.deepEqual(statuses, ['200', '401', '418', '503', '5XX', 'default']);
  assert.deepEqual(
    matrix.cells.map(({ failure, state, declared, resolved }) => `${failure} ${state} ${declared} ${resolved.join()}`),
    [
      '200 untested true ',
      '401 kept true ',
      '418 kept true ',
      '503 kept true ',
      '5XX kept true 503',
      'default kept true 418',
    ],
  );
  assert.deepEqual(coverage, { eligible: 4, covered: 3, planned: 3, observed: 0, excluded: 0 });
});

test('a scenario that breaks before it asserts marks the cells that its steps speak of', async () => {
  using workspace = createWorkspace({
    'features/a.feature': featureOf('Then it differs', 'And listAlerts answers 429', 'And listAlerts answers 500'),
  });
  const { matrix, coverage } = (await runIn(workspace)).result;
  assert.deepEqual(
    matrix.cells.map(({ failure, state }) => `${failure} ${state}`),
    ['200 untested', '401 untested', '429 broken'],
  );
  assert.equal(coverage.covered, 0);
});

test('a scenario that did not run leaves its cells untested, and counts for nothing', async () => {
  using workspace = createWorkspace({
    'features/a.feature': featureOf('Given a step that skips', 'Then listAlerts answers 429'),
  });
  const { result } = await runIn(workspace);
  const cell = result.matrix.cells.find(({ failure }) => failure === '429');
  assert.equal(cell?.state, 'untested');
  assert.deepEqual(cell?.scenarios, [result.scenarios[0]?.id]);
});

test('the command of a quota makes all the calls; that of an injected rule asks the mock for it again', async () => {
  const quota = exchange('listAlerts', 429, 3, { cause: { kind: 'quota', summary: '' } });
  const rule = exchange('listAlerts', 503, 3, { cause: { kind: 'rule', summary: '', ruleId: 'injected-1' } });
  const before = [exchange('listAlerts', 200, 1), exchange('listAlerts', 200, 2)];
  using workspace = createWorkspace({
    'features/a.feature': featureOf(
      evidenceStep({ calls: [{ exchanges: [...before, quota], waitsMs: [] }] }),
      'Then all is well',
    ),
    'features/b.feature': featureOf(evidenceStep({ calls: [{ exchanges: [rule], waitsMs: [] }] }), 'Then all is well'),
  });
  const { scenarios } = (await runIn(workspace)).result;
  assert.match(scenarios[0]?.curl ?? '', /^for call in \$\(seq 3\); do curl .*; done$/);
  assert.match(scenarios[1]?.curl ?? '', /-H 'X-Faultline-Instruction: return-503'/);
});

function listening(): Promise<Server> {
  const server = createServer((socket) => socket.destroy());
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)));
}

test('on a live target what needs the mock is left out with its reason, and the rest counts', async () => {
  const server = await listening();
  const { port } = server.address() as { port: number };
  try {
    const url = `http://user:pa55word-long@127.0.0.1:${port}`;
    using workspace = createWorkspace({
      'features/a.feature': featureOf('Then all is well'),
      'features/b.feature': featureOf(
        evidenceStep({ untested: 'it needs the mock: a hang' }),
        'Given a step that skips',
        'Then all is well',
      ),
    });
    const { result } = await runIn(workspace, { target: { kind: 'live', url } });
    assert.equal(result.exitCode, 0);
    assert.deepEqual(result.counts, { kept: 1, broken: 0, known: 0, untested: 1 });
    assert.equal(result.scenarios[1]?.because, 'it needs the mock: a hang');
    assert.equal(result.identity.clock, 'real');
    assert.equal(result.identity.target.url, `http://127.0.0.1:${port}`);
    assert.equal(result.identity.tools['prism'], undefined);
    assert.match(result.scenarios[0]?.rerun ?? '', / --target http:\/\/127/);
    assert.doesNotMatch(JSON.stringify(result), /pa55word/);
  } finally {
    server.close();
  }
});

test('on a live target a quota that others used up leaves a scenario untested, unless it speaks of 429', async () => {
  const server = await listening();
  const { port } = server.address() as { port: number };
  const calls = [{ exchanges: [exchange('listAlerts', 429, 1)], waitsMs: [] }];
  const asserted = [{ operationId: 'listAlerts', failure: '429' }];
  try {
    using workspace = createWorkspace({
      'features/a.feature': featureOf(evidenceStep({ calls }), 'Then it differs'),
      'features/b.feature': featureOf(evidenceStep({ calls, asserted }), 'Then it differs'),
    });
    const live = (await runIn(workspace, { target: { kind: 'live', url: `http://127.0.0.1:${port}` } })).result;
    assert.deepEqual(
      live.scenarios.map(({ verdict }) => verdict),
      ['untested', 'broken'],
    );
    assert.match(live.because[1] ?? '', /^1 scenario untested: the target answered 429/);
    const embedded = (await runIn(workspace)).result;
    assert.deepEqual(
      embedded.scenarios.map(({ verdict }) => verdict),
      ['broken', 'broken'],
    );
  } finally {
    server.close();
  }
});

test('a live target that refuses connections is exit 3 before anything runs; no URL at all is exit 2', async () => {
  const server = await listening();
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  using workspace = createWorkspace({ 'features/a.feature': featureOf('Then all is well') });
  const seen: ScenarioResult[] = [];
  const run = (url: string) =>
    runIn(workspace, { target: { kind: 'live', url }, onProgress: (scenario) => void seen.push(scenario) });
  await assert.rejects(run(`http://127.0.0.1:${port}`), { code: 'unreachable-target', exitCode: 3 });
  await assert.rejects(run('127.0.0.1'), { code: 'bad-target', exitCode: 2 });
  assert.deepEqual(seen, []);
});

test('the identity says what was tested with what; the features’ hash follows their text', async () => {
  using workspace = createWorkspace({ 'features/three.feature': three });
  const one = (await runIn(workspace)).result.identity;
  assert.equal(one.clock, 'virtual');
  assert.equal(one.document.title, 'Alerts');
  assert.equal(one.tools['node'], process.versions.node);
  assert.match(one.tools['cucumber'] ?? '', /^13\./);
  assert.match(one.startedAt, /^20\d\d-.*Z$/);
  assert.equal((await runIn(workspace)).result.identity.featuresSha256, one.featuresSha256);
  workspace.write('features/three.feature', `${three}\n`);
  assert.notEqual((await runIn(workspace)).result.identity.featuresSha256, one.featuresSha256);
});
