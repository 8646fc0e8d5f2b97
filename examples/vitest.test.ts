/** vitest.example.ts, run by vitest in a project that has nothing but it, the client, vitest and this package. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

const root = join(import.meta.dirname, '..');
const here = (name: string) => join(import.meta.dirname, name);
const vitest = join(root, 'node_modules', 'vitest');
/** The sources instead of what is built of them, loaded by node and not by vite, as a package is. */
const config = `export default {
  ssr: { resolve: { conditions: ['faultline-source'] } },
  test: { server: { deps: { external: [new RegExp(${JSON.stringify(RegExp.escape(join(root, 'src')))})] } } },
};
`;

interface Report {
  readonly testResults: readonly {
    readonly name: string;
    readonly assertionResults: readonly { readonly title: string; readonly status: string }[];
  }[];
}

let folder: string;
let outcome: { readonly status: unknown; readonly talk: string; readonly report: Report };

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'faultline-vitest-'));
  const modules = join(folder, 'node_modules');
  await mkdir(modules);
  await Promise.all([
    symlink(root, join(modules, 'faultline')),
    symlink(vitest, join(modules, 'vitest')),
    writeFile(join(folder, 'vitest.config.mjs'), config),
    cp(here('vitest.example.ts'), join(folder, 'alerts.test.ts')),
    cp(here('alert-client.ts'), join(folder, 'alert-client.ts')),
    ...(await withoutRetries()),
  ]);
  outcome = await runVitest();
});
after(() => rm(folder, { recursive: true }));

/** The same tests, and a client that gives up after its first attempt. */
async function withoutRetries(): Promise<readonly Promise<void>[]> {
  const [client, tests] = await Promise.all([
    readFile(here('alert-client.ts'), 'utf8'),
    readFile(here('vitest.example.ts'), 'utf8'),
  ]);
  return [
    writeFile(join(folder, 'gives-up.ts'), client.replace('attempt === 3', 'attempt === 1')),
    writeFile(join(folder, 'gives-up.test.ts'), tests.replace('alert-client', 'gives-up')),
  ];
}

async function runVitest() {
  const output = join(folder, 'report.json');
  const alone = ['--no-isolate', '--no-file-parallelism'];
  const report = ['--reporter', 'json', '--outputFile', output];
  const command = [join(vitest, 'vitest.mjs'), 'run', '--root', folder, ...alone, ...report];
  const { error, talk } = await new Promise<{ error: { code?: unknown } | null; talk: string }>((resolve) =>
    execFile(process.execPath, command, { cwd: folder }, (error, stdout, stderr) =>
      resolve({ error, talk: stdout + stderr }),
    ),
  );
  return { status: error?.code ?? 0, talk, report: JSON.parse(await readFile(output, 'utf8')) as Report };
}

/** Title and status of each test in a file. */
function statuses(file: string): readonly (readonly [string, string])[] {
  const results = outcome.report.testResults.filter(({ name }) => name.endsWith(file));
  return results.flatMap(({ assertionResults }) =>
    assertionResults.map(({ title, status }) => [title, status] as const),
  );
}

test('every test of the example runs under vitest, and passes', () => {
  const expected = [
    ['two answers of 503 are outlived', 'passed'],
    ['an alert whose answer got lost is not created twice', 'passed'],
  ];
  assert.deepEqual(statuses('alerts.test.ts'), expected, outcome.talk);
});

test('a client that does not try again fails it', () => {
  const expected = [
    ['two answers of 503 are outlived', 'failed'],
    ['an alert whose answer got lost is not created twice', 'passed'],
  ];
  assert.deepEqual(statuses('gives-up.test.ts'), expected, outcome.talk);
  assert.equal(outcome.status, 1);
});
