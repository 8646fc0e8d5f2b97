import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { When } from '../contract/index.ts';
import { alertsWith, Driver, limitWith, ruleWith, type Seen } from './fixtures/driver.ts';

const when = { skip: 0, times: null, every: null, probability: null, fromMs: null, untilMs: null };
const onHeader = (value: string) => ({
  operations: null,
  headers: { 'x-rule': value },
  query: {},
  path: {},
  bodyFragment: null,
});
const respond = (status: number) => ({ status, message: 'injected', example: null, body: null, headers: {} });

/** Rules of every kind, and a quota of every kind with a key that it is for. */
const contract = alertsWith({
  rules: [
    ruleWith({ id: 'twice', match: onHeader('twice'), when: { ...when, times: 2 }, respond: respond(500) }),
    ruleWith({
      id: 'skipped',
      match: onHeader('twice'),
      when: { ...when, skip: 1, times: 1 },
      acts: 'infrastructure',
      respond: respond(503),
    }),
    ruleWith({
      id: 'third',
      match: onHeader('third'),
      when: { ...when, every: 3, times: 3 },
      fault: { name: 'drip', options: {} },
    }),
    ruleWith({
      id: 'chance',
      match: onHeader('chance'),
      when: { ...when, probability: 0.5, times: 4 },
      respond: respond(502),
      acts: 'infrastructure',
    }),
    ruleWith({
      id: 'lost',
      match: onHeader('lost'),
      when: { ...when, times: 3 },
      phase: 'after',
      fault: { name: 'empty-response', options: {} },
    }),
    ruleWith({
      id: 'window',
      match: onHeader('window'),
      when: { ...when, fromMs: 1000, untilMs: 9000 },
      delay: { type: 'uniform', lower: 1, upper: 9 },
    }),
  ],
  rateLimits: (['fixed-window', 'sliding-window', 'token-bucket'] as const).flatMap((algorithm) => [
    limitWith({
      id: algorithm,
      algorithm,
      rateLimit: 3,
      resetTimeWindowSeconds: 2,
      match: { ...onHeader(''), headers: { 'x-limit': algorithm } },
    }),
  ]),
});

type Step =
  | { readonly kind: 'wait'; readonly ms: number }
  | {
      readonly kind: 'send';
      readonly line: string;
      readonly key: string;
      readonly headers: Record<string, string>;
      readonly body: unknown;
    }
  | { readonly kind: 'instruct'; readonly text: string };

const bodies = [undefined, '{', { tenant: 'client-a', alert_type: 'TEST', severity: 'low' }, { tenant: 'client-a' }];
const lines = [
  'GET /alerts',
  'POST /alerts',
  'GET /users/1',
  'DELETE /users/1',
  'GET /users/999',
  'PUT /alerts',
  'GET /nope',
  'GET /simulate-timeout',
];
const headers = fc
  .record({
    rule: fc.constantFrom('', 'twice', 'third', 'chance', 'lost', 'window'),
    limit: fc.constantFrom('', 'fixed-window', 'sliding-window', 'token-bucket'),
  })
  .map(({ rule, limit }) => ({
    ...(rule === '' ? {} : { 'x-rule': rule }),
    ...(limit === '' ? {} : { 'x-limit': limit }),
  }));

const steps: fc.Arbitrary<readonly Step[]> = fc.array(
  fc.oneof(
    {
      weight: 6,
      arbitrary: fc.record({
        kind: fc.constant('send' as const),
        line: fc.constantFrom(...lines),
        key: fc.constantFrom('valid-key-123', 'read-only-key', 'rotating-key', 'wrong-key'),
        headers,
        body: fc.constantFrom(...bodies),
      }),
    },
    {
      weight: 3,
      arbitrary: fc.record({
        kind: fc.constant('wait' as const),
        ms: fc.oneof(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 0, max: 2500 })),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        kind: fc.constant('instruct' as const),
        text: fc.constantFrom('return-503', 'return-500', 'pass', 'commit-then-return-500', 'return-reset-connection'),
      }),
    },
  ),
  { minLength: 10, maxLength: 80 },
);

