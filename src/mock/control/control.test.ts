import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createVirtualClock } from '../../clock.ts';
import { faultNames } from '../../faults/index.ts';
import { type Exchange, statusOf } from '../../trace/exchange.ts';
import { startMock } from '../index.ts';
import { endpoints } from './endpoints/index.ts';
import { startControlled } from './fixtures/control-client.ts';

const it = await startControlled();

test('document and endpoints name the same operations', () => {
  const declared = it.control.operations.map(({ id }) => id).sort();
  assert.deepEqual(Object.keys(endpoints).sort(), declared, 'add the endpoint or the operation that is missing');
  assert.deepEqual([it.control.excluded, it.control.warnings], [[], []]);
});

test('health, version and the document itself', async () => {
  assert.deepEqual((await it.call('GET', '/health')).json.url, it.mock.url);
  assert.equal((await it.call('GET', '/version')).json.contract.title, 'Alert and user API');
  assert.match((await it.call('GET', '/openapi.yaml')).text, /^openapi: 3\.1\.0\n/);
  const { paths } = (await it.call('GET', '/openapi.json')).json;
  assert.deepEqual(Object.keys(paths), [...new Set(it.control.operations.map(({ path }) => path))]);
});

test('operations tell what each failure means to a client, as the failure layer says it', async () => {
  const { operations } = (await it.call('GET', '/operations')).json;
  assert.equal(operations.length, it.contract.operations.length);
  const list = operations.find(({ id }: { id: string }) => id === 'listAlerts');
  const limited = list.failures.find(({ status }: { status: number }) => status === 429);
  assert.equal(limited.class, 'retryable-after-delay');
  assert.equal(limited.category, 'throttling');
});

test('every fault is listed, and its instruction is one that is taken', async () => {
  const { faults } = (await it.call('GET', '/faults')).json;
  assert.deepEqual(
    faults.map(({ name }: { name: string }) => name),
    faultNames,
  );
  for (const { name, instruction } of faults) {
    const queued = await it.call('POST', '/cases', { instructions: { getUser: [instruction] } });
    assert.equal(queued.status, name === 'refused-connection' ? 422 : 201, instruction);
    if (queued.status === 201) await it.call('DELETE', `/cases/${queued.json.id}`);
  }
});

test('a case is opened with all that is to happen in it, watched, reset and closed', async () => {
  const opened = await it.call('POST', '/cases', {
    id: 'mine',
    key: 'my-key',
    instructions: { getUser: ['return-503'] },
    rules: [{ id: 'gone', match: { operations: ['listUsers'] }, when: { times: 1 }, fault: 'return-500' }],
    rateLimits: [{ id: 'per-key', rateLimit: 4 }],
  });
  assert.equal(opened.status, 201);
  assert.equal(opened.headers.get('location'), '/cases/mine');
  const { url, completed, remaining } = opened.json;
  assert.deepEqual([completed, remaining], [false, { getUser: ['return-503'] }]);
  const mine = { headers: { 'X-API-Key': 'my-key' } };
  assert.equal(await it.status(url, '/users/1', mine), 503);
  assert.equal(await it.status(it.mock.url, '/users?ids=1', mine), 500, 'its key leads to the case');
  assert.equal(await it.status(url, '/usres/1', mine), 404);
  assert.equal(await it.status(url, '/users/1', { ...mine, method: 'DELETE' }), 204);
  const seen = (await it.call('GET', '/cases/mine')).json;
  assert.deepEqual(
    [seen.completed, seen.hits, seen.attempts, seen.unexpected, seen.sideEffects],
    [true, { gone: 1 }, { getUser: 1, listUsers: 1, deleteUser: 1 }, 1, 1],
  );
  assert.equal((await it.call('POST', '/cases/mine/reset')).status, 204);
  const reset = (await it.call('GET', '/cases/mine')).json;
  assert.deepEqual([reset.hits, reset.attempts, reset.unexpected, reset.sideEffects], [{}, {}, 0, 0]);
  assert.equal((await it.call('DELETE', '/cases/mine')).status, 204);
  assert.equal((await it.call('GET', '/cases/mine')).status, 404);
});

