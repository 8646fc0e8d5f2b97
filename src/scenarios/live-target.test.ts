import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, beforeEach, test } from 'node:test';
import { type Contract, readContract } from '../contract/index.ts';
import { parseFault } from '../faults/index.ts';
import { type Mock, startMock } from '../mock/index.ts';
import { shipped } from '../package.ts';
import type { ScenarioResult } from '../result.ts';
import { runScenarios } from './index.ts';

// A mock on the machine's clock, of which the run knows nothing but its URL: a live API.
const folder = mkdtempSync(join(tmpdir(), 'faultline-live-'));
let contract: Contract;
let mock: Mock;

before(async () => {
  contract = await readContract({ documentPath: shipped.document, parseFault });
  mock = await startMock({ contract });
});
beforeEach(() => mock.reset());
after(async () => {
  await mock.close(0);
  rmSync(folder, { recursive: true });
});

/** Runs one scenario of these steps against the live API. */
async function judged(...steps: readonly string[]): Promise<Pick<ScenarioResult, 'verdict' | 'because'>> {
  const file = join(folder, 'live.feature');
  writeFileSync(file, `Feature: live\n  Scenario: one\n${steps.map((step) => `    ${step}\n`).join('')}`);
  const target = { kind: 'live', url: mock.url } as const;
  const options = { contract, target, stepFolders: [], policy: 'reference', cwd: folder } as const;
  const live = { allowWrites: true, allowQuota: true, ratePerSecond: 1000 };
  const { result } = await runScenarios({ ...options, live, features: [file] });
  const [scenario] = result.scenarios;
  assert.ok(scenario);
  return { verdict: scenario.verdict, because: scenario.because };
}

const key = 'Given the client authenticates with a valid API key';
const sixCalls = 'When the client calls operation listAlerts 6 times';
const live = () => mock.openCase({ id: 'default' });

/** The quota was begun so long ago, and the answer to come is the one that is refused. */
async function refusedAfter(ms: number): Promise<void> {
  for (let count = 0; count < 5; count += 1) {
    const response = await fetch(`${mock.url}/alerts`, { headers: { 'X-API-Key': 'valid-key-123' } });
    await response.text();
  }
  await live().advance(ms);
}

test('waits that have begun to run down are kept', async () => {
  live().inject({ match: { operations: ['listAlerts'] }, delay: { type: 'fixed', milliseconds: 250 } });
  const told = [
    'Then the response status is 429',
    'And the response asks to retry after 60 seconds',
    'And the earliest safe retry is after 60 seconds',
  ];
  assert.deepEqual(await judged(key, sixCalls, ...told), { verdict: 'kept', because: null });
  assert.match((await sixth()).headers.get('retry-after') ?? '', /^5[89]$/);
});

function sixth(): Promise<Response> {
  return fetch(`${mock.url}/alerts`, { headers: { 'X-API-Key': 'valid-key-123' } });
}

test('a wait that other calls have begun is untested, whatever asks for it', async () => {
  await refusedAfter(30_000);
  for (const step of ['the response asks to retry after 60 seconds', 'the earliest safe retry is after 60 seconds']) {
    const { verdict, because } = await judged(key, 'When the client calls operation listAlerts', `Then ${step}`);
    assert.equal(verdict, 'untested');
    assert.match(because ?? '', /depends on other calls, which share its quota\.$/);
  }
});

test('a wait that is longer than it can be is broken, and so is a shorter one that no quota explains', async () => {
  live().setRateLimit({ id: 'per-key', resetTimeWindowSeconds: 90 });
  const refused = 'Then the response status is 429';
  const longer = await judged(key, sixCalls, refused, 'And the response asks to retry after 60 seconds');
  assert.equal(longer.verdict, 'broken');
  assert.match(longer.because ?? '', /to be 60 s \(on a real clock from 5\d s to 61 s\), but received (89|90) s/);
  const call = 'When the client calls operation simulateUnavailable';
  assert.equal((await judged(call, 'Then the response asks to retry after 30 seconds')).verdict, 'kept');
  assert.equal((await judged(call, 'Then the response asks to retry after 40 seconds')).verdict, 'broken');
});

test('what is left of a quota is untested: others use it too', async () => {
  for (const step of ['the remaining quota is 4', 'the quota resets in 60 seconds']) {
    const { verdict, because } = await judged(key, 'When the client calls operation listAlerts', `Then ${step}`);
    assert.equal(verdict, 'untested');
    assert.match(because ?? '', /share its quota/);
  }
});

test('a time that an answer takes, and one that a client gives up after, have room for the way', async () => {
  const slow = (milliseconds: number) => {
    live().reset();
    live().inject({ match: { operations: ['listAlerts'] }, delay: { type: 'fixed', milliseconds } });
  };
  const call = 'When the client calls operation listAlerts';
  slow(300);
  const within = await judged(key, call, 'Then the response arrives after 300 ms');
  assert.deepEqual(within, { verdict: 'kept', because: null });
  assert.equal((await judged(key, call, 'Then the response arrives after 2 seconds')).verdict, 'broken');
  slow(60_000);
  const given = 'Given the client times out after 200 ms';
  const gaveUp = await judged(key, given, call, 'Then the request times out after 200 ms');
  assert.deepEqual(gaveUp, { verdict: 'kept', because: null });
});

test('a fault is known by what it looks like; what looks like several is untested', async () => {
  const call = 'When the client calls operation listAlerts';
  const expected: readonly (readonly [instruction: string, then: string, verdict: string])[] = [
    ['return-broken-stream', 'the response breaks off because of a truncated body', 'kept'],
    ['return-reset-connection', 'no response is received because of a connection reset', 'kept'],
    ['return-reset-connection', 'no response is received because of an empty response', 'broken'],
    ['stall', 'no response is received because of a hang', 'untested'],
    ['pass', 'no response is received because of a hang', 'broken'],
    ['return-503', 'no response is received because of a connection reset', 'broken'],
  ];
  for (const [instruction, then, verdict] of expected) {
    live().reset();
    live().instruct('listAlerts', [instruction]);
    const found = await judged(key, 'Given the client times out after 200 ms', call, `Then ${then}`);
    assert.equal(found.verdict, verdict, `${instruction}: ${found.because}`);
    if (verdict === 'untested') assert.match(found.because ?? '', /only a mock says which fault it was/);
  }
});

test('a moment in a header is that of another clock; what is no moment has to be the same', async () => {
  const date = 'Given the client authenticates with an API key with X-RateLimit fields and Retry-After as a date';
  const refused = [date, sixCalls, 'Then the response status is 429'];
  for (const [then, verdict] of [
    ['the Retry-After response header is "Thu, 01 Jan 2026 00:01:00 GMT"', 'untested'],
    ['the X-RateLimit-Reset response header is "1767225660"', 'untested'],
    ['the X-RateLimit-Limit response header is "5"', 'kept'],
    ['the X-RateLimit-Limit response header is "6"', 'broken'],
    ['the X-RateLimit-Reset response header is "soon"', 'broken'],
    ['the Expires response header is "Thu, 01 Jan 2026 00:01:00 GMT"', 'broken'],
    ['the earliest safe retry is after 60 seconds', 'kept'],
  ]) {
    live().reset();
    const found = await judged(...refused, `And ${then}`);
    assert.equal(found.verdict, verdict, `${then}: ${found.because}`);
  }
});
