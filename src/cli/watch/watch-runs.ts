import { type ChildProcess, spawn } from 'node:child_process';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createRealClock } from '../../clock.ts';
import { type ExitCode, exitCodes } from '../../problem.ts';
import type { Environment } from '../command.ts';
import { shownPath } from '../inputs.ts';
import { createPainter } from '../paint.ts';
import { createWatcher, includeFound, type Listen, type Watched } from './watcher.ts';

/** One run in a process of its own; `ended` resolves with what it ended with, null when it was stopped. */
export interface ChildRun {
  readonly ended: Promise<number | null>;
  stop(): void;
}

export interface RunsOptions {
  /** The command line of a run, without `--watch`. */
  readonly words: readonly string[];
  readonly watched: Watched;
  /** What there is to watch now; asked for again after each change. */
  readonly look?: () => Promise<Watched>;
  readonly environment: Environment;
  readonly listen?: Listen;
  readonly start?: (words: readonly string[], environment: Environment) => ChildRun;
}

/** Runs, and runs again whenever files change, until the process is asked to stop. Resolves then. */
export async function watchRuns(options: RunsOptions): Promise<void> {
  const { words, watched, look, environment, listen, start = startChild } = options;
  const paint = createPainter(environment.colour);
  const say = (text: string) => void environment.stderr.write(`${text}\n`);
  const changes = createChanges();
  const watcher = createWatcher({
    ...watched,
    clock: createRealClock(),
    onChange: changes.add,
    ...(listen === undefined ? {} : { listen }),
  });
  const { promise: stopped, resolve: stop } = Promise.withResolvers<'stopped'>();
  environment.onStop(() => stop('stopped'));

  try {
    for (;;) {
      const run = start(words, environment);
      const why = await Promise.race([run.ended.then(() => 'ended' as const), changes.next(), stopped]);
      if (why === 'ended') say(paint.dim('Waiting for a change; Ctrl+C stops it.'));
      else run.stop();
      const code = await run.ended;
      if (code !== null) environment.exit(exitCodeOf(code));
      if ((await Promise.race([stopped, changes.next()])) === 'stopped') return;
      if (look !== undefined) await includeFound(watcher, look);
      const files = changes.take().map((path) => shownPath(path, environment.cwd));
      say(`\n${paint.bold('Changed:')} ${files.join(', ')}`);
    }
  } finally {
    watcher.close();
  }
}

/** What has changed and wasn't looked at yet. */
function createChanges() {
  let paths = new Set<string>();
  let some = Promise.withResolvers<'changed'>();
  return {
    add(changed: readonly string[]): void {
      for (const path of changed) paths.add(path);
      some.resolve('changed');
    },
    next: (): Promise<'changed'> => some.promise,
    take(): readonly string[] {
      const taken = [...paths];
      paths = new Set();
      some = Promise.withResolvers();
      return taken;
    },
  };
}

function exitCodeOf(code: number): ExitCode {
  return Object.values(exitCodes).find((known) => known === code) ?? exitCodes.usage;
}

/**
 * Cucumber keeps its state in its modules, and Node keeps modules: only a process of its own sees changed steps, and two
 * sets of them can't be in one.
 */
function startChild(words: readonly string[], { cwd, stdout, stderr }: Environment): ChildRun {
  const cli = fileURLToPath(new URL(`../../cli${extname(import.meta.url)}`, import.meta.url));
  // A terminal stays one; any other stream is written to.
  const own = stdout === process.stdout && stderr === process.stderr;
  const stdio = own ? ('inherit' as const) : (['ignore', 'pipe', 'pipe'] as const);
  const child: ChildProcess = spawn(process.execPath, [...process.execArgv.filter(isCondition), cli, ...words], {
    cwd,
    stdio: stdio === 'inherit' ? 'inherit' : [...stdio],
  });
  child.stdout?.pipe(stdout, { end: false });
  child.stderr?.pipe(stderr, { end: false });
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve(code));
  });
  return { ended, stop: () => void child.kill() };
}

function isCondition(word: string): boolean {
  return word.startsWith('--conditions');
}
