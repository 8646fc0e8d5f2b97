import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readRecording } from '../../trace/read/index.ts';
import { readAnswer, wordsOf } from './answer.ts';

test('a page is read without its tags, its entities as characters, and what is no entity as it stands', () => {
  const page =
    '<html><script>let a;</script><p>Key&#32;&amp; <b>token</b>&#128512; of &constructor; &unknown;</p></html>';
  const [exchange] = readRecording(`HTTP/1.1 403 Forbidden\nContent-Type: text/html\n\n${page}`)?.exchanges ?? [];
  assert.ok(exchange);
  const answer = readAnswer(exchange);
  assert.ok(answer);
  assert.equal(wordsOf(answer).replaceAll(/\s+/g, ' ').trim(), 'Key & token \u{1f600} of &constructor; &unknown;');
});

function codesOf(body: unknown): readonly string[] {
  const [exchange] =
    readRecording(`HTTP/1.1 400 Bad Request\nContent-Type: application/json\n\n${JSON.stringify(body)}`)?.exchanges ??
    [];
  assert.ok(exchange);
  return readAnswer(exchange)?.codes ?? [];
}

test('a code is found under any name that is one for codes, and by the way it is written', () => {
  assert.deepEqual(codesOf({ Response: { ErrorCode: 'Field.Missing' } }), ['Field.Missing']);
  assert.deepEqual(codesOf({ error: { message: 'EMAIL_EXISTS' } }), ['EMAIL_EXISTS']);
  assert.deepEqual(codesOf({ message: 'WEAK_PASSWORD : Password should be at least 6 characters' }), ['WEAK_PASSWORD']);
  assert.deepEqual(codesOf({ meta: { msg: 'api.err.LoginRequired' } }), ['api.err.LoginRequired']);
  assert.deepEqual(codesOf({ message: 'Not found', field: 'first_name' }), []);
});
