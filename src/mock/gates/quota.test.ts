import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { RateLimit } from '../../contract/index.ts';
import { alertsWith, Driver, limitWith } from '../fixtures/driver.ts';
import { maxQuotas } from '../quotas/store.ts';

const withLimits = (...rateLimits: RateLimit[]) => new Driver(alertsWith({ rateLimits }));

/** Sends until the first refusal; how many got through, and the refusal. */
function useUp(driver: Driver, sent = {}) {
  for (let count = 0; count < 200; count += 1) {
    const seen = driver.send('GET /alerts', sent);
    if (seen.status === 429) return { count, seen };
  }
  throw new Error('No quota refused.');
}

test('each way to key a quota counts its own together', () => {
  const byIp = withLimits(limitWith({ key: 'ip' }));
  useUp(byIp, { address: '10.0.0.1' });
  assert.equal(byIp.send('GET /alerts', { address: '10.0.0.2' }).status, 200);
  const byHeader = withLimits(limitWith({ key: 'header:X-Tenant' }));
  useUp(byHeader, { headers: { 'x-tenant': 'a' } });
  assert.equal(byHeader.send('GET /alerts', { headers: { 'x-tenant': 'b' } }).status, 200);
  assert.equal(useUp(byHeader).count, 5, 'without the header all count as one');
  const forAll = withLimits(limitWith({ key: 'global' }));
  useUp(forAll);
  assert.equal(forAll.send('GET /alerts', { key: 'read-only-key', address: '10.0.0.2' }).status, 429);
});

test('quotas that ask for a header are those of requests that bring it, whatever others ask for', () => {
  const asking = (id: string, headers: Record<string, string>) =>
    limitWith({ id, headers: 'draft', match: { ...limitWith({}).match, headers } });
  const told = (limits: readonly RateLimit[], headers: Record<string, string>) =>
    withLimits(...limits)
      .send('GET /alerts', { headers })
      .headers['ratelimit-policy']?.match(/"[a-z]+"/g);
  const one = [asking('all', {}), asking('north', { region: 'n' }), asking('south', { region: 's' })];
  assert.deepEqual(told(one, {}), ['"all"']);
  assert.deepEqual(told(one, { region: 'n' }), ['"all"', '"north"']);
  assert.deepEqual(told(one, { region: 'e' }), ['"all"']);
  const several = [...one, asking('beta', { channel: 'beta' })];
  assert.deepEqual(told(several, { region: 's' }), ['"all"', '"south"']);
  assert.deepEqual(told(several, { region: 's', channel: 'beta' }), ['"all"', '"south"', '"beta"']);
});

test('two workflows that share a key share its quota', () => {
  const driver = new Driver();
  for (const line of ['GET /alerts', 'GET /users/1', 'GET /alerts', 'GET /users/2', 'GET /alerts']) {
    assert.equal(driver.send(line).status, 200);
  }
  assert.equal(driver.send('GET /users/1').status, 429);
  assert.equal(driver.send('GET /users/1', { key: 'read-only-key' }).status, 200);
});

test('a quota by credential knows nothing of requests without one', () => {
  const driver = withLimits(limitWith({ rateLimit: 1 }));
  for (let count = 0; count < 3; count += 1) assert.equal(driver.send('GET /simulate-server-error').status, 500);
});

test('every quota that matches must have room; the one that opens last speaks', () => {
  const driver = withLimits(
    limitWith({ id: 'second', rateLimit: 2, resetTimeWindowSeconds: 1 }),
    limitWith({ id: 'minute', rateLimit: 3, resetTimeWindowSeconds: 60 }),
  );
  driver.send('GET /alerts');
  driver.send('GET /alerts');
  const burst = driver.send('GET /alerts');
  assert.deepEqual([burst.detail, burst.headers['retry-after']], ['Max 2 requests per 1 seconds.', '1']);
  assert.equal(burst.headers['ratelimit'], '"second";r=0;t=1, "minute";r=1;t=60');
  assert.equal(burst.headers['ratelimit-policy'], '"second";q=2;w=1, "minute";q=3;w=60');
  driver.now += 1000;
  assert.equal(driver.send('GET /alerts').status, 200);
  driver.send('GET /alerts');
  const both = driver.send('GET /alerts');
  assert.deepEqual([both.detail, both.headers['retry-after']], ['Max 3 requests per 60 seconds.', '59']);
});

test('a key with limits of its own is not held to the general one', () => {
  const driver = new Driver();
  const { count, seen } = useUp(driver, { key: 'short-key' });
  assert.deepEqual(
    [count, seen.headers['retry-after'], seen.detail],
    [5, '10', 'Rate limit exceeded. Max 5 requests per 10 seconds.'],
  );
});

test('10 per second, 100 per minute, 1,000 per hour and 10,000 per day', () => {
  const driver = new Driver();
  const send = () => {
    const seen = driver.send('GET /alerts', { key: 'burst-key' });
    sent += 1;
    driver.finish(`request-${sent}`);
    return seen;
  };
  let sent = 0;
  let accepted = 0;
  const details = new Map<string, number>();
  while (accepted < 10_000 && sent < 40_000) {
    const { status, detail, headers } = send();
    if (status === 200) accepted += 1;
    else {
      if (!details.has(detail ?? '')) details.set(detail ?? '', accepted);
      driver.now += Number(headers['retry-after']) * 1000;
    }
  }
  assert.deepEqual(Object.fromEntries(details), {
    'Rate limit exceeded. Max 10 requests per second.': 10,
    'Rate limit exceeded. Max 100 requests per minute.': 100,
    'Rate limit exceeded. Max 1000 requests per hour.': 1000,
  });
  const last = send();
  assert.equal(last.detail, 'Rate limit exceeded. Max 10000 requests per day.');
});

