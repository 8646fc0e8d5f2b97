import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rewrite } from './rewrite.ts';

const answer = { status: 200, headers: { 'Content-Type': 'application/json' }, body: '{"a":[1,2,3]}' };

for (const body of ['{"a":[1,2,3]}', '[]', '12', '1', '""', 'null', '', null]) {
  test(`cut JSON never parses: ${JSON.stringify(body)}`, () => {
    const cut = rewrite({ ...answer, body }, { kind: 'rewrite', headers: {}, body: 'cut-json' }).body ?? '';
    assert.throws(() => JSON.parse(cut));
    assert.notEqual(cut, '');
  });
}

test('a page of HTML says the status, under the media type asked for', () => {
  const page = rewrite(
    { ...answer, status: 502 },
    { kind: 'rewrite', headers: { 'content-type': 'text/html' }, body: 'html' },
  );
  assert.match(page.body ?? '', /<h1>502 Bad Gateway<\/h1>/);
  assert.deepEqual(page.headers, { 'content-type': 'text/html' });
});

test('headers alone may be changed', () => {
  const changed = rewrite(answer, { kind: 'rewrite', headers: { 'X-A': '1' }, body: 'same' });
  assert.deepEqual([changed.body, changed.headers], [answer.body, { ...answer.headers, 'X-A': '1' }]);
});
