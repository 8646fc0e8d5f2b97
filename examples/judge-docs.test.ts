/** The clients of docs/judge.md, judged as they stand there, where this machine has their language. */
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { Ajv } from 'ajv';
import { judgeClient } from 'faultline';

const root = join(import.meta.dirname, '..');
const text = readFileSync(join(root, 'docs', 'judge.md'), 'utf8');
const folder = mkdtempSync(join(tmpdir(), 'faultline-judge-docs-'));

after(() => rmSync(folder, { recursive: true }));

function block(language: string): string {
  const found = new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\``, 'm').exec(text)?.[1];
  assert.ok(found !== undefined, `docs/judge.md shows no ${language}`);
  return found;
}

/** Judges a client by one promise that any client keeps that doesn't repeat a 400, and by one that shows a POST. */
async function judged(...words: readonly string[]): Promise<readonly (readonly [id: string, verdict: string])[]> {
  const cli = join(root, 'src', 'cli.ts');
  const options = ['judge', '--check', 'N1', '--no-report', '--json', ...words];
  const child = spawn(process.execPath, ['--conditions=faultline-source', cli, ...options], { cwd: folder });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (piece) => {
    stdout += String(piece);
  });
  child.stderr.on('data', (piece) => {
    stderr += String(piece);
  });
  await once(child, 'close');
  assert.match(stdout, /^\{/, stderr);
  const { checks } = JSON.parse(stdout) as { checks: { id: string; verdict: string }[] };
  return checks.map(({ id, verdict }) => [id, verdict]);
}

function lacks(command: string, ...words: readonly string[]): string | false {
  try {
    execFileSync(command, words, { stdio: 'ignore' });
    return false;
  } catch {
    return `${command} ${words.join(' ')} doesn't run here`;
  }
}

test('the Python client is judged', { skip: lacks('python3', '-c', 'import requests, urllib3') }, async () => {
  writeFileSync(join(folder, 'client.py'), block('python'));
  assert.deepEqual(await judged('--declare', 'retries=true,maxAttempts=4', '--', 'python3', 'client.py'), [
    ['N1', 'kept'],
  ]);
});

test('the Java client is judged', { skip: lacks('javac', '-version') }, async () => {
  writeFileSync(join(folder, 'Client.java'), block('java'));
  execFileSync('javac', ['Client.java'], { cwd: folder });
  assert.deepEqual(await judged('--client', 'my-java-client', '--', 'java', 'Client'), [['N1', 'kept']]);
});

test('the example of a client in a test runs', async () => {
  const { checks } = await judgeClient(
    async (baseUrl, { method, path, headers, body }) => fetch(baseUrl + path, { method, headers, body }),
    { check: ['N1', 'N3', 'P1'] },
  );
  assert.deepEqual(
    checks.map(({ id, verdict }) => [id, verdict]),
    [
      ['N1', 'kept'],
      ['N3', 'kept'],
      ['P1', 'kept'],
    ],
  );
  assert.ok(block('ts').includes("{ check: ['N1', 'N3', 'P1'] }"));
});

test('the lines of a long-lived driver are as their schema says', () => {
  const schema = JSON.parse(readFileSync(join(root, 'openapi', 'judge-driver.schema.json'), 'utf8')) as object;
  const validate = new Ajv({ allowUnionTypes: true }).compile(schema);
  const lines = block('json').trim().split('\n');
  assert.equal(lines.length, 2);
  for (const line of lines) assert.ok(validate(JSON.parse(line)), line);
});