test('the default case is always there, and a case that is open is not opened again', async () => {
  assert.equal((await it.call('GET', '/cases/default')).json.url, it.mock.url);
  assert.equal((await it.call('DELETE', '/cases/default')).status, 204);
  assert.equal((await it.call('GET', '/cases/default')).status, 200);
  assert.equal((await it.call('POST', '/cases', { id: 'default' })).status, 409);
  assert.ok((await it.call('GET', '/cases')).json.cases.some(({ id }: { id: string }) => id === 'default'));
});

test('a case that can not be set up is not opened', async () => {
  const refused = await it.call('POST', '/cases', {
    id: 'half',
    instructions: { getUser: ['return-503'], getUsr: [] },
  });
  assert.equal(refused.status, 422);
  assert.equal(refused.json.suggestion, 'getUser');
  assert.equal((await it.call('GET', '/cases/half')).status, 404);
});

test('instructions are queued and told, for one operation each', async () => {
  const { id, url } = (await it.call('POST', '/cases')).json;
  const path = `/cases/${id}/instructions`;
  const queued = await it.call('POST', path, { operationId: 'getUser', instructions: ['return-503', 'return-502'] });
  assert.deepEqual(queued.json, { remaining: { getUser: ['return-503', 'return-502'] }, completed: false });
  assert.equal(await it.status(url, '/users/1'), 503);
  assert.deepEqual((await it.call('GET', path)).json.remaining, { getUser: ['return-502'] });
  assert.equal(await it.status(url, '/users/1'), 502);
  assert.equal((await it.call('GET', path)).json.completed, true);
});

test('rules of a case are added, replaced as a whole or not at all, and taken away', async () => {
  const { id, url } = (await it.call('POST', '/cases')).json;
  const path = `/cases/${id}/rules`;
  const own = async () =>
    (await it.call('GET', path)).json.rules
      .map(({ rule }: { rule: { id: string } }) => rule.id)
      .filter((name: string) => it.contract.layer.rules.every((rule) => rule.id !== name));
  const added = await it.call('POST', path, { id: 'one', match: { operations: ['getUser'] }, fault: 'return-500' });
  assert.deepEqual([added.status, added.json.fault], [201, { name: 'status', status: 500 }]);
  assert.equal((await it.call('POST', path, { id: 'one', fault: 'hang' })).status, 409);
  const wrong = {
    rules: [{ id: 'two', fault: 'hang' }, { fault: 'hagn' }, { match: { operations: ['getUsr'] }, fault: 'hang' }],
  };
  const refused = await it.call('PUT', path, wrong);
  assert.equal(refused.status, 422);
  assert.deepEqual(
    refused.json.errors.map(({ suggestion }: { suggestion: string }) => suggestion),
    ['hang', 'getUser'],
  );
  assert.deepEqual(await own(), ['one']);
  const right = { rules: [{ id: 'two', match: { operations: ['getUser'] }, when: { times: 1 }, fault: 'return-502' }] };
  assert.equal((await it.call('PUT', `${path}?validate=true`, wrong)).status, 422);
  assert.deepEqual((await it.call('PUT', `${path}?validate=true`, right)).json.replaced, false);
  assert.deepEqual(await own(), ['one'], 'a dry run changes nothing');
  assert.deepEqual((await it.call('PUT', path, right)).json.replaced, true);
  assert.deepEqual(await own(), ['two']);
  assert.deepEqual([await it.status(url, '/users/1'), await it.status(url, '/users/1')], [502, 200]);
  const [{ hits, remaining }] = (await it.call('GET', path)).json.rules;
  assert.deepEqual([hits, remaining], [1, 0]);
  assert.equal((await it.call('DELETE', path)).status, 204);
  assert.deepEqual(await own(), []);
});

