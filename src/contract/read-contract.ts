import { isAbsolute, relative } from 'node:path';
import { type Problem, throwProblems } from '../problem.ts';
import type { Contract, Operation } from './contract.ts';
import { createFindings } from './document/findings.ts';
import { prismDocument } from './document/prism-document.ts';
import { type ReadDocument, readDocument } from './document/read-document.ts';
import { createRouter } from './document/routes.ts';
import { basePaths } from './document/servers.ts';
import { readSource, type Source } from './document/source.ts';
import type { ParseFault } from './layer/layer-context.ts';
import { type LayerPart, layerParts, readLayerFile, siblingLayer } from './layer/layer-parts.ts';
import { type ReadLayer, readLayer } from './layer/read-layer.ts';

export interface ContractOptions {
  readonly documentPath: string;
  /** Undefined: the file beside the document, else `x-failures` in it, else defaults. Null: defaults, whatever is there. */
  readonly failuresPath?: string | null | undefined;
  /** Reads a fault as the layer writes it; throws a `Problem` for what it doesn't know. */
  readonly parseFault: ParseFault;
  /** Refuses a foreign document with any defect, instead of leaving out the operations it breaks. */
  readonly strict?: boolean | undefined;
  /** Paths below it are shown without it. Default: the working directory. */
  readonly cwd?: string | undefined;
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
  const source = await readSource(documentPath, 'the document', shownPath(documentPath, cwd));
  const layerPath = options.failuresPath === undefined ? await siblingLayer(documentPath) : options.failuresPath;
  const layerFile =
    layerPath === null ? null : await keep(findings, readLayerFile(layerPath, shownPath(layerPath, cwd)));
  const read = readDocument(source);
  const parts = options.failuresPath === null ? [] : partsOf(findings, read, layerFile);
  const isOwn = layerPath !== null || parts.length > 0 || strict;
  if (isOwn || read.operations.length === 0) findings.add(...read.defects);
  const operations = isOwn ? read.all : read.operations;
  const layer = readLayer({ document: read.document, operations, parts, parseFault });
  findings.add(...layer.problems);
  throwProblems(findings.problems);
  return contractOf(source, layerFile, read, layer);
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
): Contract {
  const excluded = new Set(read.excluded.map(({ pointer }) => pointer));
  const byId = new Map<string, Operation>(read.operations.map((operation) => [operation.id, operation]));
  const odd: readonly Problem[] = [...read.excluded.map(({ problem }) => problem), ...read.warnings, ...warnings];
  return {
    title: read.title,
    version: read.version,
    path: source.path,
    sha256: source.sha256,
    document: prismDocument(read.document, excluded),
    operations: read.operations,
    excluded: read.excluded.map(({ id, method, path, problem }) => ({ id, method, path, problem })),
    layer,
    layerFile: layerFile === null ? null : { path: layerFile.path, sha256: layerFile.sha256 },
    warnings: odd,
    operation: (id) => byId.get(id),
    place: source.place,
    route: createRouter(read.operations, basePaths(read.document)),
  };
}

function shownPath(path: string, cwd: string): string {
  const near = relative(cwd, path);
  return near === '' || near.startsWith('..') || isAbsolute(near) ? path : near;
}
