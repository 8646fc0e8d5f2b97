import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readContract } from '../contract/index.ts';
import { parseFault } from '../faults/index.ts';
import { shipped } from '../package.ts';
import type { RecordedResponse } from '../trace/exchange.ts';
import { dialectViolation, errorMessage } from './error-message.ts';

const contract = await readContract({ documentPath: shipped.document, parseFault });

function answer(
  status: number,
  text: string,
  headers: RecordedResponse['headers'] = [['Content-Type', 'application/json']],
): RecordedResponse {
  return { status, headers, body: { text, bytes: text.length, sha256: '', cut: false } };
}

test('the message is read where the error dialect keeps it', () => {
  const dialect = (template: unknown) => ({ contentType: 'application/json', template });

  assert.equal(errorMessage(answer(400, '{"detail":"x"}'), dialect({ detail: '{message}' })), 'x');
  assert.equal(
    errorMessage(answer(400, '{"error":{"code":1,"text":"x"}}'), dialect({ error: { text: '{message}' } })),
    'x',
  );
  assert.equal(errorMessage(answer(400, 'x'), dialect({ detail: '{message}' })), undefined);
});

test('an answer in another shape or media type is not in the error dialect', () => {
  const { errorBody } = contract.layer;

  assert.equal(dialectViolation(answer(404, '{"detail":"x"}'), errorBody), null);
  assert.equal(dialectViolation(answer(404, '{"message":"x"}'), errorBody), '{"message":"x"}');
  assert.equal(
    dialectViolation(answer(404, '{"detail":"x"}', [['Content-Type', 'text/html']]), errorBody),
    'text/html',
  );
});
