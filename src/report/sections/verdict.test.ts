import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Result } from '../../result.ts';
import { bare, render, text } from '../fixtures/render-section.ts';
import { sampleResult } from '../fixtures/sample-result.ts';

test('the verdict says how many were broken, why, and with which exit code', () => {
  const markup = text('verdict');
  assert.match(markup, /2 of 20 scenarios broken/);
  assert.match(markup, /A step is undefined\./);
  assert.match(markup, /Exit code 1: a scenario failed/);
  assert.match(markup, /href="#verdict=broken"><b>✗ 2<\/b> broken/);
  assert.match(markup, /842 ms.*with real waits 38 min/);
});

test('a verdict of kept says all, one of untested says that nothing was decided', () => {
  assert.match(text('verdict', bare), /✓<\/span> All 2 scenarios kept/);
  const nothing: Result = {
    ...bare,
    verdict: 'untested',
    exitCode: 5,
    counts: { kept: 0, broken: 0, known: 0, untested: 0 },
    scenarios: [],
    because: ['No scenario was found.'],
  };
  assert.match(
    text('verdict', nothing),
    /Untested: this run decides nothing.*No scenario was found.*Exit code 5: nothing ran/s,
  );
});

test('the verdict says how many operations were left out, and nothing where all are there', () => {
  const without = text('verdict');
  assert.match(without, /<b>1 of \d+ operations left out<\/b>/);
  const { matrix } = sampleResult();
  const operations = matrix.operations.map(({ excluded: _, ...operation }) => operation);
  assert.doesNotMatch(text('verdict', { ...sampleResult(), matrix: { ...matrix, operations } }), /left out/);
});

test('a run without a broken scenario is not called kept when something else is wrong', () => {
  const usage: Result = { ...bare, verdict: 'broken', exitCode: 2, because: ['A step is undefined.'] };
  assert.match(text('verdict', usage), /✗<\/span> Not kept/);
});

test('what was broken shows the pair that disagreed, the step, the commands and the runbook', () => {
  const markup = text('what-is-broken');
  assert.match(markup, /<dt>expected<dd><pre[^>]*>Missing required field<mark>s: alert_type,<\/mark> severity/);
  assert.match(markup, /<b>And<\/b> the error message is/);
  assert.match(markup, /href="#runbook-malformed-request"/);
  assert.match(markup, /faultline run features\/3-malformed-request\.feature:10/);
  assert.equal(render('what-is-broken', bare), null);
});

test('scenarios that failed for the same reason stand together, the most first', () => {
  const result = sampleResult();
  const [, broken] = result.scenarios;
  assert.ok(broken);
  const again = { ...broken, id: 'another', name: 'Another one' };
  const markup = text('what-is-broken', { ...result, scenarios: [...result.scenarios, again] });
  assert.match(markup, /^<article class=fail><h3>The error message differs\. <small>2 scenarios<\/small>/);
});
