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
    let value = valueAt(root, pointer);
    for (let hops = 0; hops < mostHops && isRecord(value); hops += 1) {
      const reference = value['$ref'];
      if (typeof reference !== 'string' || !reference.startsWith('#/')) break;
      const target = decode(reference.slice(1));
      const found = valueAt(root, target);
      if (!isRecord(found)) break;
      pointer = target;
      value = found;
    }
    return { pointer, value: isRecord(value) ? value : {} };
  }
  return { root, origins: createOrigins(), part };
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