test('what a rule in an answer says can be sent back as it is', async () => {
  const all = (await it.call('GET', '/rules')).json.rules.map(({ rule }: { rule: object }) => rule);
  assert.ok(all.length > 5);
  const again = (await it.call('PUT', '/rules', { rules: all })).json.rules;
  assert.deepEqual(again, all);
  await it.call('DELETE', '/rules');
});

test('rules of all cases are followed by open cases and by later ones, and put back', async () => {
  const early = (await it.call('POST', '/cases')).json;
  const rules = [{ id: 'all-down', match: { operations: ['getUser'] }, when: { times: 1 }, fault: 'return-503' }];
  assert.equal((await it.call('PUT', '/rules', { rules })).status, 200);
  const late = (await it.call('POST', '/cases')).json;
  for (const { url } of [early, late]) assert.equal(await it.status(url, '/users/1'), 503);
  assert.deepEqual(
    (await it.call('GET', '/rules')).json.rules.map(({ hits }: { hits: number }) => hits),
    [2],
  );
  const simulate = { headers: { 'X-Simulate': 'maintenance' } };
  assert.equal(await it.status(early.url, '/users/1', simulate), 200, 'the layer’s own rules are gone');
  assert.equal((await it.call('DELETE', '/rules')).status, 204);
  assert.equal(await it.status(early.url, '/users/1', simulate), 503);
  assert.deepEqual(
    it.mock.rules.map(({ rule }) => rule),
    it.contract.layer.rules,
  );
});

test('a rate limit is raised, and a new one added', async () => {
  const { id, url } = (await it.call('POST', '/cases')).json;
  const path = `/cases/${id}/rate-limits`;
  assert.equal((await it.call('PATCH', `${path}/per-key`, { rateLimit: 1 })).json.rateLimit, 1);
  assert.deepEqual([await it.status(url, '/users/1'), await it.status(url, '/users/1')], [200, 429]);
  await it.call('PATCH', `${path}/per-key`, { rateLimit: 100, id: 'per-key' });
  assert.equal(await it.status(url, '/users/1'), 200);
  const added = await it.call('PATCH', `${path}/mine`, { rateLimit: 1, refusal: { message: 'Slowly.' } });
  assert.equal(added.json.refusal.status, 429);
  const ids = (await it.call('GET', path)).json.rateLimits.map((limit: { id: string }) => limit.id);
  assert.deepEqual(ids.at(-1), 'mine');
  assert.equal((await it.call('PATCH', `${path}/mine`, { id: 'other' })).status, 422);
  assert.equal(
    (await it.call('PATCH', `${path}/mine`, { match: { operations: ['getUsr'] } })).json.suggestion,
    'getUser',
  );
});

test('connections are refused until the time is over, or the mock is reset', async () => {
  const refused = async () =>
    await it.status(it.mock.url, '/users/1').then(
      () => 'answered',
      (error: Error) => (error.cause as { code: string }).code,
    );
  assert.equal((await it.call('POST', '/cases/default/refuse', { milliseconds: 3_600_000 })).status, 204);
  assert.equal(await refused(), 'ECONNREFUSED');
  assert.equal((await it.call('POST', '/reset')).status, 204);
  assert.equal(await refused(), 'answered');
  await it.call('POST', '/cases/default/refuse', { milliseconds: 3_600_000 });
  await it.call('POST', '/cases/default/clock/advance', { milliseconds: 3_600_000 });
  while ((await refused()) !== 'answered') await new Promise(setImmediate);
});

