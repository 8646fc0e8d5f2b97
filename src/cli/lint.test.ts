import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { parse } from 'yaml';
import lintSchema from '../../openapi/lint.schema.json' with { type: 'json' };
import { allRules } from '../lint/index.ts';
import { createWorkspace } from '../scenarios/fixtures/workspace.ts';
import { commandLine } from './fixtures/command-line.ts';

const document = JSON.stringify({
  openapi: '3.1.0',
  info: { title: 'Shop', version: '1' },
  paths: Object.fromEntries(
    Array.from({ length: 12 }, (_, index) => [
      `/things${index}/{id}`,
      {
        get: {
          parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }],
          responses: { '200': { description: 'Done.' } },
        },
      },
    ]),
  ),
});

function lintIn(words: readonly string[], files: Readonly<Record<string, string>> = { 'shop.json': document }) {
  const workspace = createWorkspace(files);
  return { workspace, ran: commandLine(['lint', ...words], { cwd: workspace.cwd }) };
}

test('the API that ships has warnings that it knows of, and no error', async () => {
  const { stdout, exitCode } = await commandLine(['lint', '--json']);
  const found = JSON.parse(stdout) as readonly { readonly rule: string; readonly severity: string }[];
  assert.equal(exitCode, 0);
  assert.deepEqual([...new Set(found.map(({ rule, severity }) => `${severity} ${rule}`))].sort(), [
    'warn error-without-type',
    'warn post-without-idempotency-key',
    'warn rfc-departure',
    'warn same-scenario-twice',
  ]);
});

test('what --json prints keeps to its published schema', async () => {
  const validate = new Ajv2020().compile(lintSchema);
  const { stdout } = await commandLine(['lint', '--json']);
  assert.equal(validate(JSON.parse(stdout)), true, JSON.stringify(validate.errors));
});

test('--json prints these keys and no others, in this order', async () => {
  const { workspace, ran } = lintIn(['shop.json', '--json']);
  using _ = workspace;
  const [first] = JSON.parse((await ran).stdout) as readonly object[];
  assert.deepEqual(Object.keys(first ?? {}), [
    'rule',
    'severity',
    'file',
    'line',
    'column',
    'pointer',
    'message',
    'fix',
  ]);
});

test('findings are grouped by file and rule, with the reason once, and stop after ten', async () => {
  const { workspace, ran } = lintIn(['shop.json', '--rule', 'no-429=off', '--rule', 'no-5xx=off']);
  using _ = workspace;
  const { stdout, exitCode } = await ran;
  const lines = stdout.split('\n');
  assert.equal(lines[0], 'shop.json');
  assert.match(lines[2] ?? '', /^ {2}warning unknown-id-without-404 {2}.*\(RFC 9110 §15\.5\.5\)$/);
  assert.match(lines[3] ?? '', /^ {4}1:\d+ +"GET \/things0\/\{id\}" declares no 404/);
  assert.match(lines[4] ?? '', /^ +→ Declare a 404 response/);
  assert.equal(lines.filter((line) => line.includes('declares no 404')).length, 10);
  assert.match(stdout, /and 2 more; --all shows them/);
  assert.match(stdout, /\n0 errors, 12 warnings\n$/);
  assert.equal(exitCode, 0);
});

test('what is said of many places is said once, so that the others are seen', async () => {
  const property = { type: 'string', nullable: true };
  const properties = Object.fromEntries(Array.from({ length: 12 }, (_, index) => [`p${index}`, property]));
  const schemas = { Thing: { properties }, Other: { properties: { q: { type: 'string', nulable: true } } } };
  const text = JSON.stringify({
    openapi: '3.1.0',
    info: { title: 'S', version: '1' },
    paths: {},
    components: { schemas },
  });
  const files = {
    'shop.json': text.replace('"paths":{}', '"paths":{"/a":{"get":{"responses":{"200":{"description":""}}}}}'),
  };
  const { workspace, ran } = lintIn(['shop.json'], files);
  using _ = workspace;
  const { stdout } = await ran;
  assert.match(
    stdout,
    /"nullable" is not expected here\.\n +also in (?:1:\d+, ){4}1:\d+ and 6 more; --all shows them\n +→ OpenAPI 3\.1 has no/,
  );
  assert.match(stdout, /"nulable" is not expected here\.\n +→ Correct it/);
  const { workspace: other, ran: all } = lintIn(['shop.json', '--all'], files);
  using __ = other;
  assert.equal((await all).stdout.match(/"nullable" is not expected/g)?.length, 12);
});

