import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readContract } from '../../contract/index.ts';
import { assertListed } from '../../fixtures/assert-listed.ts';
import { shipped } from '../../package.ts';
import type { Cause } from '../cause.ts';
import { diagnose } from '../diagnose.ts';
import { inputOf } from '../fixtures/example-exchanges.ts';
import { runbookFor } from '../runbooks/index.ts';
import { causes } from './index.ts';

const all: readonly Cause[] = Object.values(causes);
// Which faults the layer injects doesn't matter here, and this room may not know them.
const parseFault = (fault: unknown) => ({ name: String(fault), options: {} });
const contract = await readContract({ documentPath: shipped.document, parseFault });

test('every file of the folder is listed under its own name', () => {
  assertListed(import.meta.dirname, Object.keys(causes));
  for (const [name, cause] of Object.entries(causes)) assert.equal(cause.name, name);
});

for (const { name, examples } of all) {
  for (const [index, example] of examples.entries()) {
    test(`${name} is found first: ${example.from} (${index + 1})`, () => {
      const found = diagnose({ ...inputOf(example), contract: example.contract === true ? contract : null });
      assert.equal(found.causes[0]?.id, name, JSON.stringify(found.causes, null, 1));
    });
  }
}

test('every cause has an example, three steps, an explanation of two sentences and a runbook that exists', () => {
  for (const { name, examples, next, explanation, runbook } of all) {
    assert.ok(examples.length > 0, `${name} has no example`);
    assert.equal(next.length, 3, `${name} has ${next.length} steps`);
    assert.equal(explanation.match(/[.?!](?= [A-Z]|$)/g)?.length, 2, `${name}: ${explanation}`);
    if (runbook !== undefined) assert.ok(runbookFor(runbook), `${name} names the runbook ${runbook}`);
  }
});

test('no text that goes out holds an unfilled place', () => {
  for (const { name, examples } of all) {
    for (const example of examples) {
      const { explanation, next, causes: found } = diagnose(inputOf(example));
      for (const text of [explanation, ...next, ...found.map(({ summary }) => summary)]) {
        assert.doesNotMatch(text, /\{[a-z]+\}|(?<!\/)undefined| {2}| [,.]/, `${name}: ${text}`);
      }
    }
  }
});
