import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, afterEach, test } from 'node:test';
import { promisify } from 'node:util';
import { commandLine, type Ran } from './fixtures/command-line.ts';

const run = promisify(execFile);

/** What these tests are about is the same for any document, and a small one is read in no time. */
const small = join(mkdtempSync(join(tmpdir(), 'faultline-control-')), 'small.openapi.yaml');
writeFileSync(
  small,
  `openapi: 3.1.0
info: { title: Small, version: 1.0.0 }
paths: { /ping: { get: { operationId: ping, responses: { '204': { description: pong } } } } }
`,
);
const stops: (() => void)[] = [];

after(() => rmSync(dirname(small), { recursive: true }));
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
});

/** Runs `faultline serve` in this process until it is ready, or has said why it can't be. */
const serve = (...options: readonly string[]) =>
  commandLine(['serve', ...options], { onStop: (callback) => void stops.push(callback) });

test('the line of JSON says where the control API is', async () => {
  const { stdout } = await serve(small, '--port', '0', '--json');
  const line = JSON.parse(stdout);
  assert.deepEqual(Object.keys(line), ['url', 'controlUrl', 'pid', 'credentials']);
  const health = await fetch(`${line.controlUrl}/health`);
  assert.equal(((await health.json()) as { url: string }).url, line.url);
});

test('without it there is none', async () => {
  const { stdout } = await serve(small, '--port', '0', '--json', '--no-control');
  assert.equal(JSON.parse(stdout).controlUrl, null);
});

test('beyond loopback the token is told', async () => {
  const { stdout } = await serve(small, '--port', '0', '--json', '--control-host', '0.0.0.0');
  const { controlUrl, controlToken } = JSON.parse(stdout);
  const answer = await fetch(`${controlUrl}/health`, { headers: { Authorization: `Bearer ${controlToken}` } });
  assert.equal(answer.status, 200);
  await answer.text();
});

/** Serves in front of a port that is taken; the port is tried anew when somebody else has the one in front of it. */
async function besideTaken(act: (port: number, beside: Ran) => Promise<void>, tries = 10): Promise<void> {
  const blocker = createServer();
  blocker.listen(0, '127.0.0.1');
  await once(blocker, 'listening');
  try {
    const { port } = blocker.address() as AddressInfo;
    const beside = await serve(small, '--port', String(port - 1), '--json');
    if (beside.exitCode === null) return await act(port, beside);
  } finally {
    blocker.close();
  }
  assert.ok(tries > 0, 'no two free ports beside each other');
  await besideTaken(act, tries - 1);
}

test('it stands behind the port of the mock, or where there is room; a port that was asked for has to be free', () =>
  besideTaken(async (port, beside) => {
    const { url, controlUrl } = JSON.parse(beside.stdout);
    assert.equal(new URL(url).port, String(port - 1));
    assert.notEqual(new URL(controlUrl).port, String(port));
    const asked = await serve(small, '--port', '0', '--json', '--control-port', String(port));
    assert.equal(asked.exitCode, 2);
    assert.match(asked.stderr, /another process uses that port[\s\S]*--control-port 0/);
  }));

test('what the table says about it works as it stands there', async () => {
  const { stdout } = await serve('--port', '0', '--control-token', "it's mine".replace(' ', '-'));
  const lines = stdout
    .slice(stdout.indexOf('Control API'))
    .split('\n')
    .filter((line) => line.startsWith('  curl '));
  assert.equal(lines.length, 3);
  const [broken, trace, reset] = lines.map((line) => `${line.trim()} -s --fail-with-body`);
  const url = /on (http:\S+)/.exec(stdout)?.[1];
  const status = async () => (await fetch(`${url}/alerts`, { headers: { 'X-API-Key': 'valid-key-123' } })).status;
  await run('sh', ['-c', broken ?? '']);
  assert.deepEqual([await status(), await status()], [503, 200]);
  const seen = (await run('sh', ['-c', trace ?? ''])).stdout.trim().split('\n');
  assert.equal(seen.length, 2);
  await run('sh', ['-c', reset ?? '']);
  assert.equal((await run('sh', ['-c', trace ?? ''])).stdout, '');
});
