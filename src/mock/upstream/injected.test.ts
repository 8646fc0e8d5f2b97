import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ask, before, json, key, user } from '../fixtures/api-behind.ts';
import { alertsWith } from '../fixtures/driver.ts';

test('what is injected acts, and what isn’t is passed on: rules, instructions, quotas', async () => {
  let calls = 0;
  const { mock, trace } = await before((_, response) => {
    calls += 1;
    json(response, 200, user);
  });
  const live = mock.openCase({ id: 'default' });
  const status = async (headers: Record<string, string> = {}) =>
    (await fetch(`${mock.url}/users/1`, { headers: { ...key, ...headers } })).status;
  assert.equal(await status(), 200, 'neither the layer’s credentials nor its quota stand in the way');
  live.inject({ match: { operations: ['getUser'] }, when: { times: 1 }, respond: { status: 503 } });
  assert.equal(await status(), 503);
  assert.equal(await status(), 200);
  assert.equal(await status({ 'X-Faultline-Instruction': 'return-502' }), 502);
  live.instruct('getUser', ['return-500']);
  assert.equal(await status(), 500);
  live.setRateLimit({
    id: 'mine',
    rateLimit: 1,
    resetTimeWindowSeconds: 60,
    key: 'credential',
    enabled: true,
    match: { operations: ['getUser'], headers: {}, query: {}, path: {}, bodyFragment: null },
  });
  assert.equal(await status(), 200);
  assert.equal(await status(), 429);
  assert.equal(calls, 3);
  assert.deepEqual(
    trace().map(({ cause }) => cause?.kind),
    ['upstream', 'rule', 'upstream', 'instruction', 'instruction', 'upstream', 'quota'],
  );
});

test('transport faults are done to the answer of the real API, and one after the work reaches it first', async () => {
  let calls = 0;
  const { mock } = await before((_, response) => {
    calls += 1;
    json(response, 200, user);
  });
  const live = mock.openCase({ id: 'default' });
  live.instruct('getUser', [
    'return-reset-connection',
    'return-broken-stream',
    'commit-then-return-503',
    'return-invalid-json',
  ]);
  await assert.rejects(fetch(`${mock.url}/users/1`));
  assert.equal(calls, 0);
  const cut = await fetch(`${mock.url}/users/1`);
  assert.equal(cut.status, 200);
  await assert.rejects(cut.text());
  assert.equal((await fetch(`${mock.url}/users/1`)).status, 503);
  assert.equal(calls, 2);
  const invalid = await fetch(`${mock.url}/users/1`);
  await assert.rejects(invalid.json(), SyntaxError);
});

test('violations of both directions are in the trace, said once, and told in a header when asked', async () => {
  const warnings: string[] = [];
  const { mock, trace } = await before(
    (_, response) => json(response, 200, { id: 1 }),
    { tellViolations: true },
    warnings,
  );
  const first = await fetch(`${mock.url}/alerts?limit=none`, { headers: key });
  assert.equal(first.status, 200);
  assert.match(first.headers.get('x-faultline-violations') ?? '', /request: query: .*limit/);
  await first.text();
  await (await fetch(`${mock.url}/alerts?limit=none`, { headers: key })).text();
  const [exchange] = trace();
  assert.match(exchange?.violations?.[0] ?? '', /^request: query/);
  assert.match(exchange?.violations?.join() ?? '', /response 200: /);
  assert.equal(new Set(warnings).size, warnings.length);
  assert.ok(
    warnings.some((line) => line.startsWith('listAlerts: response 200: ')),
    warnings.join('\n'),
  );
  await (await fetch(`${mock.url}/nowhere`)).text();
  assert.match(trace().at(-1)?.violations?.join() ?? '', /no operation has the path \/nowhere/);
});

test('a body that was streamed is held against the document when it has gone by', async () => {
  const { mock, trace } = await before((message, response) => {
    message.resume();
    message.once('end', () => json(response, 201, {}));
  });
  await ask(
    `${mock.url}/alerts`,
    { method: 'POST', headers: { ...key, 'Content-Type': 'application/json' } },
    '{"severity":"odd"}',
  );
  assert.match(trace()[0]?.violations?.join() ?? '', /request: body: /);
});

test('--strict-upstream refuses both: the API never sees a bad request, the client never a bad answer', async () => {
  let calls = 0;
  const { mock } = await before(
    (message, response) => {
      calls += 1;
      if (message.url === '/users/2') return json(response, 418, {});
      return json(response, 200, message.url === '/users/1' ? { nonsense: true } : { alerts: 1 });
    },
    { strict: true },
  );
  assert.equal((await fetch(`${mock.url}/alerts?limit=none`, { headers: key })).status, 400);
  const bad = { method: 'POST', headers: { ...key, 'Content-Type': 'application/json' }, body: '{"severity":"odd"}' };
  assert.equal((await fetch(`${mock.url}/alerts`, bad)).status, 400);
  assert.equal((await fetch(`${mock.url}/nowhere`)).status, 404);
  assert.equal(calls, 0);
  for (const path of ['/users/1', '/users/2']) {
    const refused = await fetch(`${mock.url}${path}`, { headers: key });
    assert.equal(refused.status, 502);
    assert.match(await refused.text(), /The API behind broke its contract/);
  }
});

test('the layer’s own rules act only where it says so', async () => {
  const ruled = alertsWith({ upstream: { apply: ['rules' as const] } });
  const { mock } = await before((_, response) => json(response, 200, user), {}, [], ruled);
  assert.equal((await fetch(`${mock.url}/simulate-unavailable`)).status, 503);
  assert.equal((await fetch(`${mock.url}/users/1`)).status, 200);
});

test('what goes by is recorded: the body of the request too, streamed or not, and without what is secret', async () => {
  const { mock, trace } = await before((message, response) => {
    message.resume().on('end', () => json(response, 201, { ...user, user_id: '7' }));
  });
  const alert = JSON.stringify({ tenant: 'client-a', alert_type: 'TEST', severity: 'low' });
  const type = { 'Content-Type': 'application/json' };
  await ask(`${mock.url}/alerts`, { method: 'POST', headers: { ...key, ...type } }, alert);
  const instruction = { 'X-Faultline-Instruction': 'truncated-body' };
  await assert.rejects(
    ask(`${mock.url}/alerts`, { method: 'POST', headers: { ...key, ...type, ...instruction } }, alert),
  );
  await mock.openCase({ id: 'default' }).settled();
  assert.deepEqual(
    trace().map(({ request }) => [request.body?.text, request.body?.bytes]),
    [
      [alert, alert.length],
      [alert, alert.length],
    ],
  );
});
