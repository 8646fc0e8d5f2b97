import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { assertListed } from '../../fixtures/assert-listed.ts';
import { patterns } from './index.ts';
import type { Pattern } from './pattern.ts';

test('every pattern of the folder is listed under its own name, with a remedy whose feature exists', () => {
  assertListed(import.meta.dirname, Object.keys(patterns), ['pattern']);
  const root = join(import.meta.dirname, '..', '..', '..');
  for (const [name, pattern] of Object.entries(patterns as Readonly<Record<string, Pattern>>)) {
    assert.equal(pattern.name, name);
    assert.ok(pattern.feature === null || existsSync(join(root, pattern.feature)), `${name}: ${pattern.feature}`);
  }
});
