import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertListed } from '../../fixtures/assert-listed.ts';
import type { Result } from '../../result.ts';
import { bare, render, text, textBeside } from '../fixtures/render-section.ts';
import { sampleResult } from '../fixtures/sample-result.ts';
import { sections } from './index.ts';

test('every file in src/report/sections is registered under its own name', () => {
  const names = sections.map(({ name }) => name);
  assertListed(import.meta.dirname, names);
});

test('every section has a title, a word for the navigation and a sentence', () => {
  for (const { name, title, menu, summary } of sections) {
    assert.ok(title.length > 3 && menu.length <= 12, name);
    assert.match(summary, /^[A-Z].*\.$/, name);
  }
});

const kept = new Set([
  'kind',
  'verdict',
  'state',
  'status',
  'clock',
  'policy',
  'phase',
  'change',
  'method',
  'startedAt',
  'finishedAt',
  'observer',
]);
const attack = `" onmouseover="x" '><script>canary()</script><img src=x>`;

/** Every text of a value with the attack behind it. */
function attacked(value: unknown, key = ''): unknown {
  if (typeof value === 'string') return kept.has(key) ? value : value + attack;
  if (Array.isArray(value)) return value.map((one) => attacked(one, key));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, attacked(one, name)]));
}

test('every section escapes what it prints', () => {
  const result = attacked(sampleResult()) as Result;
  for (const { name } of sections) {
    const markup = textBeside(name, result, { ...result, scenarios: result.scenarios.toReversed().slice(3) });
    assert.doesNotMatch(markup, /<script|<img/, name);
    for (const [tag] of markup.matchAll(/<[a-z][^>]*>/g))
      assert.doesNotMatch(tag, /[ "']on[a-z]+="/, `${name}: ${tag}`);
  }
  assert.match(text('scenarios', result), /&lt;script&gt;canary/);
});

test('problems carry place and remedy', () => {
  assert.match(
    text('problems'),
    /<code>features\/moon\.feature:7<\/code> Failed to run .*<b>Did you mean "the quota is full"\?/,
  );
  assert.equal(render('problems', bare), null);
});

test('the identity names document, hashes, target, policy, clock, seed, tools and build', () => {
  const markup = text('what-was-tested');
  for (const part of [
    'Alert and user API',
    '9f86d081884c7d65',
    '60303ae22b998861',
    'fd61a03af4f77d87',
    'http://127.0.0.1:40123',
    'reference: the table',
    'virtual: waits',
    'nothing was random',
    'prism 5.15.11',
    '2026-11-22 17:00:00 UTC',
    'commit <code>0123abc',
  ]) {
    assert.ok(markup.includes(part), part);
  }
});

test('only a web address of the build becomes a link', () => {
  const { identity } = bare;
  const with_ = (url: string) =>
    text('what-was-tested', { ...bare, identity: { ...identity, ci: { name: 'job', url } } });
  assert.match(with_('https://ci.example/1'), /href="https:\/\/ci\.example\/1"/);
  assert.doesNotMatch(with_('javascript:alert(1)'), /href/);
});

test('the retry table judges by the run’s policy and puts disagreements first', () => {
  const markup = text('may-it-be-retried');
  const [, first = ''] = markup.split('<tbody>');
  assert.match(first.slice(0, 700), /✗ repeated although it may not be/);
  assert.match(markup, />429<\/a> <b>GET<\/b>.*throttling.*retryable after a delay.*↻ may be repeated/s);
  assert.equal(render('may-it-be-retried', { ...bare, scenarios: [] }), null);
});

test('each runbook of a failure that counts is rendered once, with the text for the client', () => {
  const markup = text('runbooks');
  assert.equal(markup.match(/id="runbook-rate-limiting"/g)?.length, 1);
  assert.match(markup, /How to explain it to the client<\/h4><blockquote class=cmd>In busy periods/);
  const none: Result = { ...bare, matrix: { operations: [], failures: [], cells: [] }, scenarios: [] };
  assert.equal(render('runbooks', none), null);
});

test('the number of masked values is told', () => {
  assert.match(text('what-was-masked'), /<b>214 values<\/b> were masked/);
});

test('drift, known failures and what changed have their say only where there is something', () => {
  const none: Result = { ...bare, drift: [], baseline: null, gates: [] };
  for (const name of ['drift', 'known-failures', 'what-changed']) assert.equal(render(name, none), null, name);
  assert.match(text('drift'), /\/items\/0\/id must be string <small><a href="#s-.*3 exchanges/);
  assert.match(text('drift'), /Allowed, and said nothing of.*x-new/s);
  assert.match(text('known-failures'), /Accepted.*ticket 7 <small>until 2026-12-31.*Passes now.*Expired/s);
  const gate = {
    name: 'min-coverage',
    met: false,
    message: '60 % is covered.',
    missing: ['getUser 500: untested'],
  } as const;
  assert.match(text('coverage', { ...bare, gates: [gate] }), /✗ 60 % is covered\..*getUser 500: untested/s);
  assert.match(textBeside('what-changed', bare, { ...bare, scenarios: [] }), /Nothing changed/);
});
