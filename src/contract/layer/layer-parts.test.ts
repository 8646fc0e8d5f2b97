import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import type { Problem } from '../../problem.ts';
import { readLayerFile } from './layer-parts.ts';

test('a failure layer that is no map says how one begins', async (context) => {
  const folder = await mkdtemp(join(tmpdir(), 'faultline-layer-'));
  context.after(() => rm(folder, { recursive: true }));
  const path = join(folder, 'list.failures.yaml');
  await writeFile(path, '- version: 1\n');
  await assert.rejects(readLayerFile(path, 'list.failures.yaml'), ({ message, fix, place }: Problem) => {
    assert.equal(message, 'Failed to read the failure layer "list.failures.yaml": it is no map.');
    assert.equal(fix, 'Start it with "version: 1".');
    assert.equal(place.line, 1);
    return true;
  });
});
