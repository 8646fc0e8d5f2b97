import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Problem, printProblem } from './problem.ts';
import { spellOut, spellOutAll } from './spell-out.ts';

test('what a terminal acts on, and what can’t be seen, is spelt out; lines and tabs stay', () => {
  assert.equal(spellOut('a\u001b[2J\u0007b\tc\r\nd\u200be'), 'a[U+001B][2J[U+0007]b\tc\nd[U+200B]e');
  assert.equal(spellOut('\u009b2J \u00a0'), '[U+009B]2J \u00a0');
});

test('every text within a value is spelt out, and nothing else changes', () => {
  assert.deepEqual(spellOutAll({ one: ['\u0000', 1, null], two: { three: true } }), {
    one: ['[U+0000]', 1, null],
    two: { three: true },
  });
});

test('no input reaches the terminal by a problem', () => {
  const problem = new Problem('odd', 'Failed to read "\u001b]0;title\u0007": why.', 'Fix \u001bit.');
  assert.match(printProblem(problem), /"\[U\+001B\]\]0;title\[U\+0007\]": why/);
  assert.match(printProblem(problem), /Fix \[U\+001B\]it/);
});
