import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Result } from '../result.ts';
import { sampleResult } from './fixtures/sample-result.ts';
import { renderJunit } from './junit.ts';

const result = sampleResult();
const xml = renderJunit(result);
const count = (pattern: RegExp) => xml.match(pattern)?.length ?? 0;

test('one case for each scenario, and the counts agree with the result', () => {
  assert.equal(count(/<testcase classname="(?!problems)/g), result.scenarios.length);
  assert.equal(count(/<failure /g), result.counts.broken);
  assert.equal(count(/<skipped /g), result.counts.untested);
  assert.match(
    xml,
    /<testsuites name="Alert and user API: failure contract" tests="21" failures="2" errors="1" skipped="1"/,
  );
});

test('a failure carries the pair that disagreed, the step and both commands', () => {
  assert.match(
    xml,
    /<failure message="The error message differs\." type="broken">The error message differs\.&#10;expected: Missing required fields: alert_type, severity&#10;received: Missing required field: severity&#10;step: And .*reproduce: curl .*run again: faultline run/,
  );
});

test('an untested scenario says why', () => {
  assert.match(xml, /<skipped message="It injects faults, which a live target can’t be made to show\."\/>/);
});

test('a problem of the features is an error, so that it can’t look green', () => {
  assert.match(
    xml,
    /<error message="Failed to run &quot;the moon is full&quot;: no step says that\." type="undefined-step">/,
  );
});

test('a run that failed without any scenario is an error too, a kept one has none', () => {
  const empty: Result = {
    ...result,
    scenarios: [],
    problems: [],
    exitCode: 5,
    because: ['No scenario was found.'],
    counts: { kept: 0, broken: 0, known: 0, untested: 0 },
  };
  assert.match(renderJunit(empty), /<error message="No scenario was found\." type="exit-5">nothing ran<\/error>/);
  assert.doesNotMatch(renderJunit({ ...empty, exitCode: 0, because: [] }), /<error/);
});

test('it says what was tested', () => {
  assert.match(xml, /<property name="documentSha256" value="9f86d081/);
  assert.match(xml, /<property name="tool\.prism" value="5\.15\.11"\/>/);
});

test('nothing in it breaks XML: quotes, tags, control characters, half characters', () => {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what may not be there
  assert.doesNotMatch(xml, /[\u0000-\u0008\u000b-\u001f\ufffe\uffff]/);
  assert.doesNotMatch(xml, /<script|<img/);
  assert.ok(xml.isWellFormed());
  const open: string[] = [];
  for (const [, slash, name, empty] of xml.matchAll(/<(\/?)([a-z]+)(?: [a-zA-Z]+="[^"<]*")*(\/?)>/g)) {
    if (slash) assert.equal(open.pop(), name);
    else if (!empty) open.push(name ?? '');
  }
  assert.deepEqual(open, []);
  assert.doesNotMatch(xml.replace(/<\?.*\?>\n|<\/?[a-z]+(?: [a-zA-Z]+="[^"<]*")*\/?>/g, ''), /[<>]/);
});
