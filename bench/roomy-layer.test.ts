import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { readContract } from '../src/contract/index.ts';
import { parseFault } from '../src/faults/index.ts';
import { startMock } from '../src/mock/index.ts';
import { shipped } from '../src/package.ts';
import { writeRoomyLayer } from './roomy-layer.ts';

test('the layer that the bench serves counts and tells its quota, and refuses nobody', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'faultline-bench-'));
  try {
    const failuresPath = await writeRoomyLayer(folder);
    const contract = await readContract({ documentPath: shipped.document, failuresPath, parseFault });
    const mock = await startMock({ contract });
    const ask = () => fetch(`${mock.url}/alerts`, { headers: { 'X-API-Key': 'valid-key-123' } });
    const told: (string | null)[] = [];
    for (let count = 0; count < 10; count += 1) {
      const answer = await ask();
      await answer.text();
      assert.equal(answer.status, 200);
      told.push(answer.headers.get('ratelimit'));
    }
    await mock.close(0);
    assert.match(told.at(-1) ?? '', /^"per-key";r=999999990;/);
  } finally {
    await rm(folder, { recursive: true });
  }
});