interface Event {
  readonly at: number;
  readonly step: Step;
  readonly seen: Seen | null;
}

function take(driver: Driver, step: Step): Event {
  if (step.kind === 'wait') driver.now += step.ms;
  if (step.kind === 'instruct')
    driver.instruct('listAlerts', ...(driver.state.instructions.get('listAlerts') ?? []), step.text);
  const seen = step.kind === 'send' ? driver.send(step.line, step) : null;
  return { at: driver.now, step, seen };
}

const run = (driver: Driver, all: readonly Step[]) => all.map((step) => take(driver, step));

test('quotas are never exceeded in any window, and refusals tell when to come back', () => {
  fc.assert(
    fc.property(steps, (all) => {
      const events = run(new Driver(contract), all);
      for (const limit of contract.layer.rateLimits) {
        for (const key of ['valid-key-123', 'read-only-key', 'rotating-key']) assertKept(events, limit.id, key);
      }
    }),
  );
});

/**
 * Accepted requests are those that tell what is left and would not have been refused by the quota, whatever acted on them.
 * Each 503 here stands in front of the credentials: it tells what is left and takes nothing.
 */
function assertKept(events: readonly Event[], id: string, key: string): void {
  const own = events.filter(({ step }) => step.kind === 'send' && step.key === key && step.headers['x-limit'] === id);
  const isAccepted = ({ seen }: Event) =>
    seen?.headers['ratelimit'] !== undefined &&
    seen.status !== 503 &&
    !seen.action.cause.summary.includes('is used up for');
  const accepted = own.filter(isAccepted).map(({ at }) => at);
  assert.ok(promises[id]?.(accepted), `${id}: ${accepted.join(', ')}`);
  for (const { seen } of own) if (seen?.status === 429) assert.match(seen.headers['retry-after'] ?? '', /^[12]$/);
}

/** What 3 requests per 2 seconds means, for the moments of those that were accepted. */
const promises: Readonly<Record<string, (accepted: readonly number[]) => boolean>> = {
  'fixed-window': (accepted) => fixedWindows(accepted).every((used) => used <= 3),
  'sliding-window': (accepted) =>
    accepted.every((end) => accepted.filter((at) => at <= end && at > end - 2000).length <= 3),
  'token-bucket': (accepted) =>
    accepted.every((from, index) =>
      accepted.slice(index).every((to, more) => more + 1 <= 3 + ((to - from) * 3) / 2000),
    ),
};

/** How many fell into each window; a window starts with the first request behind the one before. */
function fixedWindows(accepted: readonly number[]): readonly number[] {
  const windows: { start: number; used: number }[] = [];
  for (const at of accepted) {
    const last = windows.at(-1);
    if (last !== undefined && at < last.start + 2000) last.used += 1;
    else windows.push({ start: at, used: 1 });
  }
  return windows.map(({ used }) => used);
}

/** Sends a call at each step, and before it ends one that is under way, if the step says which; gives back what is. */
function callAtOnce(driver: Driver, ends: readonly (number | null)[]): readonly string[] {
  const underWay: string[] = [];
  for (const [index, which] of ends.entries()) {
    const [ended] = which === null ? [] : underWay.splice(which, 1);
    if (ended !== undefined) driver.finish(ended);
    const id = `call-${index}`;
    const { status } = driver.send('GET /users/1', { id });
    assert.equal(status, underWay.length < 3 ? 200 : 429);
    if (status === 200) underWay.push(id);
  }
  return underWay;
}

test('of a quota on requests under way no place is given twice, and none is lost', () => {
  const limit = limitWith({ id: 'at-once', algorithm: 'concurrent', rateLimit: 3 });
  const limited = alertsWith({ rules: [], rateLimits: [limit] });
  const ends = fc.array(fc.oneof(fc.constant(null), fc.nat(5)), { maxLength: 60 });
  fc.assert(
    fc.property(ends, (all) => {
      const driver = new Driver(limited);
      const underWay = callAtOnce(driver, all);
      const open = () => [...driver.state.quotas.values()].flatMap((quota) => quota.open);
      assert.deepEqual(open(), underWay);
      for (const id of underWay) driver.finish(id);
      assert.deepEqual(open(), []);
    }),
  );
});

