import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseQuery, parseTarget } from './target.ts';

const rows: readonly (readonly [raw: string, path: string, search: string, caseId: string | null])[] = [
  ['/users/1', '/users/1', '', null],
  ['/users/1?a=1&b=2', '/users/1', '?a=1&b=2', null],
  ['/users/1?next=/x?y', '/users/1', '?next=/x?y', null],
  ['/users/1#part', '/users/1', '', null],
  ['http://api.example:80/users/1?a', '/users/1', '?a', null],
  ['HTTPS://api.example', '/', '', null],
  ['*', '*', '', null],
  ['//evil.example/x', '//evil.example/x', '', null],
  ['/__case/mine/users/1?a', '/users/1', '?a', 'mine'],
  ['/__case/mine', '/', '', 'mine'],
  ['/__case/', '/__case/', '', null],
  ['/__case/%2e%2e/users', '/__case/%2e%2e/users', '', null],
  ['/users/__case/x', '/users/__case/x', '', null],
];

for (const [raw, path, search, caseId] of rows) {
  test(`the target ${raw} is read`, () => assert.deepEqual(parseTarget(raw, '/__case/'), { path, search, caseId }));
}

test('repeated query parameters stay together, and odd ones are data', () => {
  assert.deepEqual(
    [...parseQuery('?a=1&b=%zz&a=2&__proto__=3&=4')],
    [
      ['a', ['1', '2']],
      ['b', ['%zz']],
      ['__proto__', ['3']],
      ['', ['4']],
    ],
  );
});
