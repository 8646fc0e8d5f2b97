import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Contract, SecurityNeed } from '../../contract/index.ts';
import { alerts, Driver } from '../fixtures/driver.ts';

const statusOf = (key: string | null, line = 'GET /alerts', sent = {}) =>
  new Driver().send(line, { key, ...sent }).status;

test('a blank key is a missing one, a pasted one is a wrong one', () => {
  assert.equal(statusOf(''), 401);
  assert.equal(statusOf('  \t'), 401);
  for (const key of [
    '\u00a0',
    'valid-key-123\u00a0',
    '\u00c2\u00a0valid-key-123',
    '"valid-key-123"',
    'valid key-123',
    'valid-key-12',
    'Valid-Key-123',
  ]) {
    assert.equal(statusOf(key), 403, JSON.stringify(key));
  }
  assert.equal(statusOf('valid-key-123'), 200);
});

test('a key in the wrong place is a missing one', () => {
  const driver = new Driver();
  for (const [line, sent, where] of [
    ['GET /alerts?api_key=valid-key-123', {}, 'in query "api_key"'],
    ['POST /alerts', { body: { key: 'valid-key-123' } }, 'in the body'],
    ['GET /alerts', { headers: { authorization: 'Bearer valid-key-123' } }, 'in header "authorization"'],
  ] as const) {
    const { status, action } = driver.send(line, { key: null, ...sent });
    assert.equal(status, 401);
    assert.ok(action.cause.summary.includes(where), action.cause.summary);
  }
});

test('expired and revoked keys: 403, each with its own reason in the trace', () => {
  for (const [key, reason] of [
    ['expired-key', 'has expired'],
    ['revoked-key', 'was revoked'],
    ['rotated-key', 'was revoked'],
  ] as const) {
    const { status, action } = new Driver().send('GET /alerts', { key });
    assert.equal(status, 403);
    assert.ok(action.cause.summary.includes(reason));
  }
  assert.equal(statusOf('rotated-key-new'), 200);
});

test('a key that is rotated while in use is accepted as often as the layer says', () => {
  const driver = new Driver();
  const statuses = ['GET /alerts', 'GET /users/999', 'GET /alerts', 'GET /alerts', 'GET /alerts'].map(
    (line) => driver.send(line, { key: 'rotating-key' }).status,
  );
  assert.deepEqual(statuses, [200, 404, 200, 403, 403]);
  assert.equal(new Driver().send('GET /alerts', { key: 'rotating-key' }).status, 200);
});

test('a read-only key reads, and is told which scope it lacks when it writes', () => {
  assert.equal(statusOf('read-only-key'), 200);
  const { status, detail, action } = new Driver().send('POST /alerts', { key: 'read-only-key', body: {} });
  assert.deepEqual([status, detail], [403, 'Insufficient scope. This API key needs: alerts:write']);
  assert.equal(action.cause.kind, 'scope');
  const body = { tenant: 'client-a', alert_type: 'TEST', severity: 'low' };
  assert.equal(statusOf('read-write-key', 'POST /alerts', { body }), 201);
});

test('a key for one network works from there only', () => {
  assert.equal(statusOf('office-key', 'GET /alerts', { address: '203.0.113.7' }), 200);
  const { status, detail } = new Driver().send('GET /alerts', { key: 'office-key' });
  assert.deepEqual([status, detail], [403, 'Access from 127.0.0.1 is not allowed for this API key.']);
});

test('a credential of the case is accepted beside those of the layer', () => {
  const driver = new Driver();
  driver.state = { ...driver.state, extraCredentials: ['of-this-case'] };
  assert.equal(driver.send('GET /alerts', { key: 'of-this-case' }).status, 200);
  assert.equal(driver.send('GET /alerts', { key: 'of-that-case' }).status, 403);
});

const key = { scheme: 'Key', scopes: [], kind: 'api-key', in: 'header', name: 'X-Key' } as const;
const inQuery = { ...key, scheme: 'Query', in: 'query', name: 'token' } as const;
const inCookie = { ...key, scheme: 'Cookie', in: 'cookie', name: 'session' } as const;
const basic = { ...key, scheme: 'Basic', kind: 'basic', name: 'Authorization' } as const;
const bearer = { ...key, scheme: 'Bearer', kind: 'bearer', name: 'Authorization' } as const;

