import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type Contract, readContract } from '../contract/index.ts';
import { parseFault } from '../faults/index.ts';
import { type Mock, startMock } from '../mock/index.ts';
import { shipped } from '../package.ts';
import { createFailureLines } from './failure-lines.ts';
import { createPainter } from './paint.ts';

let contract: Contract;
let mock: Mock;
let now = 0;
const written: string[] = [];

before(async () => {
  contract = await readContract({ documentPath: shipped.document, parseFault });
  const write = (text: string) => void written.push(text);
  mock = await startMock({
    contract,
    onFailure: createFailureLines(contract, { now: () => now }, { paint: createPainter(false), write }),
  });
});
after(() => mock.close(0));

async function get(path: string, key = 'valid-key-123'): Promise<void> {
  const answer = await fetch(`${mock.url}${path}`, { headers: { 'X-API-Key': key } });
  await answer.text();
}

test('a failing exchange is told with its cause and runbook, a success is not, and the key never', async () => {
  await get('/users/1');
  await get('/users/999');
  await get('/users/1', 'some-wrong-key');
  assert.equal(written.length, 2);
  assert.match(
    written[0] ?? '',
    /^\d\d:\d\d:\d\d GET \/users\/999 404 {2}resource-missing: .* {2}faultline explain resource-not-found\n$/,
  );
  assert.match(written[1] ?? '', /403 {2}credential-invalid/);
  assert.doesNotMatch(written.join(''), /some-wrong-key/);
});

test('of a flood twenty are told a second, and how many more there were', async () => {
  now = 5000;
  written.length = 0;
  for (let count = 0; count < 25; count += 1) await get('/users/999', 'wrong');
  assert.equal(written.length, 20);
  now = 6000;
  await get('/users/999', 'wrong');
  assert.equal(written.length, 22);
  assert.equal(written[20], '… and 5 failures more in that second\n');
});
