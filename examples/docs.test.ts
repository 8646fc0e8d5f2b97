/** The commands and the code in the docs, run as they stand there. */
import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, type Readable } from 'node:stream';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { type Mock, startMock } from 'faultline';
import { main } from '../src/cli/main.ts';

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

const cli = join(root, 'src', 'cli.ts');

/** The words of a command as a shell reads them, without its name. */
async function wordsOf(command: string): Promise<readonly string[]> {
  const { stdout } = await execute('sh', ['-c', `printf '%s\\0' ${command.replace(/\s#.*$/, '')}`]);
  return stdout.split('\0').slice(1, -1);
}

interface Ran {
  /** The first line, once it is there. */
  readonly printed: Promise<string>;
  readonly talk: () => string;
  readonly stop: () => void;
  readonly exitCode: Promise<number>;
}

/** A command line as a process of its own. */
function spawned(words: readonly string[]): Ran {
  const child = spawn(process.execPath, [cli, ...words], { cwd: folder });
  const exitCode = once(child, 'exit').then(([code]) => Number(code ?? NaN));
  return { ...streams(child.stdout, child.stderr), stop: () => void child.kill('SIGTERM'), exitCode };
}

/** The same within this process, which is a second faster. */
function called(words: readonly string[]): Ran {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const stops: (() => void)[] = [];
  let code = 0;
  const ended = main(words, {
    cwd: folder,
    env: {},
    stdout,
    stderr,
    colour: false,
    exit: (given) => {
      code = given;
    },
    onStop: (callback) => void stops.push(callback),
  });
  const stop = () => {
    for (const callback of stops) callback();
  };
  return { ...streams(stdout, stderr), stop, exitCode: ended.then(() => code) };
}

function streams(stdout: Readable, stderr: Readable): Pick<Ran, 'printed' | 'talk'> {
  let talk = '';
  stderr.on('data', (data) => {
    talk += String(data);
  });
  return { printed: once(stdout, 'data').then(String), talk: () => talk };
}

/** The first line of the docs with this command is tried as a process, the others here. */
async function eachLine(start: string, act: (line: string, run: (words: readonly string[]) => Ran) => Promise<void>) {
  const lines = await commands(start);
  assert.ok(lines.length >= 1, `the docs don't show "${start}"`);
  for (const [index, line] of lines.entries()) await act(line, index === 0 ? spawned : called);
}

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

for (const command of ['run', 'explain']) {
  test(`faultline ${command} does what the docs say`, async () => {
    await eachLine(`faultline ${command}`, async (line, run) => {
      const { exitCode, talk } = run(await wordsOf(line.replace('https://staging.example.com', mock.url)));
      assert.equal(await exitCode, 0, `${line}\n${talk()}`);
    });
  });
}

/** A recording of one call, as a browser writes it. */
function harOf(status: number, url: string): string {
  const response = {
    status,
    headers: [{ name: 'Content-Type', value: 'application/json' }],
    content: { size: 2, text: '{}' },
  };
  const entry = {
    startedDateTime: '2026-11-25T10:00:00Z',
    time: 20,
    request: { method: 'GET', url, headers: [] },
    response,
  };
  return JSON.stringify({ log: { version: '1.2', creator: { name: 'docs', version: '1' }, entries: [entry] } });
}

test('faultline diagnose does what the docs say', async () => {
  const url = `${mock.url}/orders/1`;
  await Promise.all([
    writeFile(join(folder, 'failing.har'), harOf(500, url)),
    writeFile(join(folder, 'platform.har'), harOf(500, url)),
    writeFile(join(folder, 'outside.har'), harOf(200, url)),
    writeFile(join(folder, 'workflow.log'), `2026-11-25T10:00:00Z GET ${url} 500 20 ms\n`),
    writeFile(join(folder, 'api.yaml'), document),
  ]);
  await eachLine('faultline diagnose', async (line, run) => {
    const { exitCode, talk } = run(await wordsOf(line.replace('http://localhost:8001', mock.url)));
    assert.equal(await exitCode, 0, `${line}\n${talk()}`);
  });
});

test('faultline serve gets ready with every line of the docs', async () => {
  await eachLine('faultline serve', async (line, run) => {
    const { printed, exitCode, talk, stop } = run([...(await wordsOf(line)), '--port', '0', '--json']);
    const ready = await Promise.race([printed, exitCode]);
    stop();
    assert.match(String(ready), /^\{"url":"http:\/\/127\.0\.0\.1:\d+"/, `${line}\n${talk()}`);
    assert.equal(await exitCode, 0, line);
  });
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
  // That all features are kept is the matter of other tests; here are those of one status.
  const some = code.replace('run({ report: false', "run({ tags: '@status:401', report: false");
  assert.notEqual(some, code);
  const file = join(folder, 'readme.ts');
  await writeFile(file, `${some}\nexport const seen = [answer.status, retry, waitMs, result.verdict];\n`);
  const { seen } = (await import(pathToFileURL(file).href)) as { seen: unknown };
  assert.deepEqual(seen, [503, true, 30_000, 'kept']);
});
