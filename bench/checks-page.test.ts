import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { checks } from '../src/checks/index.ts';
import { checksPagePath, renderChecksPage } from './checks-page.ts';

test('docs/checks.md says what the checks say', async () => {
  assert.equal(await readFile(checksPagePath, 'utf8'), renderChecksPage(checks), 'run `npm run docs`');
});

test('every check and every probe has a row of its own', () => {
  const rows = renderChecksPage(checks).split('\n');
  for (const { id, rule, probes } of checks) {
    assert.equal(rows.filter((row) => row.startsWith(`| [${id}](`) && row.includes(rule)).length, 1, id);
    for (const { name } of probes)
      assert.equal(rows.filter((row) => row.startsWith(`| \`${name}\` |`)).length, 1, name);
  }
});
