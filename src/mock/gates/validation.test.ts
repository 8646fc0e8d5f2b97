import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Driver } from '../fixtures/driver.ts';

const complete = { tenant: 'client-a', alert_type: 'TEST', severity: 'low' };
const detailOf = (body: object) => {
  const { status, detail, action } = new Driver().send('POST /alerts', { body });
  assert.deepEqual([status, action.cause.kind], [400, 'validation']);
  return detail;
};

test('each kind of violation has its own words', () => {
  assert.equal(detailOf({ ...complete, severity: null }), 'Field severity must not be null');
  assert.equal(detailOf({ ...complete, tenant: '' }), 'Field tenant must not be empty');
  assert.equal(detailOf({ ...complete, alertType: 'TEST' }), 'Unknown field: alertType');
  assert.equal(detailOf({ ...complete, priority: '5' }), 'Invalid type for field priority: expected integer');
  assert.equal(detailOf({ ...complete, alert_type: 5 }), 'Invalid type for field alert_type: expected string');
  assert.equal(
    detailOf({ ...complete, severity: 'critical' }),
    'Invalid value for field severity: must be one of low, medium, high',
  );
  assert.equal(
    detailOf({ ...complete, occurred_at: '1767225600' }),
    'Invalid format for field occurred_at: expected date-time',
  );
});

test('what is missing is told before what is wrong, all of it at once', () => {
  assert.equal(detailOf({ tenant: 5, alertType: 'TEST', severity: null }), 'Missing required fields: alert_type');
  assert.equal(detailOf({}), 'Missing required fields: tenant, alert_type, severity');
  assert.equal(detailOf({ ...complete, priority: 'x', severity: null }), 'Field severity must not be null');
});

test('query parameters are read as the document says', () => {
  const driver = new Driver();
  assert.equal(driver.send('GET /alerts?limit=many').status, 400);
  assert.equal(driver.send('GET /alerts?limit=0').status, 400);
  assert.equal(driver.send('GET /alerts?limit=1&unheard-of=1').status, 200);
});
