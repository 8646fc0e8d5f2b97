import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { Problem } from '../problem.ts';
import { commandLine } from './fixtures/command-line.ts';
import { renderOddities } from './oddities.ts';
import { createPainter } from './paint.ts';

test('what was left out or is odd is said with its place and what to do, up to a number that can be read', () => {
  const problem = (line: number) =>
    new Problem('x', `Failed to serve ${line}.`, 'Mend it.', { place: { file: 'a.yaml', line } });
  const paint = createPainter(false);
  assert.equal(renderOddities([], paint), '');
  assert.equal(renderOddities([problem(3)], paint), 'Left out, or odd:\na.yaml:3\n  Failed to serve 3.\n  Mend it.\n');
  const many = renderOddities(
    Array.from({ length: 25 }, (_, line) => problem(line)),
    paint,
  );
  assert.match(many, /Failed to serve 19\.\n {2}Mend it\.\nand 5 more; --strict lists/);
});

test('a run says what it left out before it begins, and runs the rest', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'faultline-odd-'));
  try {
    await writeFile(
      join(folder, 'api.yaml'),
      `openapi: 3.1.0
info: { title: Odd, version: 1.0.0 }
paths:
  /good: { get: { operationId: good, responses: { '200': { description: fine } } } }
  /bad:
    get:
      operationId: bad
      parameters: [{ name: q, in: query, schema: { type: string, pattern: '([' } }]
      responses: { '200': { description: fine } }
`,
    );
    await writeFile(
      join(folder, 'a.feature'),
      'Feature: a\n  Scenario: one\n    When the client calls operation good\n    Then the response status is 200\n',
    );
    const { stderr, exitCode } = await commandLine(['run', 'api.yaml', 'a.feature', '--no-report'], { cwd: folder });
    assert.equal(exitCode, 0, stderr);
    assert.match(stderr, /^Left out, or odd:\napi\.yaml:8/);
    assert.match(stderr, /"bad"/);
    assert.match(stderr, /1 kept/);

    await writeFile(
      join(folder, 'b.feature'),
      (await readFile(join(folder, 'a.feature'), 'utf8')).replace('good', 'bad'),
    );
    const called = await commandLine(['run', 'api.yaml', 'b.feature', '--no-report'], { cwd: folder });
    assert.equal(called.exitCode, 2);
    assert.match(called.stderr, /Failed to call operation "bad": Failed to serve "bad": .*Invalid regular expression/);
    assert.doesNotMatch(called.stderr, /Did you mean/);
  } finally {
    await rm(folder, { recursive: true });
  }
});
