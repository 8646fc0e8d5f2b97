import assert from 'node:assert/strict';
import { PassThrough } from 'node:stream';
import { test } from 'node:test';
import { sampleScenario } from '../report/fixtures/sample-scenario.ts';
import type { Verdict } from '../result.ts';
import { createPainter } from './paint.ts';
import { createProgress } from './progress.ts';

/** What is written while scenarios of these features and verdicts come in. */
function written(live: boolean, scenarios: readonly (readonly [feature: string, verdict: Verdict])[]): string {
  const stderr = Object.assign(new PassThrough(), live ? { isTTY: true } : {});
  const unused = { cwd: '/', env: {}, stdout: new PassThrough(), colour: false, exit: () => {}, onStop: () => {} };
  const progress = createProgress({ ...unused, stderr }, createPainter(false));
  for (const [feature, verdict] of scenarios) progress.add(sampleScenario({ name: 'One', feature, verdict }));
  progress.end();
  return String(stderr.read() ?? '');
}

test('one line for each feature, when it is over', () => {
  assert.equal(
    written(false, [
      ['Limits', 'kept'],
      ['Limits', 'kept'],
      ['Timeouts', 'kept'],
      ['Timeouts', 'broken'],
      ['Timeouts', 'untested'],
      ['Faults', 'untested'],
    ]),
    '✓ Limits  2 kept\n✗ Timeouts  1 kept, 1 broken, 1 untested\n– Faults  1 untested\n',
  );
});

test('on a terminal the line counts while the feature runs', () => {
  const anew = '\r\u001b[2K';
  assert.equal(
    written(true, [
      ['Limits', 'kept'],
      ['Limits', 'broken'],
      ['Timeouts', 'kept'],
    ]),
    [
      `${anew}✓ Limits  1 kept`,
      `${anew}✗ Limits  1 kept, 1 broken`,
      `${anew}✗ Limits  1 kept, 1 broken\n`,
      `${anew}✓ Timeouts  1 kept`,
      `${anew}✓ Timeouts  1 kept\n`,
    ].join(''),
  );
});

test('nothing is written when nothing ran', () => {
  assert.equal(written(false, []), '');
  assert.equal(written(true, []), '');
});
