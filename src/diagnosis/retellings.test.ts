import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { STATUS_CODES } from 'node:http';
import { join } from 'node:path';
import { test } from 'node:test';
import { inspect } from 'node:util';
import { readRecording } from '../trace/read/index.ts';
import { diagnose } from './diagnose.ts';
import { readJson } from './facts/answer.ts';
import { heldOut } from './fixtures/held-out-set.ts';
import { asMessage, retellings, type Told } from './fixtures/retellings.ts';

const folder = join(import.meta.dirname, 'fixtures/held-out');

/** The answers of the held-out set that were recorded with a body of their own. */
const answers = globSync('*/*.txt', { cwd: folder })
  .sort()
  .flatMap((file) => {
    const recording = readRecording(heldOut(file, readFileSync(join(folder, file), 'utf8')).text);
    const outcome = recording?.exchanges.length === 1 ? recording.exchanges[0]?.outcome : null;
    const told = outcome?.kind === 'response' ? toldOf(outcome.response) : null;
    return told === null ? [] : [told];
  });

function toldOf({
  status,
  headers,
  body,
}: {
  status: number;
  headers: readonly (readonly [string, string])[];
  body: { text: string } | null;
}): Told | null {
  const text = body?.text.trim() ?? '';
  const json = readJson(text);
  const type = headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1].split(';')[0] ?? 'text/plain';
  // A text that names its status retells already.
  const isOwn = typeof json === 'object' || /html|xml/.test(type) || !/HTTP|[45]\d\d/.test(text);
  if (status < 400 || text.length < 8 || text.length > 3000 || !isOwn) return null;
  return {
    status,
    reason: STATUS_CODES[status] ?? 'Unknown',
    body: text,
    json: typeof json === 'object' ? json : undefined,
    type,
    inspect: (value) => inspect(value, { depth: 6 }),
  };
}

function causeOf(text: string): string {
  const recording = readRecording(text);
  const diagnosis =
    recording && diagnose({ ...recording, contract: null, critical: null, statusPage: null, now: null });
  const id = diagnosis?.causes[0]?.id ?? 'nothing';
  // Where the address is known, it says which of the two.
  return id === 'not-found' ? 'resource-missing' : id;
}

/** Each retelling tells every eighth answer, each another eighth. */
const stride = 8;

const results = Object.entries(retellings).map(([name, retell], index) => {
  const some = answers.filter((_, at) => at % stride === index % stride);
  const told = some.flatMap((answer) => {
    const text = retell(answer);
    return text === null ? [] : [{ text, found: causeOf(text), expected: causeOf(asMessage(answer)) }];
  });
  return { name, told, lost: told.filter(({ found, expected }) => found !== expected) };
});

test('the cause is the same however an answer is told', (context) => {
  assert.ok(answers.length > 300, `${answers.length} answers`);
  for (const { name, lost } of results)
    for (const { text, found, expected } of lost)
      context.diagnostic(`${name}: ${found} instead of ${expected}: ${text.replaceAll('\n', ' ').slice(0, 300)}`);
  const told = results.reduce((sum, one) => sum + one.told.length, 0);
  const lost = results.reduce((sum, one) => sum + one.lost.length, 0);
  assert.ok(lost * 50 <= told, `${lost} of ${told} are told apart`);
});

for (const { name, told, lost } of results)
  test(`${name} is understood`, () => {
    assert.ok(told.length > 10);
    assert.ok(lost.length <= 2, `${lost.length} of ${told.length}`);
  });
