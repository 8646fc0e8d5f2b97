import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { test } from 'node:test';
import { Problem } from '../problem.ts';
import { main } from './main.ts';
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
  const stderr = new PassThrough();
  let code = -1;
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
    await main(['run', 'api.yaml', 'a.feature', '--no-report'], {
      cwd: folder,
      env: {},
      stdout: new PassThrough().resume(),
      stderr,
      colour: false,
      exit: (given) => {
        code = given;
      },
      onStop: () => {},
    });
  } finally {
    await rm(folder, { recursive: true });
  }
  const said = String(stderr.read());
  assert.equal(code, 0, said);
  assert.match(said, /^Left out, or odd:\napi\.yaml:8/);
  assert.match(said, /"bad"/);
  assert.match(said, /1 kept/);
});
