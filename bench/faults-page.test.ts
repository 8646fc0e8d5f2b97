import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { type Fault, faults } from '../src/faults/index.ts';
import { pagePath, renderPage } from './faults-page.ts';

test('docs/faults.md says what the registry of faults says', async () => {
  assert.equal(await readFile(pagePath, 'utf8'), renderPage(faults), 'run `npm run docs`');
});

test('a fault has a row in each table, with all that is said about it', () => {
  const page = renderPage(faults);
  for (const { name, summary, phrase, instruction, wiremock, reference, seen, options } of Object.values<Fault>(
    faults,
  )) {
    const rows = page.split('\n').filter((line) => line.startsWith(`| ${name} |`) || line.startsWith(`| [${name}](`));
    assert.equal(rows.length, 2 + options.length, name);
    for (const text of [summary, phrase, `\`${instruction}\``, wiremock ?? '', reference])
      assert.ok(rows[0]?.includes(text), `${name}: ${text}`);
    for (const text of Object.values(seen)) assert.ok(rows[1]?.includes(text), `${name}: ${text}`);
  }
});

test('a bar in a text doesn’t end its cell', () => {
  assert.match(renderPage({ status: { ...faults.status, summary: 'this | that' } }), /\| this \\\| that \|/);
});
