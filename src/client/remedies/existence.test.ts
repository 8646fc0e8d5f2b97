import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ClientRequest } from '../client.ts';
import { createIfMissing, ifFound, updateIfExists } from './existence.ts';
import { get, scripted } from './fixtures/scripted-client.ts';

const update: ClientRequest = { method: 'PATCH', path: '/users/1', body: '{}' };
const create: ClientRequest = { method: 'POST', path: '/users', body: '{}' };

test('a user that is there is updated, with what the read gave', async () => {
  const client = scripted({ status: 200, body: { name: 'a' } }, { status: 200 });
  const result = await updateIfExists(client, {
    read: get('/users/1'),
    update: ({ body }) => ({ ...update, body: String(body) }),
  });
  assert.equal(result.kind, 'updated');
  assert.deepEqual(client.asked, ['GET /users/1', 'PATCH /users/1 {"name":"a"}']);
});

test('a user that isn’t there is skipped and logged, and nothing is sent to change it', async () => {
  const client = scripted({ status: 404 });
  const lines: string[] = [];
  const result = await updateIfExists(client, { read: get('/users/999'), update, log: (line) => lines.push(line) });
  assert.equal(result.kind, 'skipped');
  assert.deepEqual(client.asked, ['GET /users/999']);
  assert.deepEqual(lines, ['GET /users/999: not found, update skipped']);
});

test('a user deleted between the two calls is skipped as well', async () => {
  const result = await updateIfExists(scripted({ status: 200 }, { status: 404 }), { read: get('/users/1'), update });
  assert.equal(result.kind, 'skipped');
});

test('any other failure is a failure, not a skip', async () => {
  const read = get('/users/1');
  assert.equal((await updateIfExists(scripted({ status: 500 }), { read, update })).kind, 'failed');
  assert.equal((await updateIfExists(scripted({ status: 200 }, { status: 403 }), { read, update })).kind, 'failed');
});

test('what is missing is created, what is there is left alone', async () => {
  const read = get('/users/9');
  const missing = scripted({ status: 404 }, { status: 201 });
  assert.equal((await createIfMissing(missing, { read, create })).kind, 'created');
  assert.deepEqual(missing.asked, ['GET /users/9', 'POST /users {}']);
  const there = scripted({ status: 200 });
  assert.equal((await createIfMissing(there, { read, create })).kind, 'found');
  assert.equal(there.asked.length, 1);
});

test('somebody else’s creation in between is found, other failures are kept', async () => {
  const read = get('/users/9');
  const raced = scripted({ status: 404 }, { status: 409 }, { status: 200 });
  assert.equal((await createIfMissing(raced, { read, create })).kind, 'found');
  assert.equal((await createIfMissing(scripted({ status: 404 }, { status: 400 }), { read, create })).kind, 'failed');
  assert.equal((await createIfMissing(scripted({ status: 503 }), { read, create })).kind, 'failed');
});

test('a 404 among many fails nothing but itself', async () => {
  const client = scripted({ status: 200 }, { status: 404 }, { status: 500 }, { status: 200 });
  const { found, missing, failed } = await ifFound(
    client,
    ['1', '999', '2', '3'].map((id) => get(`/users/${id}`)),
  );
  assert.deepEqual([found.length, missing.length, failed.length], [2, 1, 1]);
  assert.equal(missing[0]?.last.request.url, 'http://api.test/v1/users/999');
});