test('five at a time: the sixth is refused until one has ended', () => {
  const driver = new Driver();
  const key = 'burst-key';
  for (let count = 0; count < 5; count += 1) assert.equal(driver.send('GET /alerts', { key }).status, 200);
  const { status, detail } = driver.send('GET /alerts', { key });
  assert.deepEqual([status, detail], [429, 'Rate limit exceeded. Max 5 requests at the same time.']);
  driver.finish('request-6');
  assert.equal(driver.send('GET /alerts', { key }).status, 429, 'a refused request never held a place');
  driver.finish('request-1');
  assert.equal(driver.send('GET /alerts', { key }).status, 200);
});

test('retrying early is told to the millisecond, whatever comes of it', () => {
  const driver = new Driver();
  useUp(driver);
  driver.now += 40_000;
  const early = driver.send('GET /alerts');
  assert.deepEqual(
    [early.status, early.action.cause.retriedEarlyByMs, early.headers['retry-after']],
    [429, 20_000, '20'],
  );
  driver.now += 20_000;
  const inTime = driver.send('GET /alerts');
  assert.deepEqual([inTime.status, inTime.action.cause.retriedEarlyByMs], [200, undefined]);
});

test('allow: the quota alone decides', () => {
  const driver = new Driver();
  driver.send('GET /alerts');
  driver.now += 500;
  const { seen } = useUp(driver);
  assert.equal(seen.headers['retry-after'], '60');
  driver.now += 59_500;
  const { status, action } = driver.send('GET /alerts');
  assert.deepEqual([status, action.cause.retriedEarlyByMs], [200, 500]);
});

test('repeat: refused until the time that was told, which early retries do not push away', () => {
  const driver = new Driver();
  const key = 'patient-key';
  driver.send('GET /alerts', { key });
  driver.now += 500;
  useUp(driver, { key });
  for (let count = 0; count < 100; count += 1) {
    driver.now += 599;
    const { status, headers } = driver.send('GET /alerts', { key });
    assert.deepEqual(
      [status, headers['retry-after']],
      [429, String(Math.max(1, Math.ceil((60_000 - (count + 1) * 599) / 1000)))],
    );
  }
  driver.now += 99;
  assert.equal(driver.send('GET /alerts', { key }).status, 429);
  driver.now += 1;
  assert.equal(driver.send('GET /alerts', { key }).status, 200);
});

test('restart-window: who comes back early waits all over again', () => {
  const driver = new Driver();
  const key = 'penalty-key';
  useUp(driver, { key });
  driver.now += 59_999;
  const early = driver.send('GET /alerts', { key });
  assert.deepEqual([early.status, early.headers['retry-after'], early.action.cause.retriedEarlyByMs], [429, '60', 1]);
  driver.now += 60_000;
  assert.equal(driver.send('GET /alerts', { key }).status, 200);
});

test('X-RateLimit fields and Retry-After as a date', () => {
  const driver = new Driver();
  const first = driver.send('GET /alerts', { key: 'legacy-key' });
  assert.deepEqual(
    [first.headers['x-ratelimit-limit'], first.headers['x-ratelimit-remaining'], first.headers['x-ratelimit-reset']],
    ['5', '4', String(Date.UTC(2026, 0, 1, 12, 1) / 1000)],
  );
  assert.equal(first.headers['ratelimit'], undefined);
  const { seen } = useUp(driver, { key: 'legacy-key' });
  assert.equal(seen.headers['retry-after'], 'Thu, 01 Jan 2026 12:01:00 GMT');
  const dated = withLimits(limitWith({ headers: 'x-ratelimit', resetFormat: 'HttpDate' })).send('GET /alerts');
  assert.equal(dated.headers['x-ratelimit-reset'], 'Thu, 01 Jan 2026 12:01:00 GMT');
  const left = withLimits(limitWith({ headers: 'x-ratelimit' })).send('GET /alerts');
  assert.equal(left.headers['x-ratelimit-reset'], '60');
});

test('a silent quota tells nothing', () => {
  const { seen } = useUp(new Driver(), { key: 'silent-key' });
  assert.deepEqual(
    Object.keys(seen.headers).filter((name) => /retry|rate/.test(name)),
    [],
  );
});

test('quotas that no longer matter are forgotten, and there are never more than so many', () => {
  const driver = withLimits(limitWith({ key: 'header:x-tenant', resetTimeWindowSeconds: 1 }));
  for (let tenant = 0; tenant < 64; tenant += 1) driver.send('GET /alerts', { headers: { 'x-tenant': `${tenant}` } });
  assert.equal(driver.state.quotas.size, 64);
  driver.now += 1000;
  driver.send('GET /alerts', { headers: { 'x-tenant': 'new' } });
  assert.equal(driver.state.quotas.size, 1);
  const quota = { windowStart: driver.now, used: 1, times: [], open: [], refusedUntil: null };
  const many = Array.from({ length: maxQuotas }, (_, index) => [`quota\0${index}`, quota] as const);
  driver.state = { ...driver.state, quotas: new Map(many) };
  driver.send('GET /alerts', { headers: { 'x-tenant': 'one more' } });
  assert.equal(driver.state.quotas.size, maxQuotas);
  assert.ok(driver.state.quotas.has('quota\0one more') && !driver.state.quotas.has('quota\x000'));
});
