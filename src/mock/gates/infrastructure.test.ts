import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Rule, whenever } from '../../contract/index.ts';
import { alerts, alertsWith, Driver, ruleWith, type Seen } from '../fixtures/driver.ts';

const respond = (status: number) => ({ status, message: `rule ${status}`, example: null, body: null, headers: {} });
const when = whenever();
const withRules = (...rules: Rule[]) => new Driver(alertsWith({ rules, rateLimits: [] }));
const fault = (name: string, options = {}) => ({ name, options });

test('what a gateway does, it does to strangers too, and nothing is counted', () => {
  const driver = new Driver(
    alertsWith({ rules: [ruleWith({ id: 'gateway', acts: 'infrastructure', respond: respond(503) })] }),
  );
  const { status, detail, action } = driver.send('GET /alerts', { key: null });
  assert.deepEqual([status, detail], [503, 'rule 503']);
  assert.deepEqual([action.cause.kind, action.cause.ruleId, action.cause.fault], ['rule', 'gateway', 'status']);
  assert.equal(driver.state.quotas.size, 0);
});

test('a 503 tells a client with a key where its quota is, beside when to come back, and counts nothing', () => {
  const driver = new Driver();
  const headers = { 'x-simulate': 'maintenance' };
  const fields = ({ headers: { ratelimit, 'ratelimit-policy': policy, 'retry-after': after } }: Seen) => [
    ratelimit,
    policy,
    after,
  ];
  const policy = '"per-key";q=5;w=60';
  assert.deepEqual(fields(driver.send('GET /alerts', { headers })), ['"per-key";r=5;t=60', policy, '120']);
  driver.send('GET /alerts');
  driver.now += 10_000;
  assert.deepEqual(fields(driver.send('GET /alerts', { headers })), ['"per-key";r=4;t=50', policy, '110']);
  driver.instruct('listAlerts', 'return-503');
  assert.deepEqual(fields(driver.send('GET /alerts')), ['"per-key";r=4;t=50', policy, undefined]);
  for (let count = 0; count < 4; count += 1) assert.equal(driver.send('GET /alerts').status, 200);
  assert.deepEqual(fields(driver.send('GET /alerts', { headers })), ['"per-key";r=0;t=50', policy, '110']);
  assert.equal(driver.send('GET /alerts').status, 429);
});

test('where no quota is, a 503 tells of none: without a key, with a wrong one, on an operation without', () => {
  const simulated = { headers: { 'x-simulate': 'maintenance' } };
  for (const seen of [
    new Driver().send('GET /alerts', { ...simulated, key: null }),
    new Driver().send('GET /alerts', { ...simulated, key: 'wrong-key' }),
    new Driver().send('GET /simulate-unavailable'),
  ]) {
    assert.deepEqual([seen.status, seen.headers['ratelimit']], [503, undefined]);
    assert.notEqual(seen.headers['retry-after'], undefined);
  }
  const gateway = new Driver().send('GET /alerts', { headers: { 'x-simulate': 'dependency-down' } });
  assert.deepEqual([gateway.status, gateway.headers['ratelimit']], [502, undefined]);
});

test('a key that wears out is not worn by a 503 in front of it', () => {
  const driver = new Driver();
  const key = 'rotating-key';
  for (let count = 0; count < 5; count += 1) {
    assert.equal(driver.send('GET /alerts', { key, headers: { 'x-simulate': 'maintenance' } }).status, 503);
  }
  assert.equal(driver.send('GET /alerts', { key }).status, 200);
});

test('a reset lets nothing through and nothing be done', () => {
  const rule = ruleWith({ id: 'reset', acts: 'infrastructure', fault: fault('connection-reset') });
  const driver = withRules(rule);
  const body = { tenant: 'client-a', alert_type: 'TEST', severity: 'low' };
  const { action } = driver.send('POST /alerts', { body });
  assert.deepEqual(action.effect, { kind: 'reset', afterBytes: null });
  assert.deepEqual([action.sideEffect, action.cause.fault], [null, 'connection-reset']);
  assert.equal(driver.state.resources.has('alerts'), false);
});

test('what only delays lets the request run on, whatever becomes of it; it was the one that acts', () => {
  const slow = ruleWith({ id: 'slow', acts: 'infrastructure', delay: { type: 'fixed', milliseconds: 700 } });
  const driver = withRules(slow, ruleWith({ id: 'broken', respond: respond(500) }));
  const { status, action } = driver.send('GET /alerts', { key: null });
  assert.deepEqual([status, action.delay], [401, { type: 'fixed', milliseconds: 700 }]);
  assert.match(action.cause.summary, /^rule "slow": a delay; no credential/);
  assert.equal(action.cause.ruleId, 'slow');
  assert.equal(driver.send('GET /alerts').status, 200);
});

