import { relative, resolve } from 'node:path';
import { type Contract, readContract } from './contract/index.ts';
import { resolvedDocuments } from './documents.ts';
import { parseFault } from './faults/index.ts';
import { shipped } from './package.ts';
import type { RunOptions } from './run-options.ts';
import { credentialsFrom, readBaseline, strayCredentials } from './scenarios/index.ts';

/** What is read before a run begins. */
export interface PreparedRun {
  readonly options: RunOptions;
  readonly settings: ReturnType<typeof settled>;
  readonly contract: Contract;
  readonly baseline: Awaited<ReturnType<typeof baselineOf>>;
  readonly credentials: ReturnType<typeof liveCredentials>;
}

/** Reads what a run needs. Throws `Problem` or `Problems` when that can't be done. */
export async function prepareRun(options: RunOptions): Promise<PreparedRun> {
  const settings = settled(options);
  const { documentPath, failuresPath, cwd } = settings;
  const access = { files: [], network: false, ...options.allow };
  const { strict } = options;
  const contract = await readContract({ documentPath, failuresPath, parseFault, strict, access, cwd, whole: true });
  return {
    options,
    settings,
    contract,
    baseline: await baselineOf(options, cwd),
    credentials: liveCredentials(options, contract),
  };
}

async function baselineOf({ baseline, updateBaseline = false }: RunOptions, cwd: string) {
  if (baseline === undefined) return undefined;
  const path = resolve(cwd, baseline);
  const short = relative(cwd, path);
  return await readBaseline(path, short.startsWith('..') ? path : short, updateBaseline);
}

/** A mock takes what its failure layer knows: nobody's real credentials go there. */
function liveCredentials({ target, env = process.env }: RunOptions, contract: Contract) {
  if (target === undefined) return { values: undefined, stray: [] };
  return { values: credentialsFrom(env, contract), stray: strayCredentials(env, contract) };
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
