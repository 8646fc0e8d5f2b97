/**
 * The main job, top to bottom: contract → mock → scenarios → result → report.
 */
import { join, relative, resolve } from 'node:path';
import { createRealClock, createVirtualClock } from './clock.ts';
import { type Contract, type FileAccess, type MountedDocument, readContract } from './contract/index.ts';
import { resolvedDocuments } from './documents.ts';
import { parseFault } from './faults/index.ts';
import { createMessageFile } from './message-file.ts';
import { type Mock, startMock } from './mock/index.ts';
import { shipped } from './package.ts';
import type { Problem } from './problem.ts';
import { readResult } from './read-result.ts';
import type { Result, ScenarioResult, Shard } from './result.ts';
import type { Policy } from './retry/index.ts';
import { checkRunOptions } from './run-options.ts';
import {
  type BaselineUpdate,
  credentialsFrom,
  type LiveLimits,
  readBaseline,
  runScenarios,
  strayCredentials,
  writeBaseline,
} from './scenarios/index.ts';
import { reportFormatNames, writeReport } from './write-report.ts';

/** What to run, against what, and where the report goes. Only `cwd` matters for relative paths. */
export interface RunOptions {
  /** Path of an OpenAPI document, or of several that are served as one; default: the alert and user API that ships. */
  readonly openapi?: string | readonly MountedDocument[];
  /** Path of its failure layer; default: the file `<name>.failures.yaml` beside the document, if there is one. */
  readonly failures?: string;
  /** Feature files, folders, `file:line`; default: the features that ship. */
  readonly features?: readonly string[];
  /** Folders with step files of one's own, loaded beside the shipped steps. */
  readonly steps?: readonly string[];
  /** Base URL of a live API; default: an embedded mock on a virtual clock. */
  readonly target?: string;
  /** Value of the credential that scenarios call "a valid API key"; default: the failure layer's. */
  readonly credential?: string;
  /** Where `FAULTLINE_CREDENTIAL_<SCHEME>` are looked up for a live target; default: the process's own. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** What may be done to a live target; default: safe methods alone, no quota used up, five requests a second. */
  readonly live?: Partial<LiveLimits>;
  /** Runs this part of the scenarios alone; `faultline report` puts the results of all parts together. */
  readonly shard?: Pick<Shard, 'index' | 'total'>;
  /** Matches the steps and sends nothing: says what would be covered. */
  readonly dryRun?: boolean;
  /** Percent of what is declared that has to be covered; below it the exit code is 4. */
  readonly minCoverage?: number;
  /** Makes a live API that differs from its contract exit code 4. */
  readonly failOnDrift?: boolean;
  /** Path of a file with known failures, which break nothing. */
  readonly baseline?: string;
  /** Writes that file anew: what is broken comes in, what passes now goes out. */
  readonly updateBaseline?: boolean;
  /** Path of an earlier `result.json`, to say in the report what changed since. */
  readonly previous?: string;
  /** Which table classifies failures; default: the failure layer's, `standard` where it names none. */
  readonly policy?: Policy;
  /** A tag expression, e.g. `@status:429 and not @slow`. */
  readonly tags?: string;
  /** Only scenarios whose name contains one of these. */
  readonly name?: readonly string[];
  /** Folder for `index.html`, `summary.md`, `junit.xml`, `ctrf.json`, `result.json` and `messages.ndjson`; `false` writes nothing. Default `reports`. */
  readonly report?: string | false;
  /** What references may lead to beside files below the document's folder. */
  readonly allow?: Partial<FileAccess>;
  /** Refuses a document with any defect instead of leaving out the operation it breaks. */
  readonly strict?: boolean;
  /** Default: the process's own. */
  readonly cwd?: string;
  readonly onProgress?: (scenario: ScenarioResult) => void;
  /** Told before the first scenario, when there are any: what was left out of the contract, or is odd about it. */
  readonly onWarnings?: (warnings: readonly Problem[]) => void;
  /** What users' own steps and hooks print. */
  readonly stderr?: NodeJS.WritableStream;
}

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
  const settings = settled(options);
  const { documentPath, failuresPath, features, stepFolders, policy, report, cwd, stderr, target } = settings;
  const { strict, tags, name, credential, onProgress, shard, dryRun, live, minCoverage, failOnDrift } = options;

  const access = { files: [], network: false, ...options.allow };
  const contract = await readContract({ documentPath, failuresPath, parseFault, strict, access, cwd, whole: true });
  const baseline = await baselineOf(options, cwd);
  const previous = options.previous === undefined ? null : await readResult(options.previous, cwd);
  const { credentials, stray } = liveCredentials(options, contract);
  const warnings = [...contract.warnings, ...stray];
  if (warnings.length > 0) options.onWarnings?.(warnings);
  const mock = target === undefined ? await startMock({ contract, createClock: createVirtualClock }) : null;
  const messages = report === false ? null : createMessageFile(messagesPath(report));
  try {
    const { result } = await runScenarios({
      contract,
      target: targetOf(mock, target),
      features,
      stepFolders,
      policy: policy ?? contract.layer.policy ?? 'standard',
      cwd,
      stderr,
      tags,
      name,
      credential,
      credentials,
      live,
      shard,
      isDry: dryRun,
      baseline,
      gates: { minCoverage, noDrift: failOnDrift },
      onProgress,
      onMessage: messages?.take,
    });
    messages?.end();
    return {
      result,
      files: report === false ? null : await writeFiles(result, report, previous),
      baselineUpdate: updatedBaseline(options, result, cwd),
    };
  } finally {
    messages?.close();
    await mock?.close(0);
  }
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
