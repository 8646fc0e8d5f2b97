import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createVirtualClock } from '../../clock.ts';
import { type Contract, readContract, responding } from '../../contract/index.ts';
import { parseFault } from '../../faults/index.ts';
import { type Mock, startMock } from '../../mock/index.ts';
import { shipped } from '../../package.ts';
import type { Problem } from '../../problem.ts';
import { ScenarioContext } from '../context.ts';
import { listed, storm } from '../workload.ts';
import {
  callForEach,
  callGrowing,
  callInBatches,
  callPrepared,
  countOf,
  differenceOfWaiting,
  elapsedMs,
  readWhatIsFound,
  renewalHeaders,
  requestsSent,
  unsent,
  waitedMs,
  walkPages,
} from './index.ts';

let contract: Contract;
let mock: Mock;

before(async () => {
  contract = await readContract({ documentPath: shipped.document, parseFault });
  mock = await startMock({ contract, createClock: createVirtualClock });
});

after(() => mock.close(0));

async function inScenario(body: (scenario: ScenarioContext) => Promise<void>): Promise<void> {
  const target = { kind: 'embedded', mock } as const;
  const session = {
    contract,
    target,
    policy: 'reference',
    headers: [],
    credential: null,
    credentials: new Map(),
    limits: null,
    cwd: '.',
  } as const;
  const scenario = new ScenarioContext(session);
  scenario.draft.credential = { value: 'valid-key-123', place: { in: 'scheme' } };
  try {
    await body(scenario);
  } finally {
    await scenario.client.close();
    scenario.mock?.close();
  }
}

const code = (expected: string) => (problem: Problem) => problem.code === expected && problem.fix !== '';

test('a storm spreads its items evenly, the first at once, with the values in turn', () => {
  assert.deepEqual(
    storm(4, 60_000, 'user_id', ['1', '2', '3']).map(({ atMs, parameters }) => [atMs, parameters.get('user_id')]),
    [
      [0, '1'],
      [15_000, '2'],
      [30_000, '3'],
      [45_000, '1'],
    ],
  );
});

test('each item is called for as soon as it comes in, and counts where it belongs', async () => {
  await inScenario(async (scenario) => {
    scenario.workload.items = storm(7, 70_000, 'user_id', ['1']);
    await callForEach(scenario, 'getUser');
    const [first] = scenario.exchanges;
    assert.deepEqual(
      scenario.exchanges.map(({ startedAt }) => startedAt - (first?.startedAt ?? 0)),
      [0, 10_000, 20_000, 30_000, 40_000, 50_000, 60_000],
    );
    // The sixth is refused; the seventh comes with the next window.
    assert.deepEqual(scenario.workload.fates.indexOf('failed'), 5);
    assert.deepEqual(
      [countOf(scenario, 'through'), countOf(scenario, 'failed'), countOf(scenario, 'untried')],
      [6, 1, 0],
    );
    assert.equal(elapsedMs(scenario), 60_000);
    assert.equal(waitedMs(scenario), 0);
  });
});

test('an item that comes in while the one before is under way waits, and only then counts as early or late', async () => {
  await inScenario(async (scenario) => {
    scenario.client.settings.policies = { spacingMs: 12_000 };
    scenario.workload.items = storm(3, 3000, 'user_id', ['1']);
    await callForEach(scenario, 'getUser');
    assert.equal(elapsedMs(scenario), 24_000);
    assert.equal(waitedMs(scenario), 11_000 + 12_000);
  });
});

test('waiting is measured on a case of its own, with the scenario’s quotas, and leaves no case behind', async () => {
  await inScenario(async (scenario) => {
    scenario.setQuota({ rateLimit: 2, resetTimeWindowSeconds: 30 });
    scenario.workload.items = storm(4, 4000, 'user_id', ['1']);
    await callForEach(scenario, 'getUser');
    const cases = mock.cases.length;
    assert.deepEqual(await differenceOfWaiting(scenario, 'getUser'), { laterMs: 27_000, moreRefused: -1 });
    assert.equal(mock.cases.length, cases);
    assert.equal(scenario.calls.length, 4);
  });
});

