import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Problem, Problems } from '../problem.ts';
import { statusOf } from '../trace/exchange.ts';
import { createClient } from './create-client.ts';
import { clientOf, exact, get, ok, serve, status, statuses } from './fixtures/scripted-api.ts';

test('the example of the docstring', async (context) => {
  const { url: baseUrl } = await serve(context, ok);
  const client = createClient({ baseUrl, maxAttempts: 5, idempotencyKeys: true });
  context.after(() => client.close());
  const { last, waitsMs, gaveUp } = await client.call({ method: 'GET', path: '/alerts' });
  assert.deepEqual([statusOf(last), waitsMs, gaveUp], [200, [], null]);
});

test('options that make no sense are refused together, each with what is legal', () => {
  assert.throws(
    () => createClient({ baseUrl: 'ftp://x', maxAttempts: 0, timeoutMs: Number.NaN, backoff: { factor: 0.5 } }),
    (error) => {
      assert.ok(error instanceof Problems);
      assert.equal(error.problems.length, 4);
      assert.ok(error.problems.some(({ message }) => message.includes('maxAttempts is "0"')));
      return true;
    },
  );
  assert.throws(() => createClient({ baseUrl: 'http://x', maxAttempts: 1.5 }), Problem);
});

test('a closed client says so in the outcome', async (context) => {
  const api = await serve(context, ok);
  const client = clientOf(context, api);
  await client.close();
  const { last } = await client.call(get);
  assert.ok(last.outcome?.kind === 'no-response');
  assert.match(last.outcome.code, /UND_ERR_(DESTROYED|CLOSED)/);
});

test('on the real clock it works the same', async (context) => {
  const api = await serve(context, status(503), ok);
  const client = createClient({ baseUrl: api.url, maxAttempts: 2, backoff: { ...exact, baseMs: 1 } });
  context.after(() => client.close());
  const result = await client.call(get);
  assert.deepEqual(statuses(result), [503, 200]);
  assert.match(result.last.id, /^client-[0-9a-f]+-2$/);
});
