import assert from 'node:assert/strict';
import { test } from 'node:test';
import { evidenceStep, exchange } from './fixtures/evidence.ts';
import { contractWith, createWorkspace, featureOf, operationWith, runIn } from './fixtures/workspace.ts';

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
