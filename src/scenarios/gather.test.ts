import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Exchange } from '../trace/exchange.ts';
import { mergeExchange } from './gather.ts';

const seen: Exchange = {
  id: 'client-1-1',
  caseId: '',
  observer: 'client',
  operationId: 'listAlerts',
  attempt: 2,
  startedAt: 1,
  respondedAt: 2,
  endedAt: 3,
  request: { method: 'GET', url: 'http://127.0.0.1:1/__case/x/alerts', headers: [], body: null },
  outcome: { kind: 'no-response', code: 'TIMEOUT', message: '', phase: 'response' },
  cause: null,
  sideEffects: [],
  connection: null,
};

test('what the client saw stands, and the mock adds what only it knows', () => {
  const cause = { kind: 'rule', summary: 'a hang', ruleId: 'r', fault: 'hang' } as const;
  const connection = { id: 1, reused: false, requestIndex: 1 };
  const request = { ...seen.request, url: 'http://127.0.0.1:1/alerts' };
  const recorded: Exchange = {
    ...seen,
    observer: 'mock',
    attempt: 1,
    caseId: 'x',
    cause,
    connection,
    request,
    outcome: null,
  };

  const merged = mergeExchange(seen, recorded);

  assert.deepEqual(merged, { ...seen, caseId: 'x', cause, connection, request });
});

test('what never reached the mock stays as the client saw it', () => {
  assert.equal(mergeExchange(seen, undefined), seen);
});