test('no comparison with failures that the other client would not meet', async () => {
  await inScenario(async (scenario) => {
    scenario.workload.items = listed([{ user_id: '1' }]);
    scenario.inject('getUser', 'status 500', { respond: responding({ status: 500 }) });
    await callForEach(scenario, 'getUser');
    await assert.rejects(differenceOfWaiting(scenario, 'getUser'), code('no-comparison'));
  });
});

test('a batch that fails fails all of its items, and one that nobody knows is skipped', async () => {
  await inScenario(async (scenario) => {
    scenario.inject('listUsers', 'status 500', { respond: responding({ status: 500 }), when: { times: 1 } });
    scenario.workload.items = storm(4, 4, 'user_id', ['1', '2', '3', '999']);
    await callInBatches(scenario, 'listUsers', { size: 2, gatherMs: 1000 });
    assert.deepEqual(scenario.workload.fates, ['failed', 'failed', 'through', 'skipped']);
    assert.deepEqual(
      scenario.exchanges.map(({ request }) => request.url.replace(/^.*\/users/, '/users')),
      ['/users?ids=1,2', '/users?ids=3,999'],
    );
  });
});

test('an operation without a list of ids, or without pages, is refused in words', async () => {
  await inScenario(async (scenario) => {
    assert.throws(() => callInBatches(scenario, 'listAlerts', { size: 2, gatherMs: 0 }), code('no-batch-lookup'));
    assert.throws(() => walkPages(scenario, 'getUser', 2), code('no-pages'));
    assert.throws(() => walkPages(scenario, 'listUser', 2), code('unknown-operation'));
  });
});

test('a walk through pages ends with the first that fails, and keeps what came before', async () => {
  await inScenario(async (scenario) => {
    scenario.inject('listAlerts', 'status 500', { respond: responding({ status: 500 }), when: { skip: 1 } });
    await walkPages(scenario, 'listAlerts', 1);
    assert.equal(scenario.workload.collected, 1);
    assert.equal(requestsSent(scenario), 2);
  });
});

test('a lookup that fails for another reason than being gone counts as failed', async () => {
  await inScenario(async (scenario) => {
    scenario.inject('getUser', 'status 500', { respond: responding({ status: 500 }), when: { times: 1 } });
    scenario.workload.items = listed([{ user_id: '1' }, { user_id: '999' }, { user_id: '2' }]);
    await readWhatIsFound(scenario, 'getUser');
    assert.deepEqual(
      (['through', 'skipped', 'failed'] as const).map((fate) => countOf(scenario, fate)),
      [1, 1, 1],
    );
    assert.deepEqual(scenario.workload.log, ['GET /users/999: not found, left out']);
  });
});

test('a body has to be there and to be an object before its fields can be looked at', async () => {
  await inScenario(async (scenario) => {
    assert.throws(() => callPrepared(scenario, 'createAlert'), code('body-not-an-object'));
    scenario.draft.body = { kind: 'text', text: '[1]' };
    assert.throws(() => callGrowing(scenario, 'createAlert'), code('body-not-an-object'));
    scenario.draft.body = { kind: 'text', text: '{' };
    assert.throws(() => callPrepared(scenario, 'createAlert'), code('body-not-an-object'));
  });
});

test('nothing that was counted without work or calls passes for a finding', async () => {
  await inScenario(async (scenario) => {
    assert.throws(() => countOf(scenario, 'failed'), code('no-work'));
    assert.throws(() => elapsedMs(scenario), code('no-work'));
    assert.throws(() => requestsSent(scenario), code('no-work'));
    assert.throws(() => waitedMs(scenario), code('no-call'));
    assert.throws(() => unsent(scenario), code('no-call'));
  });
});

test('another credential goes where the contract wants it; a contract without one says so', () => {
  assert.deepEqual(renewalHeaders(contract, 'k'), [['X-API-Key', 'k']]);
  assert.throws(() => renewalHeaders({ ...contract, operations: [] }, 'k'), code('no-credential-header'));
});