/** The alerts contract whose list asks for these; only `Basic` knows its users. */
function asking(...security: SecurityNeed[][]): Contract {
  const refusals = alerts.layer.credentials.get('ApiKeyAuth');
  assert.ok(refusals);
  const known = {
    value: 'ada:secret',
    summary: null,
    state: 'valid',
    scopes: null,
    addresses: null,
    case: null,
    validForRequests: null,
    tenant: null,
  } as const;
  const list = alerts.operation('listAlerts');
  assert.ok(list);
  return {
    ...alerts,
    layer: {
      ...alerts.layer,
      credentials: new Map([['Basic', { ...refusals, scheme: 'Basic', known: new Map([[known.value, known]]) }]]),
    },
    route: () => ({ kind: 'operation', operation: { ...list, security }, pathParameters: {} }),
  };
}

const get = (contract: Contract, line: string, headers: Record<string, string> = {}) =>
  new Driver(contract).send(line, { key: null, headers }).status;

test('a scheme without known credentials accepts any that is not blank, wherever it belongs', () => {
  assert.equal(get(asking([inQuery]), 'GET /alerts?token=x'), 200);
  assert.equal(get(asking([inQuery]), 'GET /alerts?token='), 401);
  assert.equal(get(asking([inCookie]), 'GET /alerts', { cookie: 'a=b; session=x' }), 200);
  assert.equal(get(asking([inCookie]), 'GET /alerts', { cookie: 'a=session' }), 401);
  assert.equal(get(asking([bearer]), 'GET /alerts', { authorization: 'bearer abc' }), 200);
  assert.equal(get(asking([bearer]), 'GET /alerts', { authorization: 'Basic abc' }), 401);
  assert.equal(get(asking([bearer]), 'GET /alerts', { authorization: 'Bearer' }), 401);
});

test('basic credentials are known as user:password', () => {
  const contract = asking([basic]);
  assert.equal(get(contract, 'GET /alerts', { authorization: `Basic ${btoa('ada:secret')}` }), 200);
  assert.equal(get(contract, 'GET /alerts', { authorization: `Basic ${btoa('ada:wrong')}` }), 403);
  assert.equal(get(contract, 'GET /alerts', { authorization: 'Basic %%%' }), 403);
  assert.equal(get(contract, 'GET /alerts'), 401);
});

test('one of several alternatives is enough; within one all must hold', () => {
  const either = asking([key, inQuery], [basic]);
  assert.equal(get(either, 'GET /alerts', { 'x-key': 'a' }), 401);
  assert.equal(get(either, 'GET /alerts?token=b', { 'x-key': 'a' }), 200);
  assert.equal(get(either, 'GET /alerts', { authorization: `Basic ${btoa('ada:secret')}` }), 200);
  assert.equal(get(either, 'GET /alerts', { 'x-key': 'a', authorization: `Basic ${btoa('eve:guess')}` }), 403);
});

test('an empty alternative lets everybody in', () => {
  assert.equal(get(asking([key], []), 'GET /alerts'), 200);
});

test('a key of one tenant stores nothing for another: 403, which costs no quota', () => {
  const driver = new Driver();
  const key = 'tenant-b-key';
  const alert = { tenant: 'client-a', alert_type: 'TEST', severity: 'low' };
  const user = { name: 'New Example', email: 'new@example.com', tenant: 'client-a', status: 'active' };
  for (const [line, body] of [
    ['POST /alerts', alert],
    ['PUT /users/77', user],
    ['PATCH /users/6', { tenant: 'client-a' }],
  ] as const) {
    const { status, detail, headers, action } = driver.send(line, { key, body });
    assert.deepEqual([status, detail], [403, 'This API key does not belong to tenant client-a.'], line);
    assert.deepEqual([headers['ratelimit'], action.sideEffect], [undefined, null]);
    assert.match(action.cause.summary, /belongs to the tenant "client-b", the body to "client-a"/);
  }
  const own = driver.send('POST /alerts', { key, body: { ...alert, tenant: 'client-b' } });
  assert.deepEqual([own.status, own.headers['ratelimit']], [201, '"per-key";r=4;t=60']);
  assert.equal(driver.send('POST /alerts', { body: alert }).status, 201, 'a key of nobody’s tenant stores for all');
});

test('a tenant that cannot be one is for the validation to refuse', () => {
  for (const tenant of [null, 5, '']) {
    const { status } = new Driver().send('PATCH /users/6', { key: 'tenant-b-key', body: { tenant } });
    assert.equal(status, tenant === '' ? 403 : 400);
  }
  assert.equal(new Driver().send('POST /alerts', { key: 'tenant-b-key', body: '{"tenant":' }).status, 400);
});