test('rules act exactly as often as they say, one for each attempt', () => {
  fc.assert(
    fc.property(steps, (all) => {
      const driver = new Driver(contract);
      const events = run(driver, all);
      for (const rule of contract.layer.rules) {
        const { hits, matched } = driver.state.ruleCounts.get(rule.id) ?? { hits: 0, matched: 0 };
        assert.equal(events.filter(({ seen }) => seen?.action.cause.ruleId === rule.id).length, hits);
        assert.ok(hits <= (rule.when.times ?? hits));
        if (rule.when.probability === null) assert.equal(hits, dueTurns(rule.when, matched));
      }
    }),
  );
});

/** How many of so many matching requests a rule is due on. */
function dueTurns({ skip, times, every }: When, matched: number): number {
  const turns = Math.max(0, Math.floor((matched - skip) / (every ?? 1)));
  return Math.min(turns, times ?? turns);
}

test('instructions act once each, in order, and none is lost', () => {
  fc.assert(
    fc.property(steps, (all) => {
      const driver = new Driver(contract);
      const events = run(driver, all);
      const queued = all.flatMap((step) => (step.kind === 'instruct' ? [step.text] : []));
      const acted = events.flatMap(({ seen }) =>
        seen?.action.cause.kind === 'instruction' ? [seen.action.cause.summary] : [],
      );
      const left = driver.state.instructions.get('listAlerts') ?? [];
      assert.deepEqual(left, queued.slice(acted.length));
      for (const [index, summary] of acted.entries()) assert.ok(summary.startsWith(`instruction "${queued[index]}"`));
    }),
  );
});

test('the same seed gives the same answers; what goes in is never changed', () => {
  fc.assert(
    fc.property(steps, fc.integer(), (all, seed) => {
      assert.deepEqual(run(new Driver(contract, seed), all), run(new Driver(contract, seed), all));
    }),
  );
});

test('cases never mix: two that take turns are each what they are alone', () => {
  fc.assert(
    fc.property(steps, steps, (one, other) => {
      const [first, second] = [new Driver(contract, 1), new Driver(contract, 2)];
      const mixed: [Event[], Event[]] = [[], []];
      for (let index = 0; index < Math.max(one.length, other.length); index += 1) {
        const [step, another] = [one[index], other[index]];
        if (step !== undefined) mixed[0].push(take(first, step));
        if (another !== undefined) mixed[1].push(take(second, another));
      }
      assert.deepEqual(mixed, [run(new Driver(contract, 1), one), run(new Driver(contract, 2), other)]);
    }),
  );
});

test('whatever comes is answered: nothing throws, every status is one', () => {
  const text = fc.string({ unit: 'binary', maxLength: 30 });
  const odd = fc.record({
    line: fc
      .tuple(
        fc.constantFrom('GET', 'POST', 'PUT', 'PATCH', 'OPTIONS', 'HEAD', 'TRACE', '__proto__'),
        fc.oneof(fc.webPath(), fc.constantFrom(...lines.map((line) => line.split(' ')[1] ?? ''))),
      )
      .map(([method, path]) => `${method} ${path}`),
    headers: fc.dictionary(
      fc.constantFrom(
        'content-type',
        'prefer',
        'cookie',
        'authorization',
        'x-faultline-instruction',
        'accept',
        'origin',
        '__proto__',
      ),
      text,
    ),
    body: fc.oneof(fc.constant(undefined), text, fc.json(), fc.jsonValue()),
  });
  fc.assert(
    fc.property(fc.array(odd, { maxLength: 8 }), (all) => {
      const driver = new Driver();
      for (const { line, ...sent } of all) {
        const { status } = driver.send(line, sent);
        assert.ok(Number.isInteger(status) && status >= 200 && status < 600, `${status}`);
      }
    }),
  );
});
