import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';

test('a mock starts without the fetch of Node', () => {
  const script = `
    await import('./src/mock/index.ts');
    const { moduleLoadList } = process;
    console.log(moduleLoadList.filter((name) => /NativeModule (http|internal.deps.undici.undici)$/.test(name)).join());
  `;
  const { stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' });
  assert.equal(stdout.trim(), 'NativeModule http');
});
