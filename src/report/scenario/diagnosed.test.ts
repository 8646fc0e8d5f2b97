import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sampleResult } from '../fixtures/sample-result.ts';
import { renderHtml } from '../render-html.ts';
import { diagnosisLine } from './diagnosed.ts';

test('a broken scenario is told with the cause of its failed call and the next steps', () => {
  const result = sampleResult();
  const broken = result.scenarios.find(({ verdict }) => verdict === 'broken');
  assert.ok(broken);
  const line = diagnosisLine(broken);
  if (line === null) return assert.fail('the sample has no failed call');
  assert.match(line, /^[a-z-]+ \((high|medium|low) confidence\): [A-Z]/);
  assert.match(renderHtml(result), /<b>Diagnosis<\/b>/);
});
