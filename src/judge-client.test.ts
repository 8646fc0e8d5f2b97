import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { createClient } from './client/index.ts';
import type { ClientFunction } from './judge/index.ts';
import { judgeClient } from './judge-client.ts';
import { shipped } from './package.ts';

const folder = mkdtempSync(join(tmpdir(), 'faultline-judge-client-'));
after(() => rmSync(folder, { recursive: true }));

const retrying: ClientFunction = (baseUrl, { clock, method, path, headers, body }) =>
  createClient({ baseUrl, clock, maxAttempts: 4 }).call({
    method,
    path,
    headers: Object.entries(headers),
    body: body ?? undefined,
  });

async function verdictsOn(failures?: string): Promise<readonly (string | null)[]> {
  const { checks } = await judgeClient(retrying, {
    clock: 'virtual',
    check: ['T1', 'N4'],
    ...(failures === undefined ? {} : { failures }),
  });
  return checks.map(({ id, verdict, subtype }) => `${id} ${verdict} ${subtype ?? ''}`.trim());
}

test('what the failure layer expects of a status comes before what a check takes for granted', async () => {
  assert.deepEqual(await verdictsOn(), ['N4 kept', 'T1 kept']);
  const layer = readFileSync(shipped.document.replace('.openapi.yaml', '.failures.yaml'), 'utf8');
  const said = (status: number, from: string, to: string) => [
    `  '${status}':\n    class: ${from}\n`,
    `  '${status}':\n    class: ${to}\n`,
  ];
  const [asIs = '', changed = ''] = said(503, 'retryable', 'not-retryable');
  const [final = '', passing = ''] = said(404, 'not-retryable', 'retryable');
  assert.ok(layer.includes(asIs) && layer.includes(final));
  const failures = join(folder, 'other.failures.yaml');
  writeFileSync(failures, layer.replace(asIs, changed).replace(final, passing));
  assert.deepEqual(await verdictsOn(failures), ['N4 untested contract', 'T1 warned against-contract']);
});
