import assert from 'node:assert/strict';
import { test } from 'node:test';
import { conformanceDefects } from '../contract/conformance.ts';
import { readContract } from '../contract/index.ts';
import { parseFault } from '../faults/index.ts';
import { shipped } from '../package.ts';
import type { RecordedResponse } from '../trace/exchange.ts';

const contract = await readContract({ documentPath: shipped.document, parseFault });
const requestId = ['X-Request-Id', '1'] as const;
const quota = [['RateLimit', '"a";r=1;t=1'] as const, ['RateLimit-Policy', '"a";q=1;w=1'] as const];

function answer(
  status: number,
  text: string,
  headers: RecordedResponse['headers'] = [['Content-Type', 'application/json'], requestId, ...quota],
): RecordedResponse {
  return { status, headers, body: { text, bytes: text.length, sha256: '', cut: false } };
}

function defects(id: string, response: RecordedResponse): string {
  return conformanceDefects(contract.operation(id) ?? null, response).join('; ');
}

test('an answer as declared has no defect', () => {
  assert.equal(defects('getUser', answer(404, '{"detail":"User with ID 9 not found"}')), '');
  assert.equal(defects('deleteUser', answer(204, '', [requestId, ...quota])), '');
});

test('a status that is not declared, and a request that no operation takes, are defects', () => {
  assert.match(defects('getUser', answer(418, '{}')), /status 418, which getUser doesn't declare/);
  assert.match(conformanceDefects(null, answer(404, '{}')).join(), /no operation of the contract takes/);
});

test('media type, JSON, schema and an unwanted body are checked', () => {
  assert.match(
    defects('getUser', answer(404, '{"detail":"x"}', [['Content-Type', 'text/html'], requestId])),
    /media type "text\/html"/,
  );
  assert.match(defects('getUser', answer(404, '{"detail":')), /no JSON/);
  assert.match(defects('getUser', answer(404, '{"detail":"x","stack":"y"}')), /additional properties/);
  assert.match(defects('deleteUser', answer(204, 'x', [requestId])), /a body of 1 characters where none is declared/);
});

test('a header has to be as its schema says', () => {
  const headers = [
    ['Content-Type', 'application/json'] as const,
    requestId,
    ...quota,
    ['Retry-After', 'soon'] as const,
  ];

  assert.match(defects('simulateUnavailable', answer(503, '{"detail":"x"}', headers)), /header Retry-After/);
});
