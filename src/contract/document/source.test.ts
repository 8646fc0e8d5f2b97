import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { type Problem, problemsOf } from '../../problem.ts';
import { parseSource, readSource } from './source.ts';

function problemsIn(text: string): readonly Problem[] {
  try {
    parseSource('api.yaml', text, 'the document');
  } catch (error) {
    return problemsOf(error);
  }
  return [];
}

async function problemOfReading(path: string): Promise<Problem | undefined> {
  try {
    await readSource(path, 'the document', 'shown.yaml');
  } catch (error) {
    return problemsOf(error)[0];
  }
  return undefined;
}

test('every value has the place at which its key stands', () => {
  const source = parseSource('api.yaml', 'a:\n  b/c:\n    - x: 1\n    - y: 2\n', 'the document');
  assert.deepEqual(source.place('/a/b~1c'), { file: 'api.yaml', line: 2, column: 3, pointer: '/a/b~1c' });
  assert.deepEqual(source.place('/a/b~1c/1'), { file: 'api.yaml', line: 4, column: 7, pointer: '/a/b~1c/1' });
});

test('what is missing has the place of what lacks it', () => {
  const source = parseSource('api.yaml', 'a:\n  b: 1\n', 'the document');
  assert.deepEqual(source.place('/a/nope/deeper'), { file: 'api.yaml', line: 1, column: 1, pointer: '/a/nope/deeper' });
});

test('numbers as keys are found as text', () => {
  const source = parseSource('api.yaml', 'responses:\n  200: {}\n', 'the document');
  assert.equal(source.place('/responses/200').line, 2);
});

test('JSON has places too', () => {
  assert.equal(parseSource('api.json', '{\n  "a": {\n    "b": 1\n  }\n}', 'the document').place('/a/b').line, 3);
});

test('places go through aliases and merged keys', () => {
  const source = parseSource('api.yaml', 'base: &base\n  x: 1\ncopy: *base\nmore:\n  <<: *base\n', 'the document');
  assert.equal(source.place('/copy/x').line, 2);
  assert.deepEqual(source.data, { base: { x: 1 }, copy: { x: 1 }, more: { x: 1 } });
});

test('a key that stands twice is refused with its line', () => {
  const [problem, ...others] = problemsIn('a: 1\nb: 2\na: 3\n');
  assert.equal(others.length, 0);
  assert.equal(problem?.code, 'duplicate-key');
  assert.deepEqual(problem.place, { file: 'api.yaml', line: 3, column: 1 });
});

test('broken YAML says where', () => {
  const [problem] = problemsIn('a: 1\nb: "open\n');
  assert.equal(problem?.code, 'invalid-yaml');
  assert.ok((problem.place.line ?? 0) >= 2);
});

test('an empty file is no document', () => {
  assert.deepEqual(
    problemsIn('  \n\n').map(({ code }) => code),
    ['empty-file'],
  );
});

test('aliases that multiply are stopped', () => {
  const levels = ['a0: &a0 [x, x, x, x, x, x, x, x, x, x]'];
  for (let level = 1; level < 9; level += 1) {
    levels.push(
      `a${level}: &a${level} [${Array(10)
        .fill(`*a${level - 1}`)
        .join(', ')}]`,
    );
  }
  const [problem] = problemsIn(levels.join('\n'));
  assert.equal(problem?.code, 'unreadable-yaml');
  assert.match(problem.message, /aliases/);
});

test('an alias inside of what it stands for is stopped', () => {
  assert.equal(problemsIn('a: &a\n  b: *a\n')[0]?.code, 'unreadable-yaml');
});

test('nesting that would exhaust the stack is stopped', () => {
  assert.equal(problemsIn(`${'['.repeat(20000)}${']'.repeat(20000)}`)[0]?.code, 'unreadable-yaml');
});

test('a file that is not there, or is a folder, says so under the name it was given', async (context) => {
  const folder = await mkdtemp(join(tmpdir(), 'faultline-source-'));
  context.after(() => rm(folder, { recursive: true }));
  const missing = await problemOfReading(join(folder, 'nope.yaml'));
  assert.equal(missing?.message, 'Failed to read the document "shown.yaml": there is no such file.');
  assert.deepEqual(missing?.place, { file: 'shown.yaml' });
  assert.match(String((await problemOfReading(folder))?.message), /it is a folder/);
});

