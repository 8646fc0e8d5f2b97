import { rmSync } from 'node:fs';
import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { PreparedRun } from './prepare-run.ts';
import { exitCodes, Problem, type ProblemOptions, Problems } from './problem.ts';
import { joinParts } from './report/index.ts';
import type { Result, ScenarioResult } from './result.ts';
import type { RunOptions } from './run-options.ts';
import { joinThreadMessages, type RunEnd } from './thread-messages.ts';

/** What a thread is told: options without functions and streams, which don't go from one thread to another. */
export interface ThreadInput {
  readonly options: RunOptions;
  /** Which one it is, from 1. */
  readonly thread: number;
  /** Path of its file for cucumber's messages; null: nobody takes them. */
  readonly messages: string | null;
}

/** What a thread tells. Scenarios come as they end, and not once more in the result. */
export type ThreadMessage =
  | { readonly kind: 'scenario'; readonly scenario: ScenarioResult }
  | { readonly kind: 'result'; readonly result: ThreadResult; readonly runEnd: RunEnd | null }
  | { readonly kind: 'problems'; readonly problems: readonly PlainProblem[] };

type ThreadResult = Omit<Result, 'scenarios'>;

export type PlainProblem = Pick<Problem, 'code' | 'message' | 'fix'> & Pick<ProblemOptions, 'place' | 'exitCode'>;

/** The program's own limit goes for its first thread alone. */
const resourceLimits = { maxYoungGenerationSizeMb: 48 };

/**
 * Shares the scenarios out among threads, each with a mock of its own, and puts their results together. `messages`: path
 * of the file for cucumber's messages; null: nobody takes them. Rejects with what the first thread rejects with that does.
 */
export async function runInThreads(run: PreparedRun, count: number, messages: string | null): Promise<Result> {
  const { options } = run;
  const { index, total } = options.shard ?? { index: 1, total: 1 };
  const files = Array.from({ length: count }, (_, at) => (messages === null ? null : `${messages}.${at + 1}`));
  const workers = files.map((file, at) => {
    // The scenarios of a shard go to its threads in turn.
    const shard = { index: index + at * total, total: total * count };
    const input = { options: { ...plainOptions(run), shard }, thread: at + 1, messages: file };
    return startThread(input, run.settings.stderr);
  });
  try {
    const turns = createTurns(count, options.onProgress);
    const told = workers.map(async (worker, at) => await resultOf(worker, (scenario) => turns.add(at, scenario)));
    const ended = await Promise.all(told);
    const results = ended.map(({ result }, at) => ({ ...result, scenarios: turns.parts[at] ?? [] }));
    if (messages !== null) {
      const ends = ended.map(({ runEnd }) => runEnd);
      await joinThreadMessages(
        files.filter((file) => file !== null),
        ends,
        messages,
      );
    }
    return joinParts(results, options);
  } finally {
    await Promise.all(workers.map(async (worker) => await worker.terminate()));
    for (const file of files) if (file !== null) rmSync(file, { force: true });
  }
}

/** What decides how a scenario runs. The features may have been generated meanwhile. */
function plainOptions({ options, settings }: PreparedRun): RunOptions {
  const { env, report, previous, parallel, minCoverage, ...others } = options;
  const { onProgress, onWarnings, onOwnFeatures, stderr, ...plain } = others;
  return { ...plain, report: false, features: settings.features, cwd: settings.cwd };
}

const threadUrl = new URL(`./run-thread${extname(import.meta.url)}`, import.meta.url);

function startThread(workerData: ThreadInput, stderr: NodeJS.WritableStream): Worker {
  const worker = new Worker(threadUrl, { workerData, resourceLimits, stderr: true });
  worker.stderr.pipe(stderr, { end: false });
  return worker;
}

type Ended = ThreadMessage & { readonly kind: 'result' };

async function resultOf(worker: Worker, tell: (scenario: ScenarioResult) => void): Promise<Ended> {
  const { promise, resolve, reject } = Promise.withResolvers<Ended>();
  worker.on('message', (message: ThreadMessage) => {
    if (message.kind === 'scenario') tell(message.scenario);
    else if (message.kind === 'result') resolve(message);
    else reject(errorOf(message.problems));
  });
  worker.on('error', reject);
  worker.on('exit', (code) => reject(endedEarly(code)));
  return await promise;
}

/** Threads end their scenarios when they like; whoever looks on is told in the order in which one thread would have run them. */
function createTurns(count: number, onProgress: RunOptions['onProgress'] = () => {}) {
  const parts = Array.from({ length: count }, () => [] as ScenarioResult[]);
  let told = 0;
  return {
    parts,
    add(at: number, scenario: ScenarioResult): void {
      parts[at]?.push(scenario);
      for (;;) {
        const next = parts[told % count]?.[Math.floor(told / count)];
        if (next === undefined) return;
        told += 1;
        onProgress(next);
      }
    },
  };
}

function errorOf(plain: readonly PlainProblem[]): Problem | Problems {
  const problems = plain.map(({ code, message, fix, place = {}, exitCode = exitCodes.usage }) => {
    return new Problem(code, message, fix, { place, exitCode });
  });
  const [only, ...others] = problems;
  return only !== undefined && others.length === 0 ? only : new Problems(problems);
}

function endedEarly(code: number): Problem {
  return new Problem(
    'thread-ended',
    `Failed to run the scenarios: a thread ended with code ${code} before its part of them was over.`,
    'Look for process.exit in your own steps, or run without --parallel.',
  );
}
