import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { test } from 'node:test';
import type { Result } from '../../result.ts';
import { sampleResult } from '../fixtures/sample-result.ts';
import type { Detail } from '../section.ts';
import { sections } from './index.ts';

const detail: Detail = { bodyCharacters: 2000, exchanges: 12, routineHeaders: true };

const render = (name: string, result: Result, how = detail) => {
  const section = sections.find((one) => one.name === name);
  assert.ok(section, `no section ${name}`);
  return section.render({ result, detail: how, deflate: null, previous: null });
};
const text = (name: string, result = sampleResult(), how = detail) => String(render(name, result, how));

/** The same with an earlier run beside it. */
const textBeside = (name: string, result: Result, previous: Result) =>
  String(sections.find((one) => one.name === name)?.render({ result, detail, deflate: null, previous }));

const bare: Result = {
  ...sampleResult(),
  verdict: 'kept',
  exitCode: 0,
  because: [],
  counts: { kept: 2, broken: 0, known: 0, untested: 0 },
  problems: [],
  scenarios: sampleResult()
    .scenarios.filter(({ verdict }) => verdict === 'kept')
    .slice(0, 2),
};

test('every file in src/report/sections is registered under its own name', () => {
  const files = readdirSync(import.meta.dirname)
    .filter((file) => !file.endsWith('.test.ts') && file !== 'index.ts')
    .map((file) => file.replace('.ts', ''));
  assert.deepEqual(
    sections.map(({ name }) => name).sort(),
    files.sort(),
    'add the missing line to src/report/sections/index.ts',
  );
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

test('a cell of the matrix shows its state in a glyph and a word, and filters the list', () => {
  const markup = text('failures-by-operation');
  assert.match(
    markup,
    /<td class="broken"><a href="#operation=createAlert&amp;failure=400" title="broken: 1 scenario, 2 attempts, 1 match, seen in 2 exchanges">✗<i class=h> broken <\/i>1<\/a>/,
  );
  assert.match(markup, /<td class="untested" title="untested: 0 scenarios/);
  assert.match(
    markup,
    /connection-reset" title="broken, not in the document: 1 scenario, 2 attempts, 1 match, seen in 2 exchanges">✗<i class=h> broken <\/i>1<sup>\+<\/sup>/,
  );
  assert.match(markup, /left out: its schema doesn’t compile/);
  const totals = [...markup.matchAll(/<tfoot>.*?<td class=sum>(\d+)\/(\d+)<\/table>/gs)].map(([, one, of]) => [
    one,
    of,
  ]);
  assert.deepEqual(totals, [['10', '80']]);
});

test('statuses come before transport faults', () => {
  const kinds = [...text('failures-by-operation').matchAll(/<th scope=col class="(status|transport)">/g)].map(
    ([, kind]) => kind,
  );
  assert.deepEqual(kinds, [...kinds].sort());
  assert.equal(kinds.length, 20);
});

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

test('the retry table judges by the run’s policy and puts disagreements first', () => {
  const markup = text('may-it-be-retried');
  const [, first = ''] = markup.split('<tbody>');
  assert.match(first.slice(0, 700), /✗ repeated although it may not be/);
  assert.match(markup, />429<\/a> <b>GET<\/b>.*throttling.*retryable after a delay.*↻ may be repeated/s);
  assert.equal(render('may-it-be-retried', { ...bare, scenarios: [] }), null);
});

test('what was not tested lists scenarios with reasons, declared cells, operations left out and undeclared ones', () => {
  const markup = text('what-was-not-tested');
  assert.match(markup, /A deployment rolls through three servers<\/bdi><\/a>: It injects faults/);
  assert.match(markup, /Declared and never asserted/);
  assert.match(markup, /Operations left out.*\/export/);
  const nothing: Result = { ...bare, matrix: { operations: [], failures: [], cells: [] } };
  assert.match(text('what-was-not-tested', nothing), /Everything that the document declares/);
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

const cell = (operationId: string, failure: string, rest: Partial<Result['matrix']['cells'][number]> = {}) => ({
  operationId,
  failure,
  state: 'untested' as const,
  declared: true,
  eligible: true,
  because: null,
  scenarios: [],
  planned: 0,
  attempts: 0,
  matches: 0,
  exchanges: 0,
  resolved: [],
  ...rest,
});

test('coverage lists what is declared and never seen, what is seen and not declared with an overlay, and what a range stood for', () => {
  const matrix: Result['matrix'] = {
    operations: [{ id: 'getPet', method: 'GET', path: "/pets/{id}/o'clock" }],
    failures: ['404', '418', '4XX', '500'].map((id) => ({ id, kind: 'status', label: id })),
    cells: [
      cell('getPet', '404', { declared: false, eligible: false, state: 'not-declared', exchanges: 2 }),
      cell('getPet', '418', { state: 'excluded', eligible: false, because: 'nobody brews tea' }),
      cell('getPet', '4XX', { state: 'kept', exchanges: 2, resolved: ['404', '409'], scenarios: ['a'] }),
      cell('getPet', '500'),
    ],
  };
  const markup = text('coverage', { ...bare, matrix, gates: [] });
  assert.match(markup, /Declared, never seen<\/h3><ul><li><b>GET<\/b> \/pets\/\{id\}\/o'clock: 500</);
  assert.match(markup, /Seen, not declared.*: 404<\/ul>.*An overlay/s);
  assert.ok(markup.includes(String.raw`target: "$.paths['/pets/{id}/o\\'clock'].get"`), markup);
  assert.match(markup, /4XX: 404, 409/);
  assert.match(markup, /418: nobody brews tea/);
  assert.match(text('failures-by-operation', { ...bare, matrix }), /<small>404 409<\/small>/);
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
