/**
 * Runs the tests, many files to a process: what they load is loaded and compiled a few times instead of once for each of 200
 * files, which saves a third of the time. A file that has to be the first to load something is called `*.alone.test.ts`
 * and gets a process of its own. With names of files, runs those in one process and shows every test.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { globSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { text } from 'node:stream/consumers';

const pattern = '{src,steps,bench,examples}/**/*.test.ts';
/** So few that loading costs little, so many that none of them holds up the end. */
const shards = 9;
/** One more than there are processors: tests wait for processes and sockets, too. */
const atOnce = availableParallelism() + 1;

const flags = [
  '--max-semi-space-size=32',
  '--import',
  './bench/compile-cache.mjs',
  '--conditions=faultline-source',
  '--test',
  '--test-isolation=none',
  '--test-reporter=spec',
];

/** What a shard printed at its end; null where it ended before it could. */
interface Tally {
  readonly tests: number;
  readonly failed: number;
}

const named = process.argv.slice(2);
process.exitCode = named.length > 0 ? await runOpenly(named) : await runAll();

async function runOpenly(files: readonly string[]): Promise<number> {
  const child = spawn(process.execPath, [...flags, ...files], { stdio: 'inherit' });
  const [code] = (await once(child, 'close')) as [number | null];
  return code ?? 1;
}

async function runAll(): Promise<number> {
  const start = performance.now();
  const waiting = inShards(globSync(pattern).toSorted());
  const tallies: (Tally | null)[] = [];
  async function runNext(): Promise<void> {
    for (let files = waiting.shift(); files !== undefined; files = waiting.shift()) tallies.push(await runShard(files));
  }
  await Promise.all(Array.from({ length: atOnce }, runNext));
  const sum = (key: keyof Tally) => tallies.reduce((total, tally) => total + (tally?.[key] ?? 0), 0);
  const lost = tallies.filter((tally) => tally === null).length;
  const seconds = Math.round((performance.now() - start) / 1000);
  const bad = `${sum('failed')} failed${lost === 0 ? '' : `, and ${lost} processes ended before their tests did`}`;
  print(`${sum('tests').toLocaleString('en')} tests in ${seconds} s: ${bad}`);
  return sum('failed') + lost === 0 ? 0 : 1;
}

/** Neighbours go to different shards, since those that take long stand together. */
function inShards(files: readonly string[]): (readonly string[])[] {
  const isAlone = (file: string) => file.endsWith('.alone.test.ts');
  const together = files.filter((file) => !isAlone(file));
  const dealt = Array.from({ length: shards }, (_, shard) => together.filter((_, index) => index % shards === shard));
  return [...dealt, ...files.filter(isAlone).map((file) => [file])].filter((shard) => shard.length > 0);
}

/** Runs files in one process; all that it printed is shown when anything failed, else only what was skipped. */
async function runShard(files: readonly string[]): Promise<Tally | null> {
  const start = performance.now();
  const child = spawn(process.execPath, [...flags, ...files], { stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = once(child, 'close') as Promise<[number | null]>;
  const [shown, complaints, [code]] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  const tally = code === 0 || code === 1 ? tallyIn(shown, code) : null;
  if (tally === null || code !== 0) print(`${shown}${complaints}\nended with ${code}: ${files.join(' ')}\n`);
  // A test that is skipped says why.
  else for (const [line] of shown.matchAll(/^.* # .*$/gm)) print(line);
  const seconds = Math.round((performance.now() - start) / 1000);
  print(`${files.length} files, ${tally?.tests ?? 'unknown'} tests, ${seconds} s`);
  return tally;
}

function tallyIn(shown: string, code: number): Tally | null {
  const count = (name: string) => Number(new RegExp(`^\\S+ ${name} (\\d+)$`, 'm').exec(shown)?.[1] ?? Number.NaN);
  const [tests, passed, skipped] = [count('tests'), count('pass'), count('skipped')];
  const failed = tests - passed - skipped - count('todo');
  // Both say it, and neither alone is believed.
  return Number.isNaN(failed) || (failed === 0) !== (code === 0) ? null : { tests, failed };
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
