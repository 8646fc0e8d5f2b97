import assert from 'node:assert/strict';
import { test } from 'node:test';
import { profiles } from '../checks/index.ts';
import { type ClientOptions, createClient, succeeded } from '../client/index.ts';
import { createRandom } from '../clock.ts';
import { judgeClient } from '../judge-client.ts';
import type { Judgement } from '../judgement.ts';
import type { ClientFactory } from './drivers/function.ts';

/** What a well-behaved client of ours states of itself, and how it is set up for it. */
const limits = { timeoutMs: 5000, deadlineMs: 300_000 };

/** With all that a long-lived client has: it opens its circuit, keeps a budget, and holds all calls back together. */
const guarded: Partial<ClientOptions> = {
  holdBack: true,
  circuitBreaker: { failureThreshold: 10, halfOpenAfterMs: 3000 },
  retryBudget: {},
};

/** One client of the API for each probe, as an application has it; the cases stand in the paths of its calls. */
function referenceClient(options: Partial<ClientOptions>): ClientFactory {
  return {
    open() {
      // Full jitter may draw next to nothing: a test that is drawn has to be the same each time.
      const random = createRandom(20261125);
      let client: ReturnType<typeof createClient> | undefined;
      return {
        async call(baseUrl, { clock, method, url, headers, body }) {
          const { origin, pathname, search } = new URL(url, baseUrl);
          client ??= createClient({ baseUrl: origin, clock, random, idempotencyKeys: true, ...limits, ...options });
          const path = `${pathname}${search}`;
          const result = await client.call({ method, path, headers: Object.entries(headers), body: body ?? undefined });
          return { ok: succeeded(result), status: result.classification.status, error: result.gaveUp };
        },
        close: () => client?.close(),
      };
    },
  };
}

function judged(profile: string, maxAttempts: number, options: Partial<ClientOptions>): Promise<Judgement> {
  return judgeClient(referenceClient({ maxAttempts, ...options }), {
    clock: 'virtual',
    profile,
    thorough: true,
    declared: { retries: true, maxAttempts, ...limits },
  });
}

const notKept = ({ checks }: Judgement) =>
  checks
    .filter(({ verdict }) => verdict === 'broken' || verdict === 'warned')
    .map(({ id, because }) => `${id}: ${because}`);

for (const { name, maxAttempts } of Object.values(profiles)) {
  test(`the reference client, with every guard it has, breaks no promise of the profile ${name}`, async () => {
    const policy = name === 'reference' ? ({ policy: 'reference' } as const) : {};
    const judgement = await judged(name, Math.min(4, maxAttempts), { ...guarded, ...policy });
    assert.deepEqual(judgement.problems, []);
    assert.deepEqual(notKept(judgement), []);
    assert.equal(judgement.exitCode, 0);
  });
}

test('what its guards keep from showing, it keeps without them: with both, nothing but a cap is left untested', async () => {
  const [bare, full] = await Promise.all([judged('standard', 5, {}), judged('standard', 5, guarded)]);
  const kept = new Set(
    [bare, full].flatMap(({ checks }) => checks.filter(({ verdict }) => verdict === 'kept').map(({ id }) => id)),
  );
  const left = full.checks.filter(({ id }) => !kept.has(id)).map(({ id, because }) => `${id}: ${because}`);
  assert.deepEqual(
    left.map((line) => line.slice(0, 3)),
    ['B4:'],
    left.join('\n'),
  );
  // Without a breaker, a budget and a hold, those of its calls that others would spare the API go out.
  assert.deepEqual(
    notKept(bare).map((line) => line.split(':')[0]),
    ['W10', 'C4', 'O1', 'G2'],
  );
});
