/**
 * The main job, top to bottom: contract → mock → scenarios → result → report.
 */
import { mkdirSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { createVirtualClock } from './clock.ts';
import { type FileAccess, type MountedDocument, readContract } from './contract/index.ts';
import { resolvedDocuments } from './documents.ts';
import { parseFault } from './faults/index.ts';
import { type Mock, startMock } from './mock/index.ts';
import { shipped } from './package.ts';
import type { Problem } from './problem.ts';
import { renderHtml, renderJunit } from './report/index.ts';
import type { Result, ScenarioResult } from './result.ts';
import type { Policy } from './retry/index.ts';
import { runScenarios } from './scenarios/index.ts';
import { createPieceWriter, type PieceWriter, writeResult } from './write-result.ts';

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
  /** Which table classifies failures; default: the failure layer's, `standard` where it names none. */
  readonly policy?: Policy;
  /** A tag expression, e.g. `@status:429 and not @slow`. */
  readonly tags?: string;
  /** Only scenarios whose name contains one of these. */
  readonly name?: readonly string[];
  /** Folder for `index.html`, `result.json`, `junit.xml` and `messages.ndjson`; `false` writes nothing. Default `reports`. */
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
}

export interface ReportFiles {
  readonly html: string;
  readonly result: string;
  readonly junit: string;
  readonly messages: string;
}

/**
 * Runs scenarios against a contract and writes the report.
 *
 * Resolves also when scenarios fail: `result.verdict` and `result.exitCode` say so.
 * Throws `Problem` or `Problems` when the contract can't be read or a live target can't be reached.
 */
export async function run(options: RunOptions = {}): Promise<RunOutcome> {
  const settings = settled(options);
  const { documentPath, failuresPath, features, stepFolders, policy, report, cwd, stderr, target } = settings;
  const { strict, tags, name, credential, onProgress } = options;

  const access = { files: [], network: false, ...options.allow };
  const contract = await readContract({ documentPath, failuresPath, parseFault, strict, access, cwd, whole: true });
  if (contract.warnings.length > 0) options.onWarnings?.(contract.warnings);
  const mock = target === undefined ? await startMock({ contract, createClock: createVirtualClock }) : null;
  const messages = report === false ? null : messageFile(report);
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
      onProgress,
      onMessage: messages?.take,
    });
    messages?.close();
    return { result, files: report === false ? null : await writeReport(result, report) };
  } finally {
    messages?.close();
    await mock?.close(0);
  }
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

/** Cucumber's messages go to their file as they come: of a long run they are more than memory should hold. */
function messageFile(folder: string) {
  let writer: PieceWriter | null = null;
  const opened = () => {
    mkdirSync(folder, { recursive: true });
    return createPieceWriter(filesIn(folder).messages);
  };
  return {
    take(envelope: unknown): void {
      writer ??= opened();
      writer.write(`${JSON.stringify(envelope)}\n`);
    },
    close: () => writer?.close(),
  };
}

function filesIn(folder: string): ReportFiles {
  return {
    html: join(folder, 'index.html'),
    result: join(folder, 'result.json'),
    junit: join(folder, 'junit.xml'),
    messages: join(folder, 'messages.ndjson'),
  };
}

async function writeReport(result: Result, folder: string): Promise<ReportFiles> {
  const files = filesIn(folder);
  await mkdir(folder, { recursive: true });
  writeResult(result, files.result);
  await Promise.all([
    writeFile(files.html, renderHtml(result, { deflate: deflateRawSync })),
    writeFile(files.junit, renderJunit(result)),
  ]);
  return files;
}
