import { resolve } from 'node:path';
import type { MountedDocument } from './contract/index.ts';

/** The documents that a caller names, one or several, with absolute paths. */
export function resolvedDocuments(
  openapi: string | readonly MountedDocument[],
  cwd: string,
): readonly MountedDocument[] {
  const documents = typeof openapi === 'string' ? [{ path: openapi }] : openapi;
  return documents.map((document) => ({ ...document, path: resolve(cwd, document.path) }));
}