test('--all shows every finding', async () => {
  const { workspace, ran } = lintIn(['shop.json', '--all', '--rule', 'no-429=off']);
  using _ = workspace;
  assert.equal((await ran).stdout.match(/declares no 404/g)?.length, 12);
});

test('a rule that is made an error ends with 1', async () => {
  const { workspace, ran } = lintIn(['shop.json', '--rule', 'no-429=error']);
  using _ = workspace;
  const { stdout, exitCode } = await ran;
  assert.equal(exitCode, 1);
  assert.match(stdout, /error no-429/);
});

test('--overlay writes YAML or JSON by the name of the file, and says so', async () => {
  for (const name of ['missing.yaml', 'missing.json']) {
    const { workspace, ran } = lintIn(['shop.json', '--overlay', name]);
    using _ = workspace;
    assert.equal((await ran).stderr, `overlay: ${name}\n`);
    const overlay = parse(readFileSync(workspace.path(name), 'utf8')) as { readonly actions: readonly unknown[] };
    assert.equal(overlay.actions.length, 13);
  }
});

test('--format sarif prints one run', async () => {
  const { workspace, ran } = lintIn(['shop.json', '--format', 'sarif']);
  using _ = workspace;
  const { runs } = JSON.parse((await ran).stdout) as { readonly runs: readonly unknown[] };
  assert.equal(runs.length, 1);
});

test('--rules lists every rule with its reason', async () => {
  const { stdout, exitCode } = await commandLine(['lint', '--rules']);
  for (const { name, why } of allRules) {
    assert.ok(stdout.includes(`${name}: `), name);
    assert.ok(stdout.includes(why), name);
  }
  assert.equal(exitCode, null);
});

test('mistakes of the command line are exit 2: an unknown rule, a file that isn’t there, an odd overlay', async () => {
  for (const [words, said] of [
    [['shop.json', '--rule', 'no-42=off'], /Did you mean "no-429"\?/],
    [['nowhere.json'], /"nowhere\.json": there is no such file/],
    [['shop.json', '--overlay', 'missing.txt'], /\.yaml, \.yml or \.json/],
  ] as const) {
    const { workspace, ran } = lintIn(words);
    using _ = workspace;
    const { stdout, stderr, exitCode } = await ran;
    assert.equal(exitCode, 2, words.join(' '));
    assert.equal(stdout, '');
    assert.match(stderr, said);
  }
});

test('a document that can’t be parsed is printed as a finding, too, and is exit 2', async () => {
  const { workspace, ran } = lintIn(['shop.json', '--json'], { 'shop.json': '{"openapi": ' });
  using _ = workspace;
  const { stdout, exitCode } = await ran;
  assert.equal((JSON.parse(stdout) as readonly { readonly rule: string }[])[0]?.rule, 'unreadable-document');
  assert.equal(exitCode, 2);
});

test('the configuration says how much a rule counts, the option wins, and an unknown rule in it is refused with its file', async () => {
  const files = {
    'shop.json': document,
    'faultline.config.yaml': 'documents: [shop.json]\nlint: { rules: { no-429: off, no-5xx: error } }\n',
  };
  const configured = lintIn(['--json'], files);
  using _ = configured.workspace;
  const found = JSON.parse((await configured.ran).stdout) as readonly {
    readonly rule: string;
    readonly severity: string;
  }[];
  const rules = new Set(found.map(({ rule, severity }) => `${severity} ${rule}`));
  assert.deepEqual([...rules].sort(), ['error no-5xx', 'warn unknown-id-without-404']);
  const option = lintIn(['--json', '--rule', 'no-5xx=off'], files);
  using __ = option.workspace;
  assert.equal((await option.ran).exitCode, 0);
  const unknown = lintIn([], {
    ...files,
    'faultline.config.yaml': 'documents: [shop.json]\nlint: { rules: { no-42: off } }\n',
  });
  using ___ = unknown.workspace;
  const { stderr, exitCode } = await unknown.ran;
  assert.match(stderr, /^faultline\.config\.yaml \/lint\/rules\n.*Did you mean "no-429"\?/);
  assert.equal(exitCode, 2);
});
