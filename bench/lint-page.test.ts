import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { allRules } from '../src/lint/index.ts';
import { lintPagePath, renderLintPage } from './lint-page.ts';

test('docs/lint.md says what the rules say', async () => {
  assert.equal(await readFile(lintPagePath, 'utf8'), renderLintPage(allRules), 'run `npm run docs`');
});

test('every rule has a row of its own, with its reason', () => {
  const rows = renderLintPage(allRules).split('\n');
  for (const { name, why } of allRules) {
    const own = rows.filter((row) => row.startsWith(`| \`${name}\` |`));
    assert.equal(own.length, 1, name);
    assert.ok(own[0]?.includes(why), name);
  }
});
