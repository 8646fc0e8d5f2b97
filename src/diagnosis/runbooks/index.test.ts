import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { assertListed } from '../../fixtures/assert-listed.ts';
import type { Runbook } from './index.ts';
import { runbookFor, runbooks } from './index.ts';

const all: readonly (readonly [string, Runbook])[] = Object.entries(runbooks);

const itemsOf = ({ steps, causes, resolution, escalate }: Runbook) => [
  ...steps.map((item) => ['step', item] as const),
  ...causes.map((item) => ['cause', item] as const),
  ...resolution.map((item) => ['resolution', item] as const),
  ...escalate.map((item) => ['escalate', item] as const),
];

test('every file in src/diagnosis/runbooks is registered under its own name', () => {
  assertListed(import.meta.dirname, Object.keys(runbooks), ['runbook', 'render-markdown']);
  for (const [name, runbook] of all) assert.equal(runbook.name, name);
});

test('every part of every runbook is filled, in whole sentences', () => {
  for (const [name, runbook] of all) {
    const parts = [runbook.symptom, runbook.meaning, itemsOf(runbook).map(([, { text }]) => text)];
    for (const part of parts) {
      assert.ok(part.length >= 2, name);
      for (const text of part) assert.match(text, /^["“]?[A-Z0-9][\s\S]*[.?]$/, `${name}: ${text}`);
    }
    assert.ok(runbook.explanation.length > 200, name);
    assert.match(runbook.reference, /RFC \d{4}/, name);
  }
});

test('ids are unique, and say which runbook and which part they belong to', () => {
  const ids = all.flatMap(([, runbook]) => itemsOf(runbook).map(([, { id }]) => id));
  assert.equal(new Set(ids).size, ids.length);
  for (const [index, [name, runbook]] of all.entries()) {
    const prefix = index < 8 ? `(S${index + 1}|${name})` : name;
    for (const [kind, { id }] of itemsOf(runbook)) assert.match(id, new RegExp(`^${prefix}\\.${kind}\\.[a-z0-9-]+$`));
  }
});

test('a failure belongs to one runbook only', () => {
  const failures = all.flatMap(([, runbook]) => runbook.failures);
  assert.deepEqual(
    failures.filter((failure, index) => failures.indexOf(failure) !== index),
    [],
  );
});

test('every status of the reference and every fault of the mock leads to a runbook', () => {
  for (const status of ['400', '401', '403', '404', '429', '500', '502', '503', '504'])
    assert.ok(runbookFor(status), status);
  const folder = join(import.meta.dirname, '../../faults');
  const faults = readdirSync(folder)
    .filter((file) => !file.endsWith('.test.ts') && readFileSync(join(folder, file), 'utf8').includes('= defineFault('))
    .map((file) => file.replace('.ts', ''))
    .filter((name) => name !== 'status');
  assert.ok(faults.length > 0);
  assert.deepEqual(
    faults.filter((name) => runbookFor(name) === undefined),
    [],
    'name the fault in a runbook',
  );
});

test('a runbook is found by status, by fault and by its own name; a success has none', () => {
  assert.equal(runbookFor('429'), runbooks['rate-limiting']);
  assert.equal(runbookFor('refused-connection'), runbooks['service-unavailable']);
  assert.equal(runbookFor('rate-limiting'), runbooks['rate-limiting']);
  assert.equal(runbookFor('200'), undefined);
});