test('the clock of a case goes forward and back, and windows with it', async () => {
  const { id, url } = (await it.call('POST', '/cases', { rateLimits: [{ id: 'per-key', rateLimit: 1 }] })).json;
  const path = `/cases/${id}/clock`;
  const start = Date.parse((await it.call('GET', path)).json.now);
  assert.deepEqual([await it.status(url, '/users/1'), await it.status(url, '/users/1')], [200, 429]);
  const later = (await it.call('POST', `${path}/advance`, { milliseconds: 60_000 })).json;
  assert.ok(Date.parse(later.now) - start >= 60_000);
  assert.equal(await it.status(url, '/users/1'), 200);
  const back = (await it.call('POST', `${path}/reset`)).json;
  assert.ok(Date.parse(back.now) - start < 60_000);
  assert.deepEqual([await it.status(url, '/users/1'), await it.status(url, '/users/1')], [200, 429], 'a new window');
});

test('the trace is read on from where one was, with its secrets masked', async () => {
  const { id, url } = (await it.call('POST', '/cases')).json;
  for (const user of ['1', '2', '999']) await it.status(url, `/users/${user}`);
  const lines = async (query = ''): Promise<readonly (Exchange & { sequence: number })[]> => {
    const { text, headers } = await it.call('GET', `/cases/${id}/trace${query}`);
    assert.equal(headers.get('content-type'), 'application/x-ndjson');
    assert.ok(!text.includes('valid-key-123'));
    return text
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line));
  };
  assert.deepEqual(
    (await lines()).map((line) => [line.sequence, statusOf(line)]),
    [
      [1, 200],
      [2, 200],
      [3, 404],
    ],
  );
  assert.deepEqual(
    (await lines('?after=1&limit=1')).map(({ sequence }) => sequence),
    [2],
  );
  assert.deepEqual(await lines('?after=3'), []);
  await it.call('POST', `/cases/${id}/reset`);
  await it.status(url, '/users/1');
  assert.deepEqual(
    (await lines('?after=3')).map(({ sequence }) => sequence),
    [4],
    'numbers go on after a reset',
  );
});

test('what a client did is verified', async () => {
  const { id, url } = (await it.call('POST', '/cases', { instructions: { getUser: ['return-503'] } })).json;
  for (let attempt = 0; attempt < 2; attempt += 1) await it.status(url, '/users/1');
  await it.status(url, '/user/1');
  const { passed, results } = (
    await it.call('POST', `/cases/${id}/verify`, {
      expectations: [
        { operationId: 'getUser', attempts: { exactly: 3 }, minGapMilliseconds: 0 },
        { unexpected: { max: 0 } },
      ],
    })
  ).json;
  assert.equal(passed, false);
  assert.deepEqual(
    results.map(({ verdict }: { verdict: string }) => verdict),
    ['broken', 'kept', 'broken'],
  );
  assert.equal(results[0].nearMisses[0].request, 'GET /user/1');
});

test('a reset leaves only the contract', async () => {
  const { id } = (await it.call('POST', '/cases')).json;
  await it.call('PUT', '/rules', { rules: [] });
  await it.call('POST', '/cases/default/instructions', { operationId: 'getUser', instructions: ['return-500'] });
  assert.equal((await it.call('POST', '/reset')).status, 204);
  assert.equal((await it.call('GET', `/cases/${id}`)).status, 404);
  assert.equal((await it.call('GET', '/cases/default')).json.completed, true);
  assert.equal((await it.call('GET', '/rules')).json.rules.length, it.contract.layer.rules.length);
});

test('a virtual clock has no machine time to go back to', async () => {
  const virtual = await startMock({ contract: it.contract, control: {}, createClock: createVirtualClock });
  const url = `${virtual.control?.url}/cases/default/clock`;
  assert.equal(((await (await fetch(url)).json()) as { kind: string }).kind, 'virtual');
  const refused = await fetch(`${url}/reset`, { method: 'POST' });
  assert.equal(refused.status, 409);
  assert.equal(((await refused.json()) as { type: string }).type, 'urn:faultline:problem:virtual-clock');
  await virtual.close(0);
});