test('an effect on the answer works on the answer that the API gives', () => {
  const drip = ruleWith({ id: 'drip', fault: fault('drip') });
  const { status, action } = withRules(drip).send('GET /users/1');
  assert.deepEqual([status, action.effect?.kind, action.plan.kind], [200, 'drip', 'prism']);
  const cut = ruleWith({ id: 'cut', fault: fault('truncated-body') });
  const body = { tenant: 'client-a', alert_type: 'TEST', severity: 'low' };
  // A client that got a part of the answer knows that the work was done.
  assert.equal(withRules(cut).send('POST /alerts', { body }).action.sideEffect?.change, 'created');
});

test('the first rule in order that is due acts; those behind it keep their turns', () => {
  const first = ruleWith({ id: 'first', when: { ...when, times: 2 }, respond: respond(500) });
  const second = ruleWith({ id: 'second', when: { ...when, times: 1 }, respond: respond(503) });
  const driver = withRules(first, second);
  const statuses = Array.from({ length: 4 }, () => driver.send('GET /alerts').status);
  assert.deepEqual(statuses, [500, 500, 503, 200]);
  assert.deepEqual(Object.fromEntries(driver.state.ruleCounts), {
    first: { matched: 4, hits: 2 },
    second: { matched: 2, hits: 1 },
  });
});

test('a rule for the backend counts only requests that reach it', () => {
  const driver = withRules(ruleWith({ id: 'once', when: { ...when, times: 1 }, respond: respond(500) }));
  assert.equal(driver.send('GET /users/1', { key: null }).status, 401);
  assert.equal(driver.send('GET /users/999').status, 404);
  assert.equal(driver.state.ruleCounts.size, 0);
  assert.equal(driver.send('GET /users/1').status, 500);
});

test('every part of a match must hold', () => {
  const match = {
    operations: ['createAlert'],
    headers: { 'x-from': 'here' },
    query: { dry: '1' },
    path: {},
    bodyFragment: "O'Brien",
  };
  const driver = withRules(ruleWith({ id: 'all', match, respond: respond(500) }));
  const body = { tenant: 'client-a', alert_type: 'TEST', severity: 'low', description: "O'Brien" };
  const headers = { 'x-from': 'here' };
  assert.equal(driver.send('POST /alerts?dry=1', { body, headers }).status, 500);
  assert.equal(driver.send('POST /alerts?dry=2', { body, headers }).status, 201);
  assert.equal(driver.send('POST /alerts?dry=1', { body }).status, 201);
  assert.equal(driver.send('POST /alerts?dry=1', { body: { ...body, description: 'x' }, headers }).status, 201);
  const onPath = withRules(
    ruleWith({
      id: 'two',
      match: { ...match, operations: null, headers: {}, query: {}, path: { user_id: '2' }, bodyFragment: null },
      respond: respond(500),
    }),
  );
  assert.deepEqual([onPath.send('GET /users/1').status, onPath.send('GET /users/2').status], [200, 500]);
});

test('a rule that is switched off, or of another operation, is as if it were not there', () => {
  const off = ruleWith({ id: 'off', enabled: false, respond: respond(500) });
  assert.equal(withRules(off).send('GET /alerts').status, 200);
});

test('a maintenance window tells the seconds to its end, and is over at its end', () => {
  const driver = new Driver();
  const headers = { 'x-simulate': 'maintenance' };
  driver.now += 119_500;
  const { status, headers: told } = driver.send('GET /alerts', { headers });
  assert.deepEqual([status, told['retry-after']], [503, '1']);
  driver.now += 500;
  assert.equal(driver.send('GET /alerts', { headers }).status, 200);
  assert.equal(new Driver().send('GET /alerts', { headers }).headers['retry-after'], '120');
});

test('queued instructions act one after the other, then the API is itself again', () => {
  const driver = withRules();
  driver.instruct('listAlerts', 'return-503', 'pass', 'return-reset-connection', 'return-429-retry-after-2s');
  const seen = Array.from({ length: 5 }, () => driver.send('GET /alerts'));
  assert.deepEqual(
    seen.map(({ status, action }) => action.effect?.kind ?? status),
    [503, 200, 'reset', 429, 200],
  );
  assert.deepEqual(
    seen.map(({ action }) => action.cause.kind),
    ['instruction', 'instruction', 'instruction', 'instruction', 'mock'],
  );
  assert.equal(seen[3]?.headers['retry-after'], '2');
  assert.equal(driver.state.instructions.size, 0);
});

test('an instruction is for its own operation', () => {
  const driver = withRules();
  driver.instruct('createAlert', 'return-503');
  assert.equal(driver.send('GET /alerts').status, 200);
  assert.equal(driver.state.instructions.get('createAlert')?.length, 1);
});

