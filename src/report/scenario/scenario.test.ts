import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sampleAttempt } from '../fixtures/sample-exchange.ts';
import { sampleScenario } from '../fixtures/sample-scenario.ts';
import { attemptsPart } from './attempts.ts';
import { comparison } from './comparison.ts';
import { foldAttempts } from './fold.ts';
import { timeline } from './timeline.ts';

const alike = (howMany: number) =>
  Array.from({ length: howMany }, (_, index) =>
    sampleAttempt({ path: '/alerts', answer: 429, detail: 'no', offsetMs: index * 10, number: index + 1 }),
  );

test('twenty attempts alike are listed, the twenty-first folds them', () => {
  assert.equal(foldAttempts(alike(20)).length, 20);
  const [only, ...others] = foldAttempts(alike(21));
  assert.equal(others.length, 0);
  assert.equal(only?.folded.length, 20);
});

test('attempts alike are folded although others stand between them, and those keep their numbers', () => {
  const mixed = alike(50).flatMap((attempt, index) =>
    index === 30 ? [sampleAttempt({ path: '/alerts', answer: 200 }), attempt] : [attempt],
  );
  assert.deepEqual(
    foldAttempts(mixed).map(({ number, folded }) => [number, folded.length]),
    [
      [1, 49],
      [31, 0],
    ],
  );
});

test('calls are counted beside the attempts where the two differ', () => {
  const heading = (attempts: number, calls: number) => {
    const scenario = sampleScenario({ name: 'x', feature: 'y', attempts: alike(attempts), calls });
    const part = attemptsPart(scenario, { exchanges: 1, bodyCharacters: 10, routineHeaders: false });
    return /<h4>(.*?)<\/h4>/.exec(String(part))?.[1];
  };
  assert.equal(heading(3, 3), '3 attempts');
  assert.equal(heading(3, 1), '3 attempts for 1 call');
  assert.equal(heading(3, 100), '3 attempts for 100 calls');
});

test('no time line when all happened at one moment', () => {
  assert.equal(timeline([sampleAttempt({ path: '/', answer: 200 })]), null);
});

test('bars stand where the attempts were, waits asked for below them, all within the picture', () => {
  const drawn = String(
    timeline([
      sampleAttempt({ path: '/', answer: 503, retryAfterMs: 60_000 }),
      sampleAttempt({ path: '/', answer: 200, offsetMs: 2000, tookMs: 2000 }),
    ]),
  );
  assert.match(drawn, /class="ko" d="M0 3h6v12h-6z"/);
  assert.match(drawn, /class="ok" d="M500 3h500v12h-500z"/);
  assert.match(drawn, /class="ra" d="M0 18h1000v4h-1000z"/);
  assert.match(drawn, /<span>4 s<\/span>/);
});

test('an attempt that never ended fills the line to its end', () => {
  const drawn = String(
    timeline([
      sampleAttempt({ path: '/', answer: 'TIMEOUT', tookMs: null }),
      sampleAttempt({ path: '/', answer: 200, offsetMs: 1000 }),
    ]),
  );
  assert.match(drawn, /class="ko" d="M0 3h1000/);
});

test('a burst at one place is one bar', () => {
  const burst = String(
    timeline([
      ...alike(100).map((attempt) => ({ ...attempt, offsetMs: 0 })),
      sampleAttempt({ path: '/', answer: 200, offsetMs: 9000 }),
    ]),
  );
  assert.equal(burst.match(/M\d+ 3h/g)?.length, 2);
});

test('only what differs is marked, and no character is cut in two', () => {
  assert.match(String(comparison({ expected: 'abc', received: 'abc' })), /<pre tabindex=0>abc<\/pre>/);
  assert.match(String(comparison({ expected: 'status 429', received: 'status 409' })), /status 4<mark>2<\/mark>9/);
  assert.match(String(comparison({ expected: 'x😀', received: 'x😁' })), /x<mark>😀<\/mark>.*x<mark>😁<\/mark>/);
  assert.match(
    String(comparison({ expected: 'aa', received: 'a' })),
    /a<mark>a<\/mark><\/pre>.*<pre tabindex=0>a<\/pre>/,
  );
  assert.equal(comparison({ expected: null, received: 'x' }), null);
});
