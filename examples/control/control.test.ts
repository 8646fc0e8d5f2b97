/** The control API held to its own document, by `run` against it as against any live API. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { run, startMock } from 'faultline';

const root = join(import.meta.dirname, '..', '..');

test('every operation and every refusal of the control API is as its document says', async () => {
  const token = 'token-of-a-test';
  const mock = await startMock({ control: { token } });
  try {
    const { result } = await run({
      openapi: join(root, 'openapi', 'control.openapi.yaml'),
      features: [join(import.meta.dirname, 'control.feature')],
      target: mock.control?.url ?? '',
      credential: token,
      live: { allowWrites: true, allowQuota: true, ratePerSecond: 1000 },
      report: false,
    });
    const broken = result.scenarios.filter(({ verdict }) => verdict !== 'kept');
    assert.deepEqual(
      broken.map(({ name, expected, received }) => ({ name, expected, received })),
      [],
    );
    assert.equal(result.verdict, 'kept');
    const { eligible, covered } = result.coverage;
    assert.deepEqual([covered, eligible > 0], [eligible, true], 'every declared failure was seen');
  } finally {
    await mock.close(0);
  }
});
