import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Driver } from '../fixtures/driver.ts';
import { openState } from '../open-state.ts';

const whole = { name: 'New Example', email: 'new@client-a.example', tenant: 'client-a', status: 'active' };

test('ids are taken as they are: case, blanks and escapes matter', () => {
  const driver = new Driver();
  assert.equal(driver.send('GET /users/Ada-7').status, 200);
  for (const [path, id] of [
    ['ada-7', 'ada-7'],
    ['%201', ' 1'],
    ['__proto__', '__proto__'],
    ['abc', 'abc'],
  ] as const) {
    const { status, detail } = new Driver().send(`GET /users/${path}`);
    assert.deepEqual([status, detail], [404, `User with ID ${id} not found`]);
  }
});

test('another tenant’s item is not found, to read as to write', () => {
  const driver = new Driver();
  const key = 'tenant-b-key';
  assert.equal(driver.send('GET /users/6', { key }).status, 200);
  const { status, action } = driver.send('GET /users/1', { key });
  assert.deepEqual([status, action.cause.summary], [404, 'no item "1" in users: it belongs to another tenant']);
  assert.equal(driver.send('PUT /users/1', { key, body: { ...whole, tenant: 'client-b' } }).status, 404);
  assert.equal(driver.send('DELETE /users/1', { key }).status, 404);
});

test('an item that is synchronised later is there from that millisecond on', () => {
  const driver = new Driver();
  driver.now += 29_999;
  assert.equal(driver.send('GET /users/5').status, 404);
  driver.now += 1;
  assert.equal(driver.send('GET /users/5').status, 200);
});

test('a list shows what is there in its own case, whatever another case has been shown', () => {
  const idsOf = (driver: Driver) =>
    (driver.send('GET /users').body as { items: { id: string }[] }).items.map(({ id }) => id);
  const early = new Driver();
  early.now += 30_000;
  assert.ok(idsOf(early).includes('5'));
  const late = new Driver(early.contract);
  late.now = early.now;
  late.state = openState(late.contract, late.now);
  assert.ok(!idsOf(late).includes('5'));
  late.now += 30_000;
  assert.deepEqual(idsOf(late), idsOf(early));
});

test('an item that is deactivated is not found until it is stored anew', () => {
  const driver = new Driver();
  assert.equal(driver.send('PATCH /users/1', { body: { status: 'deactivated' } }).status, 200);
  assert.equal(driver.send('GET /users/1').status, 404);
  assert.equal(driver.send('PUT /users/1', { body: whole }).status, 201);
  assert.equal(driver.send('GET /users/1').status, 200);
});

test('an item is gone after DELETE, and the second DELETE finds nothing', () => {
  const driver = new Driver();
  const first = driver.send('DELETE /users/2');
  assert.deepEqual([first.status, first.body], [204, undefined]);
  assert.deepEqual(first.action.sideEffect, { collection: 'users', change: 'deleted', id: '2' });
  assert.equal(driver.send('DELETE /users/2').status, 404);
  assert.equal(driver.send('GET /users/2').status, 404);
});
