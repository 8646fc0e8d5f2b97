import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mergeFeatures, type PlannedFeature } from './index.ts';
import { parseFeature } from './parse-feature.ts';

function block(id: string, text: string, operation: string | null = id.split('/')[0] ?? null) {
  return { id, operation, count: 1, lines: text.split('\n') };
}

function feature(path: string, ...names: readonly string[]): PlannedFeature {
  const scenarios = names.flatMap((name) => [
    block(`${name}/rule`, `  Rule: ${name}\n\n    Background:\n      Given a client`),
    block(
      `${name}/good-200`,
      `    @status:200\n    Scenario: ${name} works\n      When it calls ${name}\n      Then all is well`,
    ),
    block(
      `${name}/bad-400`,
      `    @status:400\n    Scenario Outline: <x>\n      Given the request body is:\n        """\n        Scenario: no heading\n        """\n      When it calls ${name}\n\n      Examples:\n        | x |\n        | 1 |`,
    ),
  ]);
  return {
    path,
    preamble: ['# Made by "faultline generate x"'],
    blocks: [block('feature', 'Feature: f', null), ...scenarios],
  };
}

function textsOf(merged: ReturnType<typeof mergeFeatures>): Map<string, string> {
  return new Map(merged.files.flatMap(({ path, text }) => (text === null ? [] : [[path, text]])));
}

const planned = [feature('a.feature', 'one', 'two')];
const fresh = textsOf(mergeFeatures(planned, new Map()));
const text = fresh.get('a.feature') ?? '';

function edited(before: string, after: string): Map<string, string> {
  assert.ok(text.includes(before), before);
  return new Map([['a.feature', text.replace(before, after)]]);
}

test('what nobody touched stays as it is, byte for byte', () => {
  const again = mergeFeatures(planned, fresh);
  assert.deepEqual(
    again.files.map(({ state, text: own }) => [state, own]),
    [['unchanged', text]],
  );
  assert.deepEqual(again.kept, []);
});

test('a scenario that was edited is kept and said, and stays so', () => {
  const mine = edited(
    '      When it calls one\n      Then all is well',
    '      When it calls one\n      Then I say so',
  );
  const first = mergeFeatures(planned, mine);
  assert.deepEqual(first.kept, [{ file: 'a.feature', id: 'one/good-200', what: 'edited' }]);
  assert.match(textsOf(first).get('a.feature') ?? '', /Then I say so/);
  assert.deepEqual(textsOf(mergeFeatures(planned, textsOf(first))), textsOf(first));
});

test('an edited scenario of which the contract says something else by now is kept, and that is said', () => {
  const mine = edited('Scenario: one works', 'Scenario: one works for me');
  const changed = planned.map((one) => ({
    ...one,
    blocks: one.blocks.map((own) => ({
      ...own,
      lines: own.lines.map((line) => line.replace('all is well', 'it is 201')),
    })),
  }));
  const merged = mergeFeatures(changed, mine);
  assert.deepEqual(
    merged.kept.map(({ id, what }) => [id, what]),
    [['one/good-200', 'edited, and the contract has changed since']],
  );
  const after = textsOf(merged).get('a.feature') ?? '';
  assert.match(after, /one works for me/);
  assert.match(after, /Scenario: two works\n.*\n {6}Then it is 201/);
});

test("a person's own scenarios stay where they stand, with their tags and comments", () => {
  const own = '    # mine\n    @slow\n    Scenario: my own\n      When I call\n      Then I see\n\n';
  const mine = edited('  # generated two/rule', `${own}  # generated two/rule`);
  const merged = mergeFeatures(planned, mine);
  assert.deepEqual(merged.kept, [{ file: 'a.feature', id: 'Scenario: my own', what: 'your own' }]);
  assert.equal(textsOf(merged).get('a.feature'), mine.get('a.feature'));
});

test('one that is left out stays out, and the others come', () => {
  const from = text.indexOf('    # generated one/bad-400');
  const to = text.indexOf('  # generated two/rule');
  const mine = new Map([['a.feature', `${text.slice(0, from)}    # left out one/bad-400\n\n${text.slice(to)}`]]);
  const merged = mergeFeatures(planned, mine);
  assert.equal(textsOf(merged).get('a.feature'), mine.get('a.feature'));
  assert.deepEqual(merged.kept, [{ file: 'a.feature', id: 'one/bad-400', what: 'left out' }]);
});

test('what the contract no longer has goes, unless somebody worked on it', () => {
  const less = [feature('a.feature', 'one')];
  const untouched = textsOf(mergeFeatures(less, fresh)).get('a.feature') ?? '';
  assert.doesNotMatch(untouched, /two/);
  const merged = mergeFeatures(less, edited('Scenario: two works', 'Scenario: two works, I think'));
  assert.match(textsOf(merged).get('a.feature') ?? '', /two works, I think/);
  assert.deepEqual(
    merged.kept.map(({ what }) => what),
    ['edited, but no longer in the contract'],
  );
});

test('a file that nothing is left of is removed; one with something of a person in it is not', () => {
  const moved = [feature('b.feature', 'one', 'two')];
  assert.deepEqual(
    mergeFeatures(moved, fresh).files.map(({ path, state }) => [path, state]),
    [
      ['b.feature', 'new'],
      ['a.feature', 'removed'],
    ],
  );
  const mine = edited('Scenario: two works', 'Scenario: two works, I think');
  const merged = mergeFeatures(
    moved,
    new Map([...mine].map(([path, own]) => [path, `${own}\n    Scenario: extra\n      Then all is well\n`])),
  );
  const texts = textsOf(merged);
  assert.match(texts.get('b.feature') ?? '', /two works, I think/);
  assert.match(texts.get('a.feature') ?? '', /Scenario: extra/);
  assert.doesNotMatch(texts.get('a.feature') ?? '', /Scenario: one works/);
});

test('with a choice of operations the others stay as they are, or away', () => {
  const chosen = new Set(['two']);
  assert.doesNotMatch(textsOf(mergeFeatures(planned, new Map(), chosen)).get('a.feature') ?? '', /one works/);
  const changed = planned.map((one) => ({
    ...one,
    blocks: one.blocks.map((own) => ({
      ...own,
      lines: own.lines.map((line) => line.replace('all is well', 'it is 201')),
    })),
  }));
  const after = textsOf(mergeFeatures(changed, fresh, chosen)).get('a.feature') ?? '';
  assert.match(after, /one works\n.*\n {6}Then all is well/);
  assert.match(after, /two works\n.*\n {6}Then it is 201/);
});

test('headings inside of quoted texts, and line ends of another system, change nothing', () => {
  const windows = new Map([['a.feature', text.replaceAll('\n', '\r\n')]]);
  assert.deepEqual(mergeFeatures(planned, windows).kept, []);
  assert.equal(parseFeature(text).segments.length, 7);
});
