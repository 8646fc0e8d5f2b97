/** The commands of docs/control.md, run as they stand there against a mock that runs. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { startMock } from 'faultline';

const page = join(import.meta.dirname, '..', '..', 'docs', 'control.md');

test('every curl of the guide works, and gets the status that stands behind it', async () => {
  const text = await readFile(page, 'utf8');
  const blocks = [...text.matchAll(/^```sh\n([\s\S]*?)^```/gm)].map((found) => found[1] ?? '');
  const lines = blocks.flatMap((block) => block.split('\n')).filter((line) => line.startsWith('curl '));
  assert.ok(lines.length > 8, 'the guide has its commands');
  const mock = await startMock({ control: {} });
  try {
    const env = { ...process.env, api: mock.url, control: mock.control?.url };
    for (const line of lines) {
      const [command = '', says = ''] = line.split(/\s+#\s/);
      const wanted = /^\d{3}$/.test(says) ? says : null;
      const sent = wanted === null ? command.replace('curl ', 'curl -sS --fail-with-body ') : command;
      const { stdout } = await promisify(execFile)('sh', ['-c', sent], { env });
      if (wanted !== null) assert.equal(stdout.trim(), wanted, line);
    }
  } finally {
    await mock.close(0);
  }
});
