import { isRecord, valueAt } from '../pointer.ts';
import { createOrigins, type Origins } from './origins.ts';

export type Members = Readonly<Record<string, unknown>>;

/** A part of a Swagger document and where it stands, behind its references. */
export interface Part {
  readonly pointer: string;
  readonly value: Members;
}

/** What the parts of a Swagger document are converted with. */
export interface Workshop {
  readonly root: Members;
  readonly origins: Origins;
  /** What stands at a pointer, behind its references; what leads nowhere stays the reference that it is. */
  part(pointer: string): Part;
}

const mostHops = 50;

/** Nothing of the document is changed. */
export function createWorkshop(root: Members): Workshop {
  function part(start: string): Part {
    let pointer = start;
    for (let hops = 0; hops < mostHops; hops += 1) {
      const target = targetOf(valueAt(root, pointer));
      if (target === null || !isRecord(valueAt(root, target))) break;
      pointer = target;
    }
    const value = valueAt(root, pointer);
    return { pointer, value: isRecord(value) ? value : {} };
  }
  return { root, origins: createOrigins(), part };
}

/** Pointer that a local reference means; null for any other value. */
function targetOf(value: unknown): string | null {
  const reference = isRecord(value) ? value['$ref'] : undefined;
  return typeof reference === 'string' && reference.startsWith('#/') ? decode(reference.slice(1)) : null;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The members but those of these names. */
export function without(value: Members, ...names: readonly string[]): Members {
  return Object.fromEntries(Object.entries(value).filter(([name]) => !names.includes(name)));
}

/** The texts of a list; null where there is none, or an empty one. */
export function texts(value: unknown): readonly string[] | null {
  return Array.isArray(value) && value.length > 0 ? value.map(String) : null;
}
