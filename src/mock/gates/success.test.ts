import assert from 'node:assert/strict';
import { test } from 'node:test';
import { alerts, alertsWith, Driver, violationsOf } from '../fixtures/driver.ts';

const whole = { name: 'New Example', email: 'new@client-a.example', tenant: 'client-a', status: 'active' };
const generous = alertsWith({ rateLimits: [] });

test('PUT creates with 201 and replaces with 200', () => {
  const driver = new Driver();
  const created = driver.send('PUT /users/999', { body: whole });
  assert.deepEqual([created.status, created.headers['location']], [201, '/users/999']);
  assert.deepEqual(created.body, { id: '999', ...whole });
  const replaced = driver.send('PUT /users/999', { body: { ...whole, name: 'Other Example' } });
  assert.deepEqual([replaced.status, replaced.headers['location']], [200, undefined]);
  assert.deepEqual(replaced.action.sideEffect, { collection: 'users', change: 'replaced', id: '999' });
  assert.deepEqual(violationsOf(replaced, alerts), []);
  assert.equal((driver.send('GET /users/999').body as { name: string }).name, 'Other Example');
});

test('PATCH merges; the id stays', () => {
  const driver = new Driver();
  const { status, body } = driver.send('PATCH /users/1', { body: { name: 'Other Example' } });
  assert.equal(status, 200);
  assert.deepEqual(body, {
    id: '1',
    name: 'Other Example',
    email: 'grace@client-a.example',
    tenant: 'client-a',
    status: 'active',
  });
});

test('the batch lookup gives what it finds, in the order asked for', () => {
  const { status, body } = new Driver().send('GET /users?ids=3,999,1,3');
  assert.equal(status, 200);
  assert.deepEqual(
    (body as { items: { id: string }[] }).items.map(({ id }) => id),
    ['3', '1'],
  );
});

test('pages follow each other until all items were seen once', () => {
  const driver = new Driver(generous);
  for (let count = 0; count < 10; count += 1) {
    driver.send('POST /alerts', { body: { tenant: 'client-a', alert_type: `TEST-${count}`, severity: 'low' } });
  }
  const ids: string[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const query = cursor === '' ? 'limit=4' : `limit=4&cursor=${cursor}`;
    const page = driver.send(`GET /alerts?${query}`).body as { items: { id: string }[]; next_cursor: string | null };
    ids.push(...page.items.map(({ id }) => id));
    cursor = page.next_cursor;
  }
  assert.deepEqual(
    ids,
    Array.from({ length: 13 }, (_, index) => String(index + 1)),
  );
});

test('a cursor that names no item: 400', () => {
  const { status, detail } = new Driver().send('GET /alerts?cursor=nothing');
  assert.equal(status, 400);
  assert.match(detail ?? '', /cursor.*no item has this cursor/);
});

test('a list shows only what the caller’s tenant owns', () => {
  const { body } = new Driver().send('GET /alerts', { key: 'tenant-b-key' });
  assert.deepEqual(
    (body as { items: { id: string }[] }).items.map(({ id }) => id),
    ['2'],
  );
});

/** The ids that are left of the three seeded alerts and those created, in a collection for so many. */
function idsAfterCreating(count: number, maxItems: number): readonly string[] {
  const [collection] = alerts.layer.resources;
  assert.ok(collection);
  const driver = new Driver(alertsWith({ resources: [{ ...collection, maxItems }], rateLimits: [] }));
  for (let created = 0; created < count; created += 1) {
    driver.send('POST /alerts', { body: { tenant: 'client-a', alert_type: 'TEST', severity: 'low' } });
  }
  return [...(driver.state.resources.get('alerts')?.items.keys() ?? [])];
}

test('when a collection is full, the oldest item that a client stored gives way', () => {
  assert.deepEqual(idsAfterCreating(4, 5), ['1', '2', '3', '6', '7']);
});

test('what the seed put there gives way only when nothing else is left', () => {
  assert.deepEqual(idsAfterCreating(1, 3), ['2', '3', '4']);
  assert.deepEqual(idsAfterCreating(2, 3), ['2', '3', '5']);
});

test('a seeded item that was replaced is still one of the seed', () => {
  const users = alerts.layer.resources[1];
  assert.ok(users);
  const driver = new Driver(alertsWith({ resources: [{ ...users, maxItems: 8 }], rateLimits: [] }));
  for (const id of ['1', '2', '10', '11']) assert.ok(driver.send(`PUT /users/${id}`, { body: whole }).status < 300);
  assert.deepEqual(
    [...(driver.state.resources.get('users')?.items.keys() ?? [])],
    ['1', '2', '3', 'Ada-7', '4', '5', '6', '11'],
  );
});

test('ids may be drawn instead of counted, and come from the given chance', () => {
  const [collection] = alerts.layer.resources;
  assert.ok(collection);
  const contract = alertsWith({ resources: [{ ...collection, newId: 'uuid' }] });
  const create = (seed: number) =>
    (
      new Driver(contract, seed).send('POST /alerts', { body: { tenant: 'a', alert_type: 'T', severity: 'low' } })
        .body as { id: string }
    ).id;
  assert.match(create(1), /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  assert.equal(create(1), create(1));
  assert.notEqual(create(1), create(2));
});

test('without a collection the document’s example answers', () => {
  const driver = new Driver(alertsWith({ resources: [] }));
  const { plan } = driver.send('GET /users/999').action;
  assert.deepEqual([plan.kind, plan.kind === 'prism' && plan.body], ['prism', undefined]);
});

test('Prefer asks to see an answer; nothing is stored', () => {
  const driver = new Driver();
  const { status, headers, action } = driver.send('POST /alerts', {
    body: { tenant: 'a', alert_type: 'T', severity: 'low' },
    headers: { prefer: 'code=503' },
  });
  assert.equal(status, 503);
  assert.equal(headers['preference-applied'], 'code=503');
  assert.deepEqual([action.sideEffect, action.cause.kind], [null, 'preference']);
  assert.equal(driver.state.resources.has('alerts'), false);
});

test('Prefer comes after the gates, as negotiation does', () => {
  assert.equal(new Driver().send('GET /alerts', { key: null, headers: { prefer: 'code=503' } }).status, 401);
  assert.equal(new Driver().send('GET /users/999', { headers: { prefer: 'code=503' } }).status, 404);
});

test('a preference that the operation cannot meet fails loudly, in the API’s own error body', () => {
  const ask = (prefer: string) => new Driver().send('GET /alerts', { headers: { prefer } });
  assert.deepEqual(
    [ask('code=418').status, ask('code=418').detail],
    [404, 'Requested status code 418 is not defined in the document.'],
  );
  assert.deepEqual([ask('example=nope').status, ask('code=abc').status], [404, 422]);
  assert.equal(ask('example=none').status, 200);
  assert.equal(ask('respond-async, wait=100').action.cause.kind, 'mock');
});

test('request headers can be switched off', () => {
  const { control } = alerts.layer;
  const driver = new Driver(alertsWith({ control: { ...control, requestHeaders: false } }));
  const headers = { prefer: 'code=503', 'x-faultline-instruction': 'return-503' };
  assert.equal(driver.send('GET /alerts', { headers }).status, 200);
});
