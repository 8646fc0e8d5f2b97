import { access } from 'node:fs/promises';
import { basename, dirname, extname, join as joinPath } from 'node:path';
import { type Place, Problem } from '../../problem.ts';
import { suggest } from '../../suggest.ts';
import type { OpenApi } from '../document/open-api.ts';
import type { ReadOperation } from '../document/operations.ts';
import { isRecord, join } from '../document/pointer.ts';
import { readSource, type Source } from '../document/source.ts';

/** A piece of failure layer: the whole file, `x-failures` of the document, or the rules of one operation. */
export interface LayerPart {
  /** As the file would have it. */
  readonly data: unknown;
  /** Where a pointer into `data` really stands. */
  place(pointer: string): Place;
  /** The operation that its rules speak of when they don't say; null for the layer itself. */
  readonly operationId: string | null;
}

/** Path of the layer that lies beside a document: `shop.failures.yaml` beside `shop.openapi.yaml`; null without one. */
export async function siblingLayer(documentPath: string): Promise<string | null> {
  const stem = basename(documentPath, extname(documentPath)).replace(/\.openapi$/, '');
  for (const extension of ['yaml', 'yml', 'json']) {
    const path = joinPath(dirname(documentPath), `${stem}.failures.${extension}`);
    if (await exists(path)) return path;
  }
  return null;
}

async function exists(path: string): Promise<boolean> {
  try {
    await access(path);
    return true;
  } catch {
    return false;
  }
}

export async function readLayerFile(path: string, shown: string): Promise<Source> {
  const source = await readSource(path, 'the failure layer', shown);
  if (isRecord(source.data)) return source;
  throw new Problem(
    'not-a-layer',
    `Failed to read the failure layer "${shown}": it is no map.`,
    'Start it with "version: 1".',
    {
      place: source.place(''),
    },
  );
}

/** The parts of a layer in the order in which they count: the file or the root's `x-failures`, then the operations'. */
export function layerParts(
  document: OpenApi,
  operations: readonly Pick<ReadOperation, 'pointer' | 'operation'>[],
  file: Source | null,
): readonly LayerPart[] {
  const inRoot = document.root['x-failures'];
  if (file !== null && inRoot !== undefined) throw twoLayers(document, file);
  const parts: LayerPart[] = [];
  if (file !== null) parts.push({ data: file.data, place: file.place, operationId: null });
  if (inRoot !== undefined) {
    const data = isRecord(inRoot) ? { version: 1, ...inRoot } : inRoot;
    parts.push({ data, place: (pointer) => document.source.place(`/x-failures${pointer}`), operationId: null });
  }
  return [...parts, ...operations.flatMap((one) => operationPart(document, one))];
}

function operationPart(
  document: OpenApi,
  { pointer, operation }: Pick<ReadOperation, 'pointer' | 'operation'>,
): readonly LayerPart[] {
  const { value } = document.resolve(join(pointer, 'x-failures'));
  if (value === undefined) return [];
  const base = join(pointer, 'x-failures');
  const { id: operationId } = operation;
  // The plain form is the list of rules; the other has the keys of a layer that can be about one operation.
  if (!isRecord(value)) {
    const place = (inner: string) => document.source.place(base + inner.replace(/^\/rules/, ''));
    return [{ data: { version: 1, rules: value }, place, operationId }];
  }
  const strange = Object.keys(value).find((key) => !ofOperations.includes(key));
  if (strange !== undefined) throw notOfOperations(document, strange, join(base, strange));
  return [{ data: { version: 1, ...value }, place: (inner) => document.source.place(base + inner), operationId }];
}

const ofOperations: readonly string[] = ['rules', 'expect'];

function notOfOperations(document: OpenApi, key: string, pointer: string): Problem {
  return document.problem(
    'unknown-key',
    `Failed to read "x-failures" of an operation: "${key}" is no key here.`,
    `Use one of: ${ofOperations.join(', ')}; everything else belongs to "x-failures" at the root, or into a file.${suggest(key, ofOperations)}`,
    pointer,
  );
}

function twoLayers(document: OpenApi, file: Source): Problem {
  return document.problem(
    'two-failure-layers',
    `Failed to read the failure layer: "${file.path}" and "x-failures" of the document both say how the API fails.`,
    'Move everything to one of the two.',
    '/x-failures',
  );
}
