import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sampleResult } from '../report/fixtures/sample-result.ts';
import { sampleScenario } from '../report/fixtures/sample-scenario.ts';
import type { Result, ScenarioResult } from '../result.ts';
import { createPainter } from './paint.ts';
import { renderFailures, renderSummary } from './run-output.ts';

const plain = createPainter(false);
const scenarioWith = (parts: Partial<ScenarioResult>) => sampleScenario({ name: 'One', feature: 'Limits', ...parts });
const resultWith = (parts: Partial<Result>): Result => ({ ...sampleResult(), ...parts });

test('a problem of the features has its place, as far as it is known, and what to do', () => {
  const problem = { code: 'x', message: 'Failed to read a step: nobody has it.', fix: 'Define it.' };
  const problems = [{ ...problem, file: 'a.feature', line: 3 }, { ...problem, file: 'a.feature' }, problem];
  assert.deepEqual(renderFailures(resultWith({ problems, scenarios: [] }), plain).split('\n'), [
    '',
    '! a.feature:3  Failed to read a step: nobody has it.',
    '  Define it.',
    '',
    '! a.feature  Failed to read a step: nobody has it.',
    '  Define it.',
    '',
    '! Failed to read a step: nobody has it.',
    '  Define it.',
    '',
  ]);
});

test('of a broken scenario every line stands under its word; without an expectation there is the reason', () => {
  const broken = { verdict: 'broken', file: 'a.feature', line: 2, steps: [], curl: null } as const;
  const scenarios = [
    scenarioWith({ ...broken, expected: '429\nand a wait', received: '200', because: 'not told', rerun: 'again 1' }),
    scenarioWith({ ...broken, expected: null, received: null, because: 'it was cut off', rerun: 'again 2' }),
    scenarioWith({ verdict: 'kept' }),
  ];
  assert.equal(
    renderFailures(resultWith({ problems: [], scenarios }), plain),
    `
✗ a.feature:2  One
    expected 429
             and a wait
    received 200
    again    again 1

✗ a.feature:2  One
    because  it was cut off
    again    again 2
`,
  );
});

test('what an API answered reaches the terminal without what that would act on', () => {
  const scenarios = [
    scenarioWith({ verdict: 'broken', steps: [], expected: '200', received: 'a\u001b]0;title\u0007b', curl: null }),
  ];
  const text = renderFailures(resultWith({ problems: [], scenarios }), plain);
  assert.match(text, /received a\[U\+001B\]\]0;title\[U\+0007\]b/);
});

test('the summary has the verdict, what it rests on, what was left out and where the report is', () => {
  const untested = (because: string | null) => scenarioWith({ verdict: 'untested', because });
  const result = resultWith({
    verdict: 'kept',
    because: [],
    counts: { kept: 2, broken: 0, known: 0, untested: 4 },
    coverage: { eligible: 5, covered: 3, planned: 3, observed: 3, excluded: 0 },
    scenarios: [untested('no mock'), untested('too slow'), untested('too slow'), untested(null)],
    timing: { scenariosMs: 1234, virtualMs: 65_400 },
  });
  const files = { html: '/project/out/index.html', result: '', junit: '', ctrf: 'x', markdown: 'x', messages: '' };
  assert.equal(
    renderSummary({ result, files }, '/project', plain),
    `
kept  2 kept, 0 broken, 4 untested · 3 of 5 declared responses and failures covered · 1 of 11 operations left out
  left out 2: too slow
  left out 1: no mock
  left out 1: no reason
1.2 s; on a real clock the waits alone are 65 s
report: out/index.html
`,
  );
});

test('on a real clock nothing was saved, and reasons of the verdict stand for what was left out', () => {
  const { identity } = sampleResult();
  const result = resultWith({
    verdict: 'untested',
    because: ['2 scenarios untested: no mock'],
    counts: { kept: 0, broken: 0, known: 0, untested: 2 },
    coverage: { eligible: 5, covered: 0, planned: 0, observed: 0, excluded: 0 },
    identity: { ...identity, clock: 'real' },
    timing: { scenariosMs: 40, virtualMs: 40 },
  });
  assert.equal(
    renderSummary({ result, files: null }, '/work', plain),
    `
untested  0 kept, 0 broken, 2 untested · 0 of 5 declared responses and failures covered · 1 of 11 operations left out
  2 scenarios untested: no mock
0.0 s
`,
  );
});
