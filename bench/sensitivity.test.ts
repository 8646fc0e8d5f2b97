import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { type Mutation, mutationsOf } from './mutations.ts';
import { layerPath, notice } from './sensitivity.ts';

const features = join(import.meta.dirname, '..', 'features');
const mutations = mutationsOf(await readFile(layerPath, 'utf8'));

function mutation(start: string): Mutation {
  const found = mutations.find(({ name }) => name.startsWith(start));
  assert.ok(found, `no mutation begins with "${start}"`);
  return found;
}

// One of each kind here, with the feature that is about it; `npm run sensitivity` tries all of them with all features.
const sample = [
  ['credentials.ApiKeyAuth.missing.message', '1-missing-authentication'],
  ['credentials.ApiKeyAuth.unknown.status', '2-invalid-credentials'],
  ['validation.messages.missing', '3-malformed-request'],
  ['rateLimits.per-key.rateLimit', '4-rate-limiting'],
  ['rateLimits.per-key.resetTimeWindowSeconds', '4-rate-limiting'],
  ['resources.users.notFound.message', '5-resource-not-found'],
  ['expect.500.class', '6-server-error'],
  ['expect.503.category', '7-service-unavailable'],
  ['expect.504.side', '8-timeout'],
] as const;

for (const [start, feature] of sample) {
  test(`a change of ${start} breaks a scenario of ${feature}`, async () => {
    const noticed = await notice(mutation(start), [join(features, `${feature}.feature`)]);
    assert.equal(noticed.kind, 'broken');
  });
}

test('every message, status, limit, class, category and side of the layer is tried', () => {
  const kinds = new Set(mutations.map(({ kind }) => kind));
  assert.deepEqual([...kinds].sort(), ['category', 'class', 'limit', 'message', 'side', 'status']);
  assert.ok(mutations.length > 100, `${mutations.length}`);
});
