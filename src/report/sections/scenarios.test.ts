import assert from 'node:assert/strict';
import { test } from 'node:test';
import { text } from '../fixtures/render-section.ts';
import { sampleResult } from '../fixtures/sample-result.ts';

test('a scenario carries its steps, attempts, injected faults, commands and runbook', () => {
  const markup = text('scenarios');
  const overload = markup.slice(markup.indexOf('outlasts an overload'));
  for (const part of [
    '<b>Given</b> the client',
    '4 attempts',
    'after a wait of 8 s',
    'asks to wait 2 s',
    'rule "overloaded"',
    '<b>status</b> on GET /alerts, 3 times',
    'Retry-After: 2',
    'href="#runbook-service-unavailable"',
    'X-API-Key: $X_API_KEY',
    'faultline run features/7',
  ]) {
    assert.ok(overload.includes(part), part);
  }
  assert.match(markup, /no answer \(TIMEOUT\).*took 30 s/s);
  assert.match(markup, /<i>failed, line 15<\/i>/);
});

test('a burst of a hundred is folded with its count, its exchanges are shown once', () => {
  const markup = text('scenarios');
  const storm = markup.slice(markup.indexOf('storm of 100'), markup.indexOf('outlasts an overload'));
  assert.match(storm, /and <b>94 more attempts<\/b> like number 6, from 3\.6 s to 59\.4 s/);
  assert.equal(storm.match(/<li value=/g)?.length, 6);
  assert.match(storm, /like number 1<\/span>/);
});

test('with less room bodies are cut and fewer exchanges shown, and the page says so', () => {
  const less = text('scenarios', sampleResult(), { bodyCharacters: 20, exchanges: 0, routineHeaders: false });
  assert.match(less, /… 20 characters of \d+ bytes/);
  assert.match(less, /more exchanges? in <code>result\.json/);
  assert.doesNotMatch(less, /Connection: keep-alive/);
  assert.match(
    text('what-was-masked', sampleResult(), { bodyCharacters: 20, exchanges: 0, routineHeaders: false }),
    /up to 20 characters, headers that every answer carries are not shown/,
  );
});
