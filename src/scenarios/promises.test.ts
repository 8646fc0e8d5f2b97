import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { shipped } from '../package.ts';
import { run } from '../run.ts';

test('the features about what a client may be held to are kept by the reference client', async () => {
  const { result } = await run({ features: [join(shipped.features, 'promises')], report: false });
  assert.deepEqual(
    result.scenarios.filter(({ verdict }) => verdict !== 'kept').map(({ name, because }) => [name, because]),
    [],
  );
  assert.equal(result.counts.kept, 4);
});
