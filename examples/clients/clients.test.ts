/** The example clients are judged as it is expected of them: here by what shows quickly, in full by `npm run calibrate`. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { checks } from '../../src/checks/index.ts';
import { expectedClients } from './expected/index.ts';
import { differences, judgeExample } from './judging.ts';
import { clientsPage, readmeWithClients } from './page.ts';

const root = join(import.meta.dirname, '..', '..');

/** What each of them does with a failure that lasts, one that changes, a wait and a write, within a few seconds. */
const quick = ['N1', 'N5', 'M1', 'W1', 'P1'];

function lacksCurl(): string | false {
  try {
    execFileSync('curl', ['--version'], { stdio: 'ignore' });
    return false;
  } catch {
    return 'curl is not installed here';
  }
}

const skipped = (name: string) => name === 'curl' && lacksCurl();

/** All at once: most of the time is waits. */
const runs = expectedClients.map((client) => (skipped(client.name) ? null : judgeExample(client, quick)));

for (const [index, client] of expectedClients.entries()) {
  test(`${client.name} is judged as expected`, { skip: skipped(client.name) }, async () => {
    const seen = (await runs[index]) ?? [];
    assert.deepEqual(seen.map(({ id }) => id).toSorted(), quick.toSorted());
    assert.deepEqual(differences(client, seen), []);
  });
}

test('a verdict that isn’t the expected one is told, with what was seen', () => {
  const [curl] = expectedClients;
  assert.ok(curl !== undefined);
  const seen = { id: 'P1', verdict: 'kept', subtype: null, because: 'sent once' };
  assert.deepEqual(differences(curl, [seen]), ['P1: expected broken (repeated), seen kept: sent once']);
  assert.deepEqual(differences(curl, [{ ...seen, verdict: 'untested', subtype: 'noisy' }]), []);
  assert.equal(differences(curl, [{ ...seen, id: 'Q1' }]).length, 1);
});

test('every client has an expectation for every check, and a source for each that isn’t kept', () => {
  const ids = checks.map(({ id }) => id).toSorted();
  for (const { name, verdicts } of expectedClients) {
    assert.deepEqual(Object.keys(verdicts).toSorted(), ids, name);
    for (const [id, expected] of Object.entries(verdicts)) {
      if ('source' in expected) assert.ok(expected.source.length > 20, `${name} ${id}`);
    }
  }
});

test('docs/clients.md and the README’s table are made from the expected verdicts: npm run calibrate -- --page', () => {
  assert.equal(readFileSync(join(root, 'docs', 'clients.md'), 'utf8'), clientsPage());
  const readme = readFileSync(join(root, 'README.md'), 'utf8');
  assert.match(readme, /\| P1 \|/);
  assert.equal(readme, readmeWithClients(readme));
});
