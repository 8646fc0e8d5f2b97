import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { readRecording } from '../trace/read/index.ts';
import { causes } from './causes/index.ts';
import { diagnose } from './diagnose.ts';

const folder = join(import.meta.dirname, 'fixtures/wordings');

/** `@@ cause | cause`, and below it what somebody might paste. */
function wordingsIn(content: string): readonly { readonly expected: readonly string[]; readonly text: string }[] {
  return content
    .split(/^@@ /m)
    .slice(1)
    .map((block) => {
      const end = block.indexOf('\n');
      return { expected: block.slice(0, end).trim().split(' | '), text: block.slice(end + 1).trimEnd() };
    });
}

function firstOf(text: string): string {
  const recording = readRecording(text);
  if (recording === null) return 'nothing';
  const input = { ...recording, contract: null, critical: null, statusPage: null, now: null };
  return diagnose(input).causes[0]?.id ?? 'nothing';
}

for (const file of globSync('*.txt', { cwd: folder }).sort()) {
  test(`what runtimes, tools and providers say has its cause first: ${file}`, () => {
    const wordings = wordingsIn(readFileSync(join(folder, file), 'utf8'));
    assert.ok(wordings.length > 50);
    for (const cause of wordings.flatMap(({ expected }) => expected)) assert.ok(Object.hasOwn(causes, cause), cause);
    const missed = wordings
      .map(({ expected, text }) => ({ expected: expected.join(' or '), found: firstOf(text), text }))
      .filter(({ expected, found }) => !expected.split(' or ').includes(found));
    assert.deepEqual(missed, []);
  });
}
