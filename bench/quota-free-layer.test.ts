import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { readContract } from '../src/contract/index.ts';
import { parseFault } from '../src/faults/index.ts';
import { startMock } from '../src/mock/index.ts';
import { writeQuotaFreeLayer } from './quota-free-layer.ts';
import { question } from './servers.ts';

test('what the bench asks is answered with a user each time', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'faultline-bench-test-'));
  const failuresPath = await writeQuotaFreeLayer(folder);
  const mock = await startMock({
    contract: await readContract({ documentPath: 'openapi/alerts.openapi.yaml', failuresPath, parseFault }),
  });
  try {
    for (let sent = 0; sent < 20; sent += 1) {
      const answer = await fetch(`${mock.url}${question.path}`, { headers: question.headers });
      assert.equal(answer.status, 200);
      assert.match(await answer.text(), /"email"/);
    }
  } finally {
    await mock.close(0);
    await rm(folder, { recursive: true });
  }
});
