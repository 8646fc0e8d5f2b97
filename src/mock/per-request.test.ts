import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { readContract } from '../contract/index.ts';
import { parseFault } from '../faults/index.ts';
import { shipped } from '../package.ts';
import { type Mock, startMock } from './index.ts';

let folder: string;
let listening: Mock;
let deaf: Mock;

/** The alert and user API with a layer that says nothing, or only that headers of single requests are off. */
async function serveWith(name: string, layer: string): Promise<Mock> {
  const failuresPath = join(folder, name);
  await writeFile(failuresPath, `version: 1\n${layer}`);
  return await startMock({
    contract: await readContract({ documentPath: shipped.document, failuresPath, parseFault }),
  });
}

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'faultline-requests-'));
  listening = await serveWith('on.failures.yaml', '');
  deaf = await serveWith('off.failures.yaml', 'control:\n  requestHeaders: false\n');
});
after(async () => {
  await Promise.all([listening.close(0), deaf.close(0), rm(folder, { recursive: true })]);
});

async function answer(mock: Mock, headers: Record<string, string>) {
  const response = await fetch(`${mock.url}/users/1`, {
    headers: { 'X-API-Key': 'demo-api-key-auth-key', ...headers },
  });
  await response.text();
  return { status: response.status, applied: response.headers.get('preference-applied') };
}

test('an instruction for one request', async () => {
  const ordered = { 'X-Faultline-Instruction': 'return-503' };
  assert.equal((await answer(listening, ordered)).status, 503);
  assert.equal((await answer(deaf, ordered)).status, 200);
  assert.equal((await answer(deaf, { 'X-Faultline-Instruction': 'no-such' })).status, 200, 'it is not even read');
});

test('a preference for one request', async () => {
  assert.deepEqual(await answer(listening, { Prefer: 'code=404' }), { status: 404, applied: 'code=404' });
  assert.deepEqual(await answer(deaf, { Prefer: 'code=404' }), { status: 200, applied: null });
});

test('the case of one request', async () => {
  for (const mock of [listening, deaf]) await answer(mock, { 'X-Faultline-Case': 'mine' });
  const has = (mock: Mock) => mock.cases.some(({ id }) => id === 'mine');
  assert.deepEqual([has(listening), has(deaf)], [true, false]);
  assert.equal((await answer(deaf, { 'X-Faultline-Case': 'no name' })).status, 200, 'it is not even read');
});

test('the path still leads to a case, which still takes instructions', async () => {
  const running = deaf.openCase();
  running.instruct('getUser', ['return-503']);
  const response = await fetch(`${running.url}/users/1`, { headers: { 'X-API-Key': 'any' } });
  await response.text();
  assert.equal(response.status, 503);
});
