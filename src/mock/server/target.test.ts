import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createTargetReader, parseQuery, parseTarget } from './target.ts';

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

test('a target that comes again is read once, and none of them for ever', () => {
  const read = createTargetReader('/__case/', () => 'http://mock');
  const first = read('/__case/mine/users?a=1');
  assert.deepEqual(first, {
    path: '/users',
    search: '?a=1',
    caseId: 'mine',
    query: new Map([['a', ['1']]]),
    url: 'http://mock/users?a=1',
  });
  assert.equal(read('/__case/mine/users?a=1'), first);
  const long = `/users?q=${'x'.repeat(1000)}`;
  assert.notEqual(read(long), read(long));
  for (let id = 0; id < 1000; id += 1) read(`/users/${id}`);
  assert.notEqual(read('/__case/mine/users?a=1'), first);
});
