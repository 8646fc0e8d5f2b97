import { isAbsolute, relative } from 'node:path';
import { Problem, throwProblems } from '../problem.ts';
import type { Contract } from './contract.ts';
import { closedAccess, type FileAccess } from './document/files/access.ts';
import { bundle } from './document/files/bundle.ts';
import { combine } from './document/files/combine.ts';
import { createFindings } from './document/findings.ts';
import { asOpenApi } from './document/open-api.ts';
import { prismDocument } from './document/prism-document.ts';
import { type ReadDocument, readDocument } from './document/read-document.ts';
import { createServable } from './document/servable.ts';
import { readSource, type Source } from './document/source.ts';
import type { ParseFault } from './layer/layer-context.ts';
import { type LayerPart, layerParts, readLayerFile, siblingLayer } from './layer/layer-parts.ts';
import { type ReadLayer, readLayer } from './layer/read-layer.ts';

/** One of several documents that are served as one API. */
export interface MountedDocument {
  readonly path: string;
  /** What its paths are served below, such as `/billing`. Default: as it says itself. */
  readonly basePath?: string | undefined;
}

export interface ContractOptions {
  /** Several documents are served as one, each below its base path. */
  readonly documentPath: string | readonly MountedDocument[];
  /** Undefined: the file beside the document, else `x-failures` in it, else defaults. Null: defaults, whatever is there. */
  readonly failuresPath?: string | null | undefined;
  /** Reads a fault as the layer writes it; throws a `Problem` for what it doesn't know. */
  readonly parseFault: ParseFault;
  /** Refuses a foreign document with any defect, instead of leaving out the operations it breaks. */
  readonly strict?: boolean | undefined;
  /** Paths below it are shown without it. Default: the working directory. */
  readonly cwd?: string | undefined;
  /** What references may lead to beside files below the document's folder. Default: nothing. */
  readonly access?: FileAccess | undefined;
  /**
   * Compiles every schema at once. Otherwise large documents are only looked over, and an operation is compiled when it is
   * first called: one that turns out to be defective is left out from then on. Default: for up to 200 operations.
   */
  readonly whole?: boolean | undefined;
  /** Told when an operation is left out after the contract was read. */
  readonly onExcluded?: ((problem: Problem) => void) | undefined;
}

/**
 * Reads a document and its failure layer, and checks and compiles all of it.
 *
 * A document with a layer is somebody's own: every defect is an error. One without is foreign: what can't be served is
 * left out with its reason. Throws `Problem` or `Problems`, all at once, with file, line and pointer.
 */
export async function readContract(options: ContractOptions): Promise<Contract> {
  const { documentPath, parseFault, strict = false, cwd = process.cwd() } = options;
  const findings = createFindings();
  const mounted = typeof documentPath === 'string' ? [{ path: documentPath }] : documentPath;
  const source = await readDocuments(mounted, options.access ?? closedAccess, cwd);
  const layerPath = options.failuresPath === undefined ? await layerBeside(mounted) : options.failuresPath;
  const layerFile =
    layerPath === null ? null : await keep(findings, readLayerFile(layerPath, shownPath(layerPath, cwd)));
  const read = readDocument(source, { whole: strict || options.whole });
  const parts = options.failuresPath === null ? [] : partsOf(findings, read, layerFile);
  const isOwn = layerPath !== null || parts.length > 0 || strict;
  if (isOwn || read.operations.length === 0) findings.add(...read.defects);
  const operations = isOwn ? read.all : read.operations;
  const layer = readLayer({ document: read.document, operations, parts, parseFault });
  findings.add(...layer.problems);
  throwProblems(findings.problems);
  return contractOf(source, layerFile, read, layer, options.onExcluded);
}

/** The documents, each with the files that belong to it, as one. */
async function readDocuments(mounted: readonly MountedDocument[], access: FileAccess, cwd: string): Promise<Source> {
  const read = mounted.map(async ({ path, basePath = null }) => {
    const source = await bundle(await readSource(path, 'the document', shownPath(path, cwd)), path, access);
    return { source: asOpenApi(source), basePath };
  });
  const sources = await Promise.all(read);
  const [first] = sources;
  return sources.length === 1 && first?.basePath === null ? first.source : combine(sources);
}

/** Of several documents at most one has a layer beside it. */
async function layerBeside(mounted: readonly MountedDocument[]): Promise<string | null> {
  const found = await Promise.all(mounted.map(({ path }) => siblingLayer(path)));
  const [first = null, second] = found.filter((path) => path !== null);
  if (second === undefined) return first;
  throw new Problem(
    'two-failure-layers',
    `Failed to read the failure layer: "${first}" and "${second}" both say how the API fails.`,
    'Name the one that counts with "--failures".',
  );
}

async function keep<T>(findings: ReturnType<typeof createFindings>, promise: Promise<T>): Promise<T | null> {
  const [settled] = await Promise.allSettled([promise]);
  return findings.attempt(() => {
    if (settled.status === 'rejected') throw settled.reason;
    return settled.value;
  });
}

function partsOf(
  findings: ReturnType<typeof createFindings>,
  read: ReadDocument,
  file: Source | null,
): readonly LayerPart[] {
  return findings.attempt(() => layerParts(read.document, read.sites, file)) ?? [];
}

function contractOf(
  source: Source,
  layerFile: Source | null,
  read: ReadDocument,
  { layer, warnings }: ReadLayer,
  onExcluded: ContractOptions['onExcluded'],
): Contract {
  const excluded = new Set(read.excluded.map(({ pointer }) => pointer));
  const servable = createServable(read, onExcluded);
  return Object.assign(servable, {
    title: read.title,
    version: read.version,
    path: source.path,
    sha256: source.sha256,
    asWritten: !source.made,
    document: prismDocument(read.document, excluded),
    layer,
    layerFile: layerFile === null ? null : { path: layerFile.path, sha256: layerFile.sha256 },
    warnings: [...read.excluded.map(({ problem }) => problem), ...read.warnings, ...warnings],
    place: read.document.source.place,
  });
}

function shownPath(path: string, cwd: string): string {
  const near = relative(cwd, path);
  return near === '' || near.startsWith('..') || isAbsolute(near) ? path : near;
}
