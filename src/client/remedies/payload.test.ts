import assert from 'node:assert/strict';
import { test } from 'node:test';
import { growPayload, preparePayload } from './payload.ts';

const alert = {
  tenant: { type: 'string', required: true },
  alert_type: { type: 'string', required: true },
  severity: { type: 'string', required: true, enum: ['low', 'medium', 'high'] },
  priority: { type: 'integer' },
  score: { type: 'number' },
  muted: { type: 'boolean' },
  occurred_at: { type: 'string', format: 'date-time' },
} as const;
const whole = { tenant: 'a', alert_type: 'TEST', severity: 'low' };

test('a body that is right stays as it is', () => {
  assert.deepEqual(preparePayload(whole, alert), { kind: 'ready', body: whole, changes: [] });
});

test('what is only written differently is converted, and said', () => {
  const given = {
    tenant: 5,
    alertType: 'TEST',
    severity: 'low',
    priority: '5',
    score: '1.5',
    muted: 'true',
    occurred_at: 1_700_000_000,
  };
  const prepared = preparePayload(given, alert);
  assert.ok(prepared.kind === 'ready');
  assert.deepEqual(prepared.body, {
    tenant: '5',
    alert_type: 'TEST',
    severity: 'low',
    priority: 5,
    score: 1.5,
    muted: true,
    occurred_at: '2023-11-14T22:13:20.000Z',
  });
  assert.equal(prepared.changes.length, 6);
  assert.ok(prepared.changes.includes('alertType renamed to alert_type'));
  assert.ok(prepared.changes.includes('priority: "5" became 5'));
});

test('an epoch in milliseconds, or as text, is a time too', () => {
  for (const occurred_at of [1_700_000_000_000, '1700000000', '1700000000000']) {
    const prepared = preparePayload({ ...whole, occurred_at }, alert);
    assert.ok(prepared.kind === 'ready');
    assert.equal(prepared.body['occurred_at'], '2023-11-14T22:13:20.000Z');
  }
});

test('what can’t be guessed is said, all of it, and nothing should be sent', () => {
  assert.deepEqual(
    preparePayload({ tenant: '', alert_type: null, priority: 'high', occurred_at: 'yesterday' }, alert),
    {
      kind: 'incomplete',
      problems: [
        'tenant is empty',
        'alert_type is null',
        'severity is missing',
        'priority is "high", not an integer',
        'occurred_at is "yesterday", not a time such as 2026-01-01T00:00:00Z',
      ],
    },
  );
  assert.deepEqual(preparePayload({ ...whole, severity: 'critical', muted: 'perhaps' }, alert), {
    kind: 'incomplete',
    problems: ['severity is "critical", not one of low, medium, high', 'muted is "perhaps", not a boolean'],
  });
});

test('fields the shape doesn’t know go through, a field named __proto__ too', () => {
  const body = JSON.parse('{"tenant":"a","alert_type":"T","severity":"low","extra":1,"__proto__":{"x":1}}') as Record<
    string,
    unknown
  >;
  const prepared = preparePayload(body, alert);
  assert.ok(prepared.kind === 'ready');
  assert.deepEqual(Object.keys(prepared.body), ['tenant', 'alert_type', 'severity', 'extra', '__proto__']);
});

test('a payload grows from what is required, one optional field at a time', () => {
  const grown = growPayload({ a: 1, x: 2, b: 3, y: 4 }, ['a', 'b']);
  assert.deepEqual(
    grown.map(({ adds, body }) => [adds, Object.keys(body).join('')]),
    [
      [null, 'ab'],
      ['x', 'axb'],
      ['y', 'axby'],
    ],
  );
});
