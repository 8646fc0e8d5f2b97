import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { assertListed } from '../../fixtures/assert-listed.ts';
import type { Judgement } from '../../judgement.ts';
import { sampleCheck, sampleJudgement } from '../fixtures/sample-judgement.ts';
import { nasty } from '../fixtures/sample-scenario.ts';
import { renderClient } from './render-client.ts';
import { renderClientJunit } from './render-client-junit.ts';
import { clientSections } from './sections/index.ts';

const detail = { bodyCharacters: 400, exchanges: 4, routineHeaders: false };

function section(name: string, judgement = sampleJudgement()): string {
  const found = clientSections.find((one) => one.name === name);
  assert.ok(found, `no section ${name}`);
  return String(found.render({ judgement, detail }) ?? '');
}

test('every file in src/report/client/sections is registered under its own name', () => {
  const names = clientSections.map(({ name }) => name);
  assertListed(join(import.meta.dirname, 'sections'), names);
});

test('every section has a title, a word for the navigation and a sentence', () => {
  for (const { name, title, menu, summary } of clientSections) {
    assert.ok(title.length > 3 && menu.length <= 12, name);
    assert.match(summary, /^[A-Z].*\.$/, name);
  }
});

test('a broken promise says what was seen, why it matters, what to change, by what right, and how to see it again', () => {
  const part = section('broken-promises');
  for (const said of [
    'it came back after 490 ms, asked were 2000 ms',
    'Whoever comes back early is refused again',
    'Read Retry-After and sleep that long',
    'RFC 9110 §10.2.3; a should',
    'after a wait of 490 ms',
    'asks to wait 2 s',
    '<svg',
    'The client says: it succeeded, status 200',
    'gave up: &lt;b&gt;429&lt;/b&gt;',
    'Came too: HEAD /alerts',
    'faultline judge --check W1 -- ./client',
    'Known: ticket 17',
  ]) {
    assert.ok(part.includes(said), said);
  }
  assert.ok(part.indexOf('id="check-W1"') < part.indexOf('id="check-W3"'));
});

test('the score counts only what was judged, and names each promise', () => {
  const part = section('score-by-group');
  assert.match(part, /Waiting as asked<td>0 of 2 kept/);
  assert.match(part, /Backing off<td>0 of 1 kept/);
  assert.match(part, /Broken connections<td>not judged/);
  assert.match(part, /<a class="mark untested" href="#check-X2"/);
});

test('what is untested says why, and what it would take', () => {
  const part = section('untested-promises');
  assert.match(part, /it takes 130 s/);
  assert.match(part, /window: it takes a longer look: --thorough looks/);
});

test('the verdict has the problems with the client, and the numbers', () => {
  const part = section('verdict');
  assert.match(part, /2 of 4 judged promises broken/);
  assert.match(part, /The client sent no POST\.<\/b><br>Use \{method\}\./);
  assert.match(part, /Exit code 1/);
});

test('sections with nothing to say are left out', () => {
  const judgement: Judgement = {
    ...sampleJudgement(),
    checks: [],
    counts: { kept: 0, broken: 0, warned: 0, untested: 0 },
  };
  const page = renderClient(judgement);
  for (const name of ['broken-promises', 'warned-promises', 'kept-promises', 'untested-promises', 'score-by-group']) {
    assert.equal(page.includes(`id="${name}"`), false, name);
  }
});

test('the page loads nothing, is the same for the same judgement, and escapes whatever it is given', () => {
  const evil = sampleJudgement();
  const checks = evil.checks.map((check) => ({
    ...check,
    rule: nasty,
    because: nasty,
    why: nasty,
    fix: nasty,
    rerun: nasty,
  }));
  const page = renderClient({ ...evil, client: nasty, checks, because: [nasty] });
  assert.equal(page.includes('<script>alert'), false);
  assert.equal(page.includes('<img src=x'), false);
  assert.equal(renderClient(sampleJudgement()), renderClient(sampleJudgement()));
  assert.doesNotMatch(page, /(?:src|href)="?https?:/);
});

test('junit has a suite for each group, failures, skipped ones, and the trouble with the client as an error', () => {
  const xml = renderClientJunit(sampleJudgement());
  assert.match(
    xml,
    /<testsuites name="a &lt;client&gt;: judged as a client" tests="6" failures="1" errors="1" skipped="1"/,
  );
  assert.match(xml, /<testsuite name="Waiting as asked" tests="2" failures="1" errors="0" skipped="0">/);
  assert.match(xml, /<failure message="it came back after 490 ms, asked were 2000 ms" type="early">/);
  assert.match(xml, /<skipped message="it takes 130 s"\/>/);
  assert.match(xml, /broken, as known \(ticket 17\)/);
  assert.match(xml, /<error message="The client sent no POST." type="wrong-call">/);
  const all = renderClientJunit({ ...sampleJudgement(), problems: [], checks: [sampleCheck({ id: 'N1' })] });
  assert.match(all, /tests="1" failures="0" errors="0" skipped="0"/);
});
