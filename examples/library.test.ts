/** The client of docs/library.md, run as it stands there. */
import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { startMock } from 'faultline';

const root = join(import.meta.dirname, '..');

test('the client of the guide gets through what a single attempt would not', async () => {
  const page = await readFile(join(root, 'docs', 'library.md'), 'utf8');
  const blocks = [...page.matchAll(/^```ts\n([\s\S]*?)^```/gm)].map((found) => found[1] ?? '');
  const code = blocks.find((block) => block.includes('createClient({')) ?? '';
  const folder = await mkdtemp(join(tmpdir(), 'faultline-library-'));
  const served = await startMock();
  try {
    const alone = served.openCase();
    alone.instruct('getUser', ['return-503-retry-after-0s', 'return-reset-connection']);
    await mkdir(join(folder, 'node_modules'));
    await symlink(root, join(folder, 'node_modules', 'faultline'));
    const file = join(folder, 'guide.ts');
    const mock = `const mock = ${JSON.stringify({ url: alone.url })};\n`;
    await writeFile(file, `${mock}${code}\nexport const seen = [succeeded(call), call.attempts.length];\n`);
    const { seen } = (await import(pathToFileURL(file).href)) as { seen: unknown };
    assert.deepEqual(seen, [true, 3]);
  } finally {
    await served.close(0);
    await rm(folder, { recursive: true });
  }
});
