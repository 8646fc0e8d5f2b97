import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:net';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { test } from 'node:test';
import type { ScenarioResult } from '../result.ts';
import { evidenceStep, exchange } from './fixtures/evidence.ts';
import {
  contractWith,
  createWorkspace,
  featureOf,
  operationWith,
  plainSteps,
  runIn,
  threeScenarios,
} from './fixtures/workspace.ts';
import { currentSession } from './session.ts';

test('a scenario has its feature, rule, row, tags, steps and a command that runs it alone', async () => {
  using workspace = createWorkspace({ 'features/three.feature': threeScenarios });
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
  using workspace = createWorkspace({ 'features/three.feature': threeScenarios });
  const ids = async () => (await runIn(workspace)).result.scenarios.map(({ id }) => id);
  const before = await ids();
  workspace.write('features/three.feature', `# moved\n\n${threeScenarios}`);
  assert.deepEqual(await ids(), before);
  assert.equal(new Set(before).size, 3);
  workspace.write(
    'features/three.feature',
    `${threeScenarios}  Scenario: twice\n    Then all is well\n  Scenario: twice\n    Then all is well\n`,
  );
  const more = await ids();
  assert.deepEqual(more.slice(0, 3), before);
  assert.equal(new Set(more).size, 5);
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
  using workspace = createWorkspace({ 'features/three.feature': threeScenarios });
  const one = (await runIn(workspace)).result.identity;
  assert.equal(one.clock, 'virtual');
  assert.equal(one.document.title, 'Alerts');
  assert.equal(one.tools['node'], process.versions.node);
  assert.match(one.tools['cucumber'] ?? '', /^13\./);
  assert.match(one.startedAt, /^20\d\d-.*Z$/);
  assert.equal((await runIn(workspace)).result.identity.featuresSha256, one.featuresSha256);
  workspace.write('features/three.feature', `${threeScenarios}\n`);
  assert.notEqual((await runIn(workspace)).result.identity.featuresSha256, one.featuresSha256);
});
