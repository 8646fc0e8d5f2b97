import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startControlled } from './fixtures/control-client.ts';

const it = await startControlled();

interface Refused {
  readonly says: string;
  readonly send: readonly [method: string, path: string, body?: unknown, headers?: Record<string, string>];
  readonly status: number;
  readonly code: string;
  readonly suggestion?: string;
}

const rule = { match: { operations: ['getUser'] }, fault: 'hang' };
const instructions = '/cases/default/instructions';
const rules = '/cases/default/rules';

const refusals: readonly Refused[] = [
  { says: 'an unknown path', send: ['GET', '/helth'], status: 404, code: 'unknown-path', suggestion: '/health' },
  { says: 'a wrong method', send: ['PUT', '/health'], status: 405, code: 'wrong-method' },
  { says: 'a path that can not be decoded', send: ['GET', '/cases/%E0%A4%A'], status: 404, code: 'unknown-path' },
  {
    says: 'an unknown case',
    send: ['GET', '/cases/defualt'],
    status: 404,
    code: 'unknown-case',
    suggestion: 'default',
  },
  {
    says: 'an unknown parameter',
    send: ['GET', '/cases/default/trace?afer=1'],
    status: 400,
    code: 'unknown-parameter',
    suggestion: 'after',
  },
  {
    says: 'a parameter of the wrong type',
    send: ['GET', '/cases/default/trace?limit=many'],
    status: 400,
    code: 'wrong-request',
  },
  {
    says: 'an unknown field',
    send: ['POST', instructions, { operationID: 'getUser', instructions: ['hang'] }],
    status: 400,
    code: 'unknown-field',
    suggestion: 'operationId',
  },
  {
    says: 'an unknown field deep inside',
    send: ['POST', rules, { ...rule, when: { tims: 1 } }],
    status: 400,
    code: 'unknown-field',
    suggestion: 'times',
  },
  {
    says: 'a prototype in disguise',
    send: ['POST', rules, '{"fault":"hang","__proto__":{"times":1}}'],
    status: 400,
    code: 'unknown-field',
  },
  {
    says: 'an unknown word',
    send: ['POST', rules, { ...rule, phase: 'aftr' }],
    status: 400,
    code: 'wrong-body',
    suggestion: 'after',
  },
  {
    says: 'a missing field',
    send: ['POST', instructions, { operationId: 'getUser' }],
    status: 400,
    code: 'wrong-body',
  },
  { says: 'a missing body', send: ['POST', instructions], status: 400, code: 'missing-body' },
  { says: 'a body where none is taken', send: ['POST', '/reset', {}], status: 400, code: 'unexpected-body' },
  { says: 'malformed JSON', send: ['POST', '/cases', '{'], status: 400, code: 'malformed-json' },
  {
    says: 'JSON that says it is a form',
    send: ['POST', '/cases', '{}', { 'Content-Type': 'application/x-www-form-urlencoded' }],
    status: 415,
    code: 'not-json',
  },
  {
    says: 'more than a megabyte',
    send: ['POST', '/cases', 'x'.repeat(1024 * 1024 + 1)],
    status: 413,
    code: 'too-large',
  },
  {
    says: 'an unknown operation',
    send: ['POST', instructions, { operationId: 'getUsr', instructions: ['hang'] }],
    status: 422,
    code: 'unknown-operation',
    suggestion: 'getUser',
  },
  {
    says: 'an unknown instruction',
    send: ['POST', instructions, { operationId: 'getUser', instructions: ['retrun-503'] }],
    status: 422,
    code: 'unknown-fault',
    suggestion: 'return-503',
  },
  {
    says: 'an unknown fault',
    send: ['POST', rules, { fault: 'conection-reset' }],
    status: 422,
    code: 'unknown-fault',
    suggestion: 'connection-reset',
  },
  {
    says: 'an unknown option of a fault',
    send: ['POST', rules, { fault: { name: 'drip', totlDuration: 5 } }],
    status: 422,
    code: 'unknown-fault-option',
    suggestion: 'totalDuration',
  },
  {
    says: 'a status that is not declared',
    send: ['POST', rules, { match: { operations: ['getUser'] }, respond: { status: 430 } }],
    status: 422,
    code: 'undeclared-status',
    suggestion: '403',
  },
  {
    says: 'a delay by chance without its bounds',
    send: ['POST', rules, { delay: { type: 'uniform', lower: 1 } }],
    status: 400,
    code: 'wrong-body',
  },
  { says: 'an id that fits into no URL', send: ['POST', '/cases', { id: 'a b' }], status: 400, code: 'wrong-body' },
  {
    says: 'an expectation about two things',
    send: ['POST', '/cases/default/verify', { expectations: [{ operationId: 'getUser', unexpected: { max: 0 } }] }],
    status: 400,
    code: 'wrong-body',
  },
  {
    says: 'an expectation of nothing',
    send: ['POST', '/cases/default/verify', { expectations: [{ operationId: 'getUser' }] }],
    status: 422,
    code: 'nothing-expected',
  },
  {
    says: 'an expectation for an unknown operation',
    send: ['POST', '/cases/default/verify', { expectations: [{ operationId: 'getUsr', attempts: { max: 1 } }] }],
    status: 422,
    code: 'unknown-operation',
    suggestion: 'getUser',
  },
  {
    says: 'time that goes back',
    send: ['POST', '/cases/default/clock/advance', { milliseconds: -1 }],
    status: 400,
    code: 'wrong-body',
  },
];

for (const { says, send, status, code, suggestion } of refusals) {
  test(`${says} is refused, and nothing is changed`, async () => {
    const refused = await it.call(...send);
    assert.equal(refused.status, status, refused.text);
    assert.equal(refused.headers.get('content-type'), 'application/problem+json');
    assert.equal(refused.json.type, `urn:faultline:problem:${code}`, refused.text);
    assert.equal(refused.json.suggestion, suggestion, refused.text);
    const { completed, id } = (await it.call('GET', '/cases/default')).json;
    assert.deepEqual([completed, id], [true, 'default']);
    assert.equal((await it.call('GET', rules)).json.rules.length, it.contract.layer.rules.length);
  });
}

test('everything that is wrong is said at once', async () => {
  const { json } = await it.call('POST', instructions, { operation: 'getUser', instructions: [] });
  assert.deepEqual(json.errors.map(({ code, pointer }: { code: string; pointer: string }) => [code, pointer]).sort(), [
    ['unknown-field', '/operation'],
    ['wrong-body', '/instructions'],
    ['wrong-body', '/operationId'],
  ]);
});

test('deep nesting is refused', async () => {
  const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
  const { status, json } = await it.call('PUT', rules, `{"rules":[{"respond":{"status":503,"body":${deep}}}]}`);
  assert.deepEqual([status, json.type], [400, 'urn:faultline:problem:malformed-json']);
  assert.match(json.detail, /nested more than 100 levels deep/);
});

test('a promise about nothing is told what it may be about', async () => {
  const { json } = await it.call('POST', '/cases/default/verify', { expectations: [{}] });
  assert.match(json.detail, /must have exactly one of: operationId, unexpected/);
});