test('a file that is longer than any document says how long it may be', async (context) => {
  const folder = await mkdtemp(join(tmpdir(), 'faultline-source-'));
  context.after(() => rm(folder, { recursive: true }));
  const path = join(folder, 'long.yaml');
  await writeFile(path, '');
  await truncate(path, 64 * 1024 * 1024 + 1);
  const problem = await problemOfReading(path);
  assert.equal(problem?.message, 'Failed to read the document "shown.yaml": it has 67108865 bytes.');
  assert.equal(problem?.fix, 'Split the API into documents of at most 64 MB.');
});

test('the hash is that of the text', async (context) => {
  const folder = await mkdtemp(join(tmpdir(), 'faultline-source-'));
  context.after(() => rm(folder, { recursive: true }));
  await writeFile(join(folder, 'a.yaml'), 'a: 1\n');
  const { sha256 } = await readSource(join(folder, 'a.yaml'), 'the document');
  assert.equal(sha256, createHash('sha256').update('a: 1\n').digest('hex'));
});

test('JSON tells what YAML would: keys that stand twice, depth, and what is no JSON', () => {
  const [double] = problemsIn('{\n "a": {"x": 1},\n "b": [{"x": 1, "y": "\\"", "x": 2}]\n}');
  assert.deepEqual([double?.code, double?.place.line, double?.place.column], ['duplicate-key', 3, 28]);
  assert.equal(problemsIn(`${'{"a":'.repeat(300)}1${'}'.repeat(300)}`)[0]?.code, 'unreadable-yaml');
  const [cut] = problemsIn(`{"a": "${'x'.repeat(70_000)}",\n "b": }`);
  assert.deepEqual([cut?.code, cut?.place.line], ['invalid-json', 2]);
  assert.equal(parseSource('api.json', '{a: 1} # YAML in braces', 'the document').place('/a').line, 1);
});

test('places in JSON are those of the keys, whatever stands in the texts before', () => {
  const text = '{"a\\u002fb": ["x]\\"}", {"c": [1, 2.5e3, true, null]}],\n "": {"d~e": {}, "f/g": "{"}}';
  const { place } = parseSource('api.json', text, 'the document');
  const at = (pointer: string) =>
    text
      .slice(0, text.length)
      .split('\n')
      [place(pointer).line ? (place(pointer).line ?? 1) - 1 : 0]?.slice((place(pointer).column ?? 1) - 1);
  assert.match(String(at('/a~1b')), /^"a\\u002fb"/);
  assert.match(String(at('/a~1b/1/c/2')), /^true/);
  assert.match(String(at('//d~0e')), /^"d~e"/);
  assert.match(String(at('//f~1g/deeper')), /^"f\/g"/);
  assert.match(String(at('/nope')), /^\{"a/);
});

test('UTF-16 and byte order marks are read, what is no text is not', async (context) => {
  const folder = await mkdtemp(join(tmpdir(), 'faultline-source-'));
  context.after(() => rm(folder, { recursive: true }));
  const path = join(folder, 'a.yaml');
  const little = Buffer.from('\ufeffa: é\n', 'utf16le');
  for (const bytes of [little, Buffer.from(little).swap16(), Buffer.from('\ufeffa: é\n')]) {
    await writeFile(path, bytes);
    assert.deepEqual((await readSource(path, 'the document')).data, { a: 'é' });
  }
  for (const bytes of [Buffer.from('a: é', 'latin1'), Buffer.from('a: \0'), Buffer.from('a: 1', 'utf16le')]) {
    await writeFile(path, bytes);
    assert.equal((await problemOfReading(path))?.code, 'not-text');
  }
});

test('aliases that double at each level, endless brackets and endless YAML are stopped in time', () => {
  let doubling = 'a0: &a0 { x: 1 }\n';
  for (let level = 1; level < 30; level += 1)
    doubling += `a${level}: &a${level} { l: *a${level - 1}, r: *a${level - 1} }\n`;
  assert.equal(problemsIn(doubling)[0]?.code, 'unreadable-yaml');
  assert.equal(problemsIn('[{"a":'.repeat(1_000_000))[0]?.code, 'invalid-json');
  assert.equal(problemsIn('- [a, '.repeat(1_000_000))[0]?.code, 'unreadable-yaml');
  assert.equal(problemsIn(`- a\n`.repeat(4_500_000))[0]?.code, 'file-too-large');
});
