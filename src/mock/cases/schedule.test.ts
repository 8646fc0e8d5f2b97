import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { createVirtualClock } from '../../clock.ts';
import { type Contract, matching, type Rule, readContract, whenever } from '../../contract/index.ts';
import { parseFault } from '../../faults/index.ts';
import { Problem } from '../../problem.ts';
import { alerts as contract, ruleWith } from '../fixtures/driver.ts';
import { type Mock, type MockOptions, startMock } from '../index.ts';

const when = whenever({ fromMs: 1000, untilMs: 3000 });

/** The contract with a listener that closes by a schedule, from the first second to the third unless told otherwise. */
function scheduled(change: Partial<Rule> = {}): Contract {
  const fault = { name: 'refused-connection', options: {} };
  const rule = ruleWith({ id: 'nightly', when, fault, ...change });
  return { ...contract, layer: { ...contract.layer, rules: [rule, ...contract.layer.rules] } };
}

async function start(context: TestContext, options: Partial<MockOptions> = {}): Promise<Mock> {
  const mock = await startMock({ contract, ...options });
  context.after(() => mock.close(0));
  return mock;
}

/** What a connection of its own gets: a pooled one might outlive a listener that is closed for a moment. */
function statusAt(url: string): Promise<number | 'refused'> {
  return fetch(`${url}/simulate-server-error`, { headers: { Connection: 'close' } }).then(
    (response) => response.status,
    () => 'refused',
  );
}

test('a schedule of the layer refuses connections for its time', async (context) => {
  const other = await start(context, { contract: scheduled(), createClock: () => createVirtualClock() });
  const { clock } = other.openCase({ id: 'default' });
  await clock.sleep(999);
  assert.equal(await statusAt(other.url), 500);
  await clock.sleep(1);
  clock.begin('probe');
  while (clock.now() < 1000) await new Promise(setImmediate);
  assert.equal(await statusAt(other.url), 'refused');
  clock.end('probe');
  await clock.sleep(2000);
  assert.equal(await statusAt(other.url), 500);
});

test('a schedule is written as a rule of the layer, without a match', async (context) => {
  const folder = mkdtempSync(join(tmpdir(), 'faultline-schedule-'));
  context.after(() => rmSync(folder, { recursive: true }));
  const responses = { 200: { description: 'ok' } };
  const api = { openapi: '3.1.0', info: { title: 'Shop', version: '1' }, paths: { '/items': { get: { responses } } } };
  const rule = { id: 'nightly', fault: 'refuse-for-2s', when: { fromMs: 1000 } };
  writeFileSync(join(folder, 'shop.json'), JSON.stringify({ ...api, 'x-failures': { rules: [rule] } }));
  const other = await start(context, {
    contract: await readContract({ documentPath: join(folder, 'shop.json'), parseFault }),
  });
  const { advance } = other.openCase({ id: 'default' });
  await advance(1000);
  assert.equal(await statusAt(other.url), 'refused');
  await advance(2000);
  while ((await statusAt(other.url)) === 'refused') await new Promise(setImmediate);
});

const restarts: readonly (readonly [how: string, restart: (mock: Mock) => unknown])[] = [
  ['the mock is reset', (mock) => mock.reset()],
  ['the default case is reset', (mock) => mock.openCase({ id: 'default' }).reset()],
  ['its clock is set back', (mock) => mock.openCase({ id: 'default' }).resetClock()],
  [
    'the default case is closed and comes into being again',
    (mock) => {
      mock.openCase({ id: 'default' }).close();
      mock.openCase({ id: 'default' });
    },
  ],
];

for (const [how, restart] of restarts) {
  test(`when ${how}, the schedule begins anew`, async (context) => {
    const other = await start(context, { contract: scheduled() });
    const advance = (ms: number) => other.openCase({ id: 'default' }).advance(ms);
    await advance(1000);
    assert.equal(await statusAt(other.url), 'refused');
    await advance(2000);
    await advance(700);
    await restart(other);
    await advance(900);
    assert.equal(await statusAt(other.url), 500);
    await advance(100);
    assert.equal(await statusAt(other.url), 'refused');
  });
}

test('a refusal ends with the case that asked for it, and with no other', async (context) => {
  const other = await start(context);
  const [asking, bystander] = [other.openCase(), other.openCase()];
  await asking.refuseConnections(3_600_000);
  bystander.reset();
  assert.equal(await statusAt(other.url), 'refused');
  asking.close();
  while ((await statusAt(other.url)) === 'refused') await new Promise(setImmediate);
});

test('a refusal that waits for a request is a problem of the layer, with its place', async () => {
  const bound = scheduled({ match: matching({ operations: ['getUser'] }), place: { file: 'x.yaml', line: 7 } });
  await assert.rejects(startMock({ contract: bound }), (error) => error instanceof Problem && error.place.line === 7);
});
