/**
 * The main job, top to bottom: contract → mock → scenarios → result → report.
 */
import { join, relative, resolve } from 'node:path';
import { createRealClock } from './clock.ts';
import { createMessageFile } from './message-file.ts';
import { type OwnFeatures, removeOwnFeatures, writeOwnFeatures } from './own-features.ts';
import { type PreparedRun, prepareRun } from './prepare-run.ts';
import { readResult } from './read-result.ts';
import type { Result } from './result.ts';
import { runHere } from './run-here.ts';
import { checkRunOptions, type RunOptions } from './run-options.ts';
import { type BaselineUpdate, writeBaseline } from './scenarios/index.ts';
import { reportFormatNames, writeReport } from './write-report.ts';

export type { RunOptions } from './run-options.ts';

/** The result, and the paths of what was written. */
export interface RunOutcome {
  readonly result: Result;
  readonly files: ReportFiles | null;
  /** What was changed in the baseline; null unless that was asked for. */
  readonly baselineUpdate: BaselineUpdate | null;
}

export interface ReportFiles {
  readonly html: string;
  readonly result: string;
  readonly junit: string;
  readonly ctrf: string;
  readonly markdown: string;
  readonly messages: string;
}

/**
 * Runs scenarios against a contract and writes the report.
 *
 * Resolves also when scenarios fail: `result.verdict` and `result.exitCode` say so.
 * Throws `Problem` or `Problems` when the contract can't be read or a live target can't be reached.
 */
export async function run(options: RunOptions = {}): Promise<RunOutcome> {
  checkRunOptions(options);
  const run = await prepareRun(options);
  const { settings, contract, credentials } = run;
  const { features, report, cwd } = settings;
  const previous = options.previous === undefined ? null : await readResult(options.previous, cwd);
  const warnings = [...contract.warnings, ...credentials.stray];
  if (warnings.length > 0) options.onWarnings?.(warnings);
  const own = features.length === 0 ? await writeOwnFeatures(contract, report) : null;
  if (own !== null) options.onOwnFeatures?.(own);
  try {
    const told = await runAll(own === null ? run : { ...run, settings: { ...settings, features: [own.folder] } });
    const result = own === null ? told : withOwnFeatures(told, own, cwd);
    return {
      result,
      files: report === false ? null : await writeFiles(result, report, previous),
      baselineUpdate: updatedBaseline(options, result, cwd),
    };
  } finally {
    await removeOwnFeatures(own);
  }
}

async function runAll(run: PreparedRun): Promise<Result> {
  const { parallel = 1 } = run.options;
  const { report } = run.settings;
  const messages = report === false ? null : messagesPath(report);
  if (parallel === 1) return await runHere(run, messages === null ? null : createMessageFile(messages));
  // Only who asks for threads loads what they need.
  const { runInThreads } = await import('./run-in-threads.ts');
  return await runInThreads(run, parallel, messages);
}

function withOwnFeatures(result: Result, { folder }: OwnFeatures, cwd: string): Result {
  const short = relative(cwd, folder);
  const generatedFeatures = short.startsWith('..') ? folder : short;
  return { ...result, identity: { ...result.identity, generatedFeatures } };
}

function updatedBaseline({ baseline, updateBaseline }: RunOptions, result: Result, cwd: string): BaselineUpdate | null {
  if (baseline === undefined || updateBaseline !== true) return null;
  return writeBaseline(resolve(cwd, baseline), result, createRealClock().now());
}

const messagesPath = (folder: string) => join(folder, 'messages.ndjson');

async function writeFiles(result: Result, folder: string, previous: Result | null): Promise<ReportFiles> {
  const files = await writeReport(result, folder, reportFormatNames, { previous });
  return { ...files, messages: messagesPath(folder) };
}
