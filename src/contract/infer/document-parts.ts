import type { Operation } from '../contract.ts';
import type { OpenApi } from '../document/open-api.ts';
import { isRecord, join } from '../document/pointer.ts';

type Part = Readonly<Record<string, unknown>>;

/**
 * The object of an operation as it stands in the document. Read without compiling anything: of a large document most
 * operations are never called.
 */
export function partOf(document: OpenApi, { path, method }: Operation): Part {
  return recordAt(document, join('/paths', path), method.toLowerCase());
}

/** The statuses that it declares. */
export function statusesOf(part: Part): readonly string[] {
  return Object.keys(isRecord(part['responses']) ? part['responses'] : {});
}

/** A member of what stands at a pointer, behind all references; empty where there is none. */
export function recordAt(document: OpenApi, start: string, ...tokens: readonly string[]): Part {
  try {
    let { pointer, value } = document.resolve(start);
    for (const token of tokens) ({ pointer, value } = document.resolve(join(pointer, token)));
    return isRecord(value) ? value : {};
  } catch {
    // A reference that leads nowhere is reported by whoever reads the document.
    return {};
  }
}
