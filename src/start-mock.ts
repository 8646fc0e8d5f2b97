import { resolve } from 'node:path';
import { createVirtualClock } from './clock.ts';
import { type FileAccess, type MountedDocument, readContract } from './contract/index.ts';
import { resolvedDocuments } from './documents.ts';
import { parseFault } from './faults/index.ts';
import { startMock as serveContract } from './mock/index.ts';
import type { ControlListener, Mock } from './mock/mock.ts';
import { shipped } from './package.ts';
import { printProblem } from './problem.ts';

/** What to serve, and where. */
export interface StartMockOptions {
  /** Path of an OpenAPI document, or of several that are served as one; default: the alert and user API that ships. */
  readonly openapi?: string | readonly MountedDocument[];
  /** Path of its failure layer; default: the file `<name>.failures.yaml` beside the document, if there is one. */
  readonly failures?: string;
  /** Default 0: a free one. */
  readonly port?: number;
  /** Default 127.0.0.1. */
  readonly host?: string;
  /** `virtual` jumps over waits; only for clients that tell the clock when they work, such as `createClient`. Default `real`. */
  readonly clock?: 'real' | 'virtual';
  /** Opens the control API on a port of its own; `{}` takes a free one, on loopback. Default: there is none. */
  readonly control?: ControlListener;
  /** What references may lead to beside files below the document's folder. */
  readonly allow?: Partial<FileAccess>;
  /** Refuses a document with any defect instead of leaving out the operation it breaks. */
  readonly strict?: boolean;
  /** Folder that relative paths start from; default: the process's own. */
  readonly cwd?: string;
  /** Default: nobody is told. */
  readonly onWarning?: (message: string) => void;
}

/**
 * Serves an API with its failures, on loopback unless told otherwise. Resolves once it answers.
 *
 * Throws `Problem` or `Problems` when the contract can't be read or the port can't be had.
 */
export async function startMock(options: StartMockOptions = {}): Promise<Mock> {
  const { openapi = shipped.document, failures, strict, allow, cwd = process.cwd(), clock, ...server } = options;
  const contract = await readContract({
    documentPath: resolvedDocuments(openapi, cwd),
    parseFault,
    failuresPath: failures === undefined ? undefined : resolve(cwd, failures),
    strict,
    access: { files: [], network: false, ...allow },
    cwd,
    onExcluded: (problem) => server.onWarning?.(printProblem(problem)),
  });
  return serveContract({ contract, ...server, ...(clock === 'virtual' ? { createClock: createVirtualClock } : {}) });
}
