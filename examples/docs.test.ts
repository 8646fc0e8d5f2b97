/** The commands and the code in the docs, run as they stand there. */
import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import { type Mock, startMock } from 'faultline';

const root = join(import.meta.dirname, '..');
const docs = readdirSync(join(root, 'docs')).filter((name) => name.endsWith('.md'));
const pages = ['README.md', 'openapi/README.md', ...docs.map((name) => `docs/${name}`)];
const execute = promisify(execFile);

const document = `openapi: 3.1.0
info: { title: Shop, version: 1.0.0 }
paths:
  /orders/{id}:
    get:
      operationId: getOrder
      parameters: [{ name: id, in: path, required: true, schema: { type: integer } }]
      responses:
        '200': { description: An order, content: { application/json: { schema: { type: object }, example: { id: 1 } } } }
        '503': { description: Down, content: { application/json: { schema: { type: object } } } }
`;
const feature = `Feature: Orders
  Scenario: An order is there
    When the client calls operation GET /orders/1
    Then the response status is 200
`;

let folder: string;
let mock: Mock;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'faultline-docs-'));
  await Promise.all([mkdir(join(folder, 'features')), mkdir(join(folder, 'node_modules'))]);
  await writeFile(join(folder, 'my.openapi.yaml'), document);
  await writeFile(join(folder, 'my.feature'), feature);
  await cp(join(folder, 'my.feature'), join(folder, 'features', 'my.feature'));
  await symlink(root, join(folder, 'node_modules', 'faultline'));
  mock = await startMock({ openapi: join(folder, 'my.openapi.yaml') });
});

after(async () => {
  await mock.close(0);
  await rm(folder, { recursive: true });
});

/** The lines or the text of fenced blocks in one language, over all pages. */
async function blocks(language: string): Promise<readonly string[]> {
  const texts = await Promise.all(pages.map((page) => readFile(join(root, page), 'utf8')));
  return texts.flatMap((text) =>
    [...text.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\``, 'gm'))].map((found) => found[1] ?? ''),
  );
}

async function commands(start: string): Promise<readonly string[]> {
  const lines = (await blocks('sh')).flatMap((block) => block.replaceAll('\\\n', ' ').split('\n'));
  return lines.map((line) => line.trim()).filter((line) => line.startsWith(start));
}

const cli = [join(root, 'src', 'cli.ts')];

test('every npm script that the docs name exists', async () => {
  const { scripts } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as {
    scripts: Record<string, string>;
  };
  const text = (await Promise.all(pages.map((page) => readFile(join(root, page), 'utf8')))).join('\n');
  const named = [...text.matchAll(/npm run ([\w:-]+)/g)].map((found) => found[1] ?? '');
  assert.ok(named.length > 3);
  assert.deepEqual(
    named.filter((name) => scripts[name] === undefined),
    [],
  );
});

test('faultline run and explain do what the docs say', async () => {
  const lines = [...(await commands('faultline run')), ...(await commands('faultline explain'))];
  assert.ok(lines.length >= 3, lines.join('\n'));
  for (const line of lines) {
    const command = line
      .replace(/\s#.*$/, '')
      .replace(/https:\/\/staging\.example\.com/, mock.url)
      .replace(/^faultline /, '');
    await execute('sh', ['-c', `"${process.execPath}" "${cli[0]}" ${command}`], { cwd: folder });
  }
});

test('faultline serve gets ready with every line of the docs', async () => {
  const lines = await commands('faultline serve');
  assert.ok(lines.length >= 1);
  for (const line of lines) {
    const words = line
      .replace(/\s+#.*$/, '')
      .split(/\s+/)
      .slice(1);
    const child = spawn(process.execPath, [...cli, ...words, '--port', '0', '--json'], { cwd: folder });
    let talk = '';
    child.stderr.on('data', (data) => {
      talk += String(data);
    });
    const ended = new Promise((resolve) => child.once('exit', resolve));
    const printed = new Promise((resolve) => child.stdout.once('data', resolve));
    const ready = String(await Promise.race([printed, ended]));
    child.kill('SIGTERM');
    assert.match(ready, /^\{"url":"http:\/\/127\.0\.0\.1:\d+"/, `${line}\n${talk}`);
    assert.equal(await ended, 0, line);
  }
});

test('every curl of the docs gets the status that stands behind it', async () => {
  // Those of docs/control.md, which go by variables, have a test of their own.
  const lines = (await commands('curl ')).filter((line) => /#\s*\d{3}/.test(line) && !line.includes('$'));
  assert.ok(lines.length >= 2);
  const alerts = await startMock();
  try {
    for (const line of lines) {
      const [command = '', says = ''] = line.split(/\s#\s*/);
      const sent = command
        .replace('http://localhost:8001', alerts.openCase().url)
        .replace(/^curl /, `curl -s -o /dev/null -w '%{http_code}' `);
      const { stdout } = await execute('sh', ['-c', sent]);
      assert.equal(stdout, says.slice(0, 3), line);
    }
  } finally {
    await alerts.close(0);
  }
});

test('the code of the README runs', async () => {
  const [code] = (await blocks('ts')).filter((block) => block.includes('run({'));
  assert.ok(code !== undefined);
  const file = join(folder, 'readme.ts');
  await writeFile(
    file,
    `${code}\nif (answer.status !== 503 || !retry || waitMs !== 30000 || result.verdict !== 'kept') throw new Error('not as the README says');\n`,
  );
  await execute(process.execPath, ['--conditions=faultline-source', file], { cwd: folder });
});
