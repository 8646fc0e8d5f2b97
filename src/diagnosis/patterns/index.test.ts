import assert from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { patterns } from './index.ts';
import type { Pattern } from './pattern.ts';

test('every pattern of the folder is listed under its own name, with a remedy whose feature exists', () => {
  const files = readdirSync(import.meta.dirname)
    .filter((file) => !file.endsWith('.test.ts') && file !== 'index.ts' && file !== 'pattern.ts')
    .map((file) => file.replace('.ts', ''));
  assert.deepEqual(
    Object.keys(patterns).toSorted(),
    files.toSorted(),
    'add the missing line to src/diagnosis/patterns/index.ts',
  );
  const root = join(import.meta.dirname, '..', '..', '..');
  for (const [name, pattern] of Object.entries(patterns as Readonly<Record<string, Pattern>>)) {
    assert.equal(pattern.name, name);
    assert.ok(pattern.feature === null || existsSync(join(root, pattern.feature)), `${name}: ${pattern.feature}`);
  }
});
