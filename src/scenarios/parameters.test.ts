import assert from 'node:assert/strict';
import { test } from 'node:test';
import { faults } from '../faults/index.ts';
import { categories, retryClasses, sides } from '../retry/index.ts';
import { parseDuration, parseOrdinal, parseTimes, stepParameters } from './parameters.ts';

function parameter(name: string) {
  const found = stepParameters.find((candidate) => candidate.name === name);
  assert.ok(found, `no parameter type ${name}`);
  return found;
}

/** What a text in braces becomes; undefined when the type doesn't take it. */
function read(name: string, text: string): unknown {
  const { regexp, transformer } = parameter(name);
  return new RegExp(`^(?:${regexp.source})$`).test(text) ? transformer(text) : undefined;
}

test('every parameter type takes its own example', () => {
  for (const { name, example } of stepParameters) assert.notEqual(read(name, example), undefined, name);
});

test('no expression captures, so that a step gets one argument for each brace', () => {
  for (const { name, regexp } of stepParameters) {
    assert.equal(new RegExp(`${regexp.source}|`).exec('')?.length, 1, name);
  }
});

test('a duration is milliseconds, whatever its unit', () => {
  assert.equal(parseDuration('250 ms'), 250);
  assert.equal(parseDuration('1.5 seconds'), 1500);
  assert.equal(parseDuration('1 minute'), 60_000);
  assert.equal(parseDuration('2 hours'), 7_200_000);
  assert.equal(parseDuration('1 day'), 86_400_000);
  assert.throws(() => parseDuration('3 parsecs'), /no duration/);
  assert.equal(read('duration', '5'), undefined);
});

test('durations share the unit behind the last of them', () => {
  assert.deepEqual(read('durations', '1, 2, 4 and 8 seconds'), [1000, 2000, 4000, 8000]);
  assert.deepEqual(read('durations', '0.5 and 1 minutes'), [30_000, 60_000]);
  assert.equal(read('durations', '1 second'), undefined);
});

test('times and ordinals are numbers, and last is minus one', () => {
  assert.deepEqual(['once', 'twice', '12 times'].map(parseTimes), [1, 2, 12]);
  assert.deepEqual(['first', 'sixth', '3rd', 'last'].map(parseOrdinal), [1, 6, 3, -1]);
});

test('an operation is an id, or a method with a path and a query', () => {
  assert.equal(read('operation', 'listAlerts'), 'listAlerts');
  assert.equal(read('operation', 'GET /users/999?x=y'), 'GET /users/999?x=y');
  assert.equal(read('operation', 'listAlerts twice'), undefined);
});

test('every phrase of the registries leads back to its key', () => {
  for (const [key, phrase] of Object.entries(retryClasses)) assert.equal(read('retryClass', phrase), key);
  for (const [key, phrase] of Object.entries(categories)) assert.equal(read('category', phrase), key);
  for (const [key, phrase] of Object.entries(sides)) assert.equal(read('side', phrase), key);
  for (const { name, phrase } of Object.values(faults)) {
    assert.equal(read('fault', phrase), name);
    assert.equal(read('fault', `the "${name}" fault`), name);
  }
});

test('a JSON value keeps its type', () => {
  assert.equal(read('json', '"5"'), '5');
  assert.equal(read('json', '5'), 5);
  assert.equal(read('json', 'null'), null);
  assert.deepEqual(read('json', '["a", 1]'), ['a', 1]);
  assert.equal(read('json', 'missing'), undefined);
});
