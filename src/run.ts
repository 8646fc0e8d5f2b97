/**
 * The main job, top to bottom: contract → mock → scenarios → result → report.
 */
import { join, relative, resolve } from 'node:path';
import { createRealClock, createVirtualClock } from './clock.ts';
import { type Contract, readContract } from './contract/index.ts';
import { resolvedDocuments } from './documents.ts';
import { parseFault } from './faults/index.ts';
import { createMessageFile } from './message-file.ts';
import { type Mock, startMock } from './mock/index.ts';
import { type OwnFeatures, removeOwnFeatures, writeOwnFeatures } from './own-features.ts';
import { shipped } from './package.ts';
import { readResult } from './read-result.ts';
import type { Result } from './result.ts';
import { checkRunOptions, type RunOptions } from './run-options.ts';
import {
  type BaselineUpdate,
  credentialsFrom,
  readBaseline,
  runScenarios,
  strayCredentials,
  writeBaseline,
} from './scenarios/index.ts';
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
  const { strict } = options;
  const settings = settled(options);
  const { documentPath, failuresPath, features, report, cwd } = settings;
  const access = { files: [], network: false, ...options.allow };
  const contract = await readContract({ documentPath, failuresPath, parseFault, strict, access, cwd, whole: true });
  const baseline = await baselineOf(options, cwd);
  const previous = options.previous === undefined ? null : await readResult(options.previous, cwd);
  const { credentials, stray } = liveCredentials(options, contract);
  const warnings = [...contract.warnings, ...stray];
  if (warnings.length > 0) options.onWarnings?.(warnings);
  const own = features.length === 0 ? await writeOwnFeatures(contract, report) : null;
  if (own !== null) options.onOwnFeatures?.(own);
  try {
    const run = { settings: own === null ? settings : { ...settings, features: [own.folder] }, contract };
    const told = await runAll(options, { ...run, baseline, credentials });
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

interface Prepared {
  readonly settings: ReturnType<typeof settled>;
  readonly contract: Contract;
  readonly baseline: Awaited<ReturnType<typeof baselineOf>>;
  readonly credentials: ReturnType<typeof liveCredentials>['credentials'];
}

async function runAll(options: RunOptions, { settings, contract, baseline, credentials }: Prepared): Promise<Result> {
  const { features, stepFolders, policy, report, cwd, stderr, target } = settings;
  const { tags, name, credential, onProgress, shard, dryRun, live, minCoverage, failOnDrift } = options;
  const mock = target === undefined ? await startMock({ contract, createClock: createVirtualClock }) : null;
  const messages = report === false ? null : createMessageFile(messagesPath(report));
  try {
    const { result } = await runScenarios({
      ...{ contract, features, stepFolders, cwd, stderr, tags, name, credential, credentials, live, shard, baseline },
      target: targetOf(mock, target),
      policy: policy ?? contract.layer.policy ?? 'standard',
      isDry: dryRun,
      gates: { minCoverage, noDrift: failOnDrift },
      onProgress,
      onMessage: messages?.take,
    });
    messages?.end();
    return result;
  } finally {
    messages?.close();
    await mock?.close(0);
  }
}

function withOwnFeatures(result: Result, { folder }: OwnFeatures, cwd: string): Result {
  const short = relative(cwd, folder);
  const generatedFeatures = short.startsWith('..') ? folder : short;
  return { ...result, identity: { ...result.identity, generatedFeatures } };
}

async function baselineOf({ baseline, updateBaseline = false }: RunOptions, cwd: string) {
  if (baseline === undefined) return undefined;
  const path = resolve(cwd, baseline);
  const short = relative(cwd, path);
  return await readBaseline(path, short.startsWith('..') ? path : short, updateBaseline);
}

function updatedBaseline({ baseline, updateBaseline }: RunOptions, result: Result, cwd: string): BaselineUpdate | null {
  if (baseline === undefined || updateBaseline !== true) return null;
  return writeBaseline(resolve(cwd, baseline), result, createRealClock().now());
}

/** A mock takes what its failure layer knows: nobody's real credentials go there. */
function liveCredentials({ target, env = process.env }: RunOptions, contract: Contract) {
  if (target === undefined) return { credentials: undefined, stray: [] };
  return { credentials: credentialsFrom(env, contract), stray: strayCredentials(env, contract) };
}

/** The options with their defaults, and paths made absolute. */
function settled({
  cwd = process.cwd(),
  openapi = shipped.document,
  failures,
  report = 'reports',
  ...options
}: RunOptions) {
  const documentPath = resolvedDocuments(openapi, cwd);
  return {
    cwd,
    documentPath,
    failuresPath: failures === undefined ? undefined : resolve(cwd, failures),
    features: options.features ?? (documentPath[0]?.path === shipped.document ? [shipped.features] : []),
    stepFolders: (options.steps ?? []).map((folder) => resolve(cwd, folder)),
    policy: options.policy,
    report: report === false ? report : resolve(cwd, report),
    stderr: options.stderr ?? process.stderr,
    target: options.target,
  };
}

function targetOf(mock: Mock | null, url: string | undefined) {
  return mock === null ? ({ kind: 'live', url: url ?? '' } as const) : ({ kind: 'embedded', mock } as const);
}

const messagesPath = (folder: string) => join(folder, 'messages.ndjson');

async function writeFiles(result: Result, folder: string, previous: Result | null): Promise<ReportFiles> {
  const files = await writeReport(result, folder, reportFormatNames, { previous });
  return { ...files, messages: messagesPath(folder) };
}
