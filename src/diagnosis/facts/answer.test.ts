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
