import { resolve } from 'node:path';
import { type Contract, type FileAccess, type MountedDocument, readContract, siblingLayer } from '../contract/index.ts';
import { parseFault } from '../faults/index.ts';
import { type Problem, problemsOf } from '../problem.ts';
import type { Collector } from './lint.ts';
import { readerRules } from './reported-problems.ts';
import { foundIn } from './rule.ts';

interface Paths {
  readonly documents: readonly MountedDocument[];
  readonly access?: FileAccess | undefined;
  readonly failures?: string | undefined;
  readonly cwd: string;
}

/** What could be read of a document and its layer. */
export interface ReadForLint {
  /** Null: nothing could be served. */
  readonly contract: Contract | null;
  /** Absolute; null where there is no layer file, or one that is broken. */
  readonly layerPath: string | null;
}

/**
 * Reads a contract as far as it can be read, and adds what the readers say. Where the document has a layer, any defect is
 * an error; then the document is read once more without it, so that the other rules have something to look at.
 */
export async function readForLint(
  { documents, failures, access, cwd }: Paths,
  collector: Collector,
): Promise<ReadForLint> {
  const documentPath = documents.map((document) => ({ ...document, path: resolve(cwd, document.path) }));
  const layerPath = failures === undefined ? await layerBeside(documentPath) : resolve(cwd, failures);
  const failuresPath = failures === undefined ? undefined : layerPath;
  const isOfLayer = layerTest(layerPath, cwd);
  const options = { documentPath, parseFault, access, cwd, whole: true };
  const whole = await attemptToRead(readContract({ ...options, failuresPath }));
  if (whole.kind === 'read') {
    addWarnings(whole.value, isOfLayer, collector);
    return { contract: whole.value, layerPath };
  }
  const alone = await attemptToRead(readContract({ ...options, failuresPath: null }));
  for (const problem of whole.problems) {
    const ofDocument = isUnreadable(problem) ? readerRules.unreadable : readerRules.leftOut;
    collector.add(isOfLayer(problem) ? readerRules.brokenLayer : ofDocument, [foundIn(problem)]);
  }
  return { contract: alone.kind === 'read' ? alone.value : null, layerPath: null };
}

async function layerBeside(documents: readonly MountedDocument[]): Promise<string | null> {
  const found = await Promise.all(documents.map(({ path }) => siblingLayer(path)));
  return found.find((path) => path !== null) ?? null;
}

/** A defect has a place within the document; where there is none, all of it couldn't be looked at. */
function isUnreadable({ code, place }: Problem): boolean {
  return (place.pointer ?? '') === '' || code === 'not-openapi' || code === 'no-operations';
}

/** What a reader made of a file, or why it refused it. */
type Attempt<T> =
  | { readonly kind: 'read'; readonly value: T }
  | { readonly kind: 'refused'; readonly problems: readonly Problem[] };

/** A file that isn't there is the caller's mistake, and thrown; one that can't be taken for what it should be is not. */
async function attemptToRead<T>(reading: Promise<T>): Promise<Attempt<T>> {
  try {
    return { kind: 'read', value: await reading };
  } catch (error) {
    const problems = problemsOf(error);
    if (problems.length === 0 || problems.some(({ code }) => code === 'unreadable-file')) throw error;
    return { kind: 'refused', problems };
  }
}

/** By `path-parameter-mismatch` and `ambiguous-path`. */
const saidElsewhere = ['undeclared-path-parameter', 'stray-path-parameter', 'names-in-path'];

function addWarnings({ warnings }: Contract, isOfLayer: (problem: Problem) => boolean, collector: Collector): void {
  for (const problem of warnings) {
    if (saidElsewhere.includes(problem.code)) continue;
    const { leftOut, odd, oddLayer } = readerRules;
    const ofDocument = problem.code === 'excluded-operation' ? leftOut : odd;
    collector.add(isOfLayer(problem) ? oddLayer : ofDocument, [foundIn(problem)]);
  }
}

/** The layer stands in a file of its own, or under `x-failures`. */
function layerTest(layerPath: string | null, cwd: string): (problem: Problem) => boolean {
  return ({ place: { file, pointer } }) => {
    if (pointer?.split('/').includes('x-failures')) return true;
    return file !== undefined && layerPath !== null && resolve(cwd, file) === layerPath;
  };
}