test('instructions come before the header, the header before rules; one of them acts', () => {
  const driver = withRules(ruleWith({ id: 'rule', acts: 'infrastructure', respond: respond(504) }));
  driver.instruct('listAlerts', 'return-500');
  const headers = { 'x-faultline-instruction': 'return-502' };
  assert.deepEqual(
    [
      driver.send('GET /alerts', { headers }).status,
      driver.send('GET /alerts', { headers }).status,
      driver.send('GET /alerts').status,
    ],
    [500, 502, 504],
  );
  assert.equal(driver.send('GET /alerts', { headers: { 'x-faultline-instruction': 'pass' } }).status, 200);
  assert.deepEqual(driver.state.ruleCounts.get('rule'), { matched: 1, hits: 1 });
});

test('an instruction for the backend waits for a request that gets so far', () => {
  const driver = withRules();
  driver.instruct('listAlerts', 'return-500');
  assert.equal(driver.send('GET /alerts', { key: null }).status, 401);
  assert.equal(driver.send('GET /alerts').status, 500);
});

test('a mistyped instruction header fails loudly, with a suggestion', () => {
  const { status, detail, action } = withRules().send('GET /alerts', {
    headers: { 'x-faultline-instruction': 'retrun-503' },
  });
  assert.equal(status, 400);
  assert.match(detail ?? '', /retrun-503/);
  assert.equal(action.cause.kind, 'instruction');
});

test('a client cannot close the listener for everybody', () => {
  const { status } = withRules().send('GET /alerts', { headers: { 'x-faultline-instruction': 'refused-connection' } });
  assert.equal(status, 400);
});

test('commit-then-… does the work, then loses the reply', () => {
  const driver = withRules();
  driver.instruct('createAlert', 'commit-then-return-reset-connection', 'commit-then-return-503');
  const body = { tenant: 'client-a', alert_type: 'TEST', severity: 'low' };
  const lost = driver.send('POST /alerts', { body });
  assert.deepEqual(lost.action.effect, { kind: 'reset', afterBytes: null });
  assert.deepEqual(lost.action.sideEffect, { collection: 'alerts', change: 'created', id: '4' });
  const replaced = driver.send('POST /alerts', { body });
  assert.deepEqual([replaced.status, replaced.action.sideEffect?.change], [503, 'created']);
  assert.match(replaced.action.cause.summary, /after the work was done; created one of alerts/);
  assert.equal(driver.state.resources.get('alerts')?.items.size, 5);
});

test('a rule of phase "after" waits for a request that is carried out', () => {
  const driver = withRules(
    ruleWith({
      id: 'lost',
      phase: 'after',
      acts: 'infrastructure',
      when: { ...when, times: 1 },
      fault: fault('empty-response'),
    }),
  );
  assert.equal(driver.send('GET /alerts', { key: null }).status, 401);
  const { action } = driver.send('DELETE /users/1');
  assert.deepEqual([action.effect?.kind, action.sideEffect?.change], ['close', 'deleted']);
});

test('a fault of reused connections leaves fresh ones alone, and its turn uncounted', () => {
  const stale = ruleWith({
    id: 'stale',
    acts: 'infrastructure',
    when: { ...when, times: 1 },
    fault: fault('connection-reset-on-reuse'),
  });
  const driver = withRules(stale);
  assert.equal(driver.send('GET /alerts').action.effect, null);
  assert.equal(driver.send('GET /alerts', { reused: true }).action.effect?.kind, 'reset');
  assert.equal(driver.send('GET /alerts', { reused: true }).action.effect, null);
});

test('a status without words of its own is the document’s example of it', () => {
  const driver = withRules(ruleWith({ id: 'plain', respond: { ...respond(500), message: null } }));
  const { plan } = driver.send('GET /alerts').action;
  assert.ok(plan.kind === 'prism');
  assert.equal(plan.status, 500);
  const undeclared = withRules(ruleWith({ id: 'gone', respond: { ...respond(410), message: null } })).send(
    'GET /alerts',
  );
  assert.deepEqual([undeclared.status, undeclared.detail], [410, 'Gone']);
});

test('a whole body wins over the message', () => {
  const whole = ruleWith({
    id: 'whole',
    respond: { ...respond(503), body: { detail: 'mine' }, headers: { 'Retry-After': '@dynamic=7' } },
  });
  const { detail, headers } = withRules(whole).send('GET /alerts');
  assert.deepEqual([detail, headers['content-type'], headers['retry-after']], ['mine', 'application/json', '7']);
});

test('the layer that ships: what acts always and what never acts by itself', () => {
  const driver = new Driver(alertsWith({ rateLimits: [] }));
  const body = { tenant: 'client-a', alert_type: 'TEST', severity: 'low', description: "Mr O'Brien called" };
  assert.equal(driver.send('POST /alerts', { body }).status, 500);
  for (const { id } of alerts.layer.rules)
    assert.ok(!driver.state.ruleCounts.has(id) || id === 'server-error-on-input', id);
});
