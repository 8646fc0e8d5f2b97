import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { test } from 'node:test';

test('who reads no further ends nothing: no stack, and the exit code of the work', async () => {
  const command = [join(import.meta.dirname, 'cli.ts'), 'steps', '--json'];
  const child = spawn(process.execPath, command, { stdio: ['ignore', 'pipe', 'pipe'] });
  child.stdout.destroy();
  const [complaints, [code]] = await Promise.all([text(child.stderr), once(child, 'close')]);
  assert.deepEqual([complaints, code], ['', 0]);
});
