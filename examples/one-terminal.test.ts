/** The README's walk through one terminal, run as it stands there, on free ports. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { test } from 'node:test';
import { startMock } from 'faultline';

const root = join(import.meta.dirname, '..');

/** The block with the walk, which goes by the ports that `serve` takes by default. */
async function walk(): Promise<string> {
  const page = await readFile(join(root, 'README.md'), 'utf8');
  const blocks = [...page.matchAll(/^```sh\n([\s\S]*?)^```/gm)].map((found) => found[1] ?? '');
  return blocks.find((block) => block.includes('kill %1')) ?? '';
}

test('serve, break it, watch the client, reset', async () => {
  const served = await startMock({ control: {} });
  const folder = await mkdtemp(join(tmpdir(), 'faultline-walk-'));
  try {
    const script = (await walk())
      // Serving is tried by other tests, and the real ports may be somebody else's.
      .replace('npm run serve > reports/served.txt &', 'sleep 60 &')
      .replace('sleep 3; ', '')
      .replace('http://localhost:8001', served.url)
      .replace('http://localhost:8002', served.control?.url ?? '');
    const shell = spawn('bash', ['-c', script], { cwd: folder, stdio: ['ignore', 'pipe', 'inherit'] });
    const printed = await text(shell.stdout);

    assert.match(printed, /"remaining":\{"listAlerts":\["return-503-retry-after-1s","return-reset-connection"\]\}/);
    assert.match(printed, /"alert_type":"PHISHING"/, 'the client got through');
    assert.match(printed, /"attempt":1\n"status":503\n"attempt":2\nECONNRESET\n"attempt":3\n"status":200\n/);
    assert.match(printed, /"passed":true/, 'it waited as it was told');
    assert.deepEqual(served.openCase({ id: 'default' }).trace(), [], 'and all is as it was');
  } finally {
    await served.close(0);
    await rm(folder, { recursive: true });
  }
});
