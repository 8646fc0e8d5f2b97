import { isRecord, lastToken, parentOf, tokensOf, valueAt } from '../pointer.ts';
import { nameMaps, visitReferences } from '../visit-references.ts';

/** What is referred to of one file: a file of hundreds of schemas, of which one is needed, costs no more than this one. */
export interface Reached {
  /** Marks what a fragment leads to, and tells the texts of the references in it; nothing where that was done before. */
  reach(fragment: string): readonly string[];
  /** The file's data without what nobody asked for; its own scalars, such as the version, stay. */
  part(): unknown;
}

/** Marks in the data of a file. One that names its parts by ids or anchors is taken whole. */
export function createReached(data: unknown): Reached {
  const { ids, isPlain } = ownNames(data);
  const wanted: Branch = { isWhole: false, members: new Map() };
  return {
    reach(fragment) {
      const pointer = isPlain ? pointerFor(data, fragment) : '';
      if (!mark(wanted, tokensOf(pointer))) return [];
      const texts = new Set<string>();
      visitReferences(valueAt(data, pointer), (value, text) => {
        if (text !== undefined) texts.add(text);
        for (const meant of mappedIn(value)) texts.add(meant);
      });
      return [...texts].filter((text) => !ids.has(resourceOf(text)));
    },
    part: () => partOf(data, wanted, true),
  };
}

/** The file that a reference names; empty: its own. */
export function resourceOf(text: string): string {
  return text.split('#', 1)[0] ?? '';
}

interface Branch {
  isWhole: boolean;
  readonly members: Map<string, Branch>;
}

/** False: it was marked before. */
function mark(branch: Branch, tokens: readonly string[]): boolean {
  let at = branch;
  for (const token of tokens) {
    if (at.isWhole) return false;
    const next = at.members.get(token) ?? { isWhole: false, members: new Map() };
    at.members.set(token, next);
    at = next;
  }
  const isNew = !at.isWhole;
  at.isWhole = true;
  return isNew;
}

function partOf(value: unknown, { isWhole, members }: Branch, isRoot: boolean): unknown {
  // Items of a list are known by their numbers.
  if (isWhole || !isRecord(value)) return value;
  const kept = Object.entries(value).flatMap(([key, child]) => {
    const branch = members.get(key);
    if (branch !== undefined) return [[key, partOf(child, branch, false)] as const];
    return isRoot && (typeof child !== 'object' || child === null) ? [[key, child] as const] : [];
  });
  return Object.fromEntries(kept);
}

function ownNames(data: unknown): { readonly ids: ReadonlySet<string>; readonly isPlain: boolean } {
  const ids = new Set<string>();
  let isPlain = true;
  visitReferences(data, (value) => {
    if (typeof value['$id'] === 'string') ids.add(value['$id'].replace(/#$/, ''));
    if (['$id', '$anchor', '$dynamicAnchor'].some((key) => typeof value[key] === 'string')) isPlain = false;
  });
  return { ids, isPlain };
}

/** What has to be there for a fragment; the whole file where it can't be told. */
function pointerFor(data: unknown, fragment: string): string {
  if (!fragment.startsWith('/')) return '';
  const pointer = decoded(fragment);
  if (pointer === null || valueAt(data, pointer) === undefined) return '';
  // Below such a key names stand, which only what holds it tells from keywords.
  return nameMaps.has(lastToken(pointer)) ? parentOf(pointer) : pointer;
}

function decoded(fragment: string): string | null {
  try {
    return decodeURIComponent(fragment);
  } catch {
    return null;
  }
}

/** A discriminator's mapping holds references beside plain names. */
function mappedIn({ discriminator }: Readonly<Record<string, unknown>>): readonly string[] {
  const mapping = isRecord(discriminator) && isRecord(discriminator['mapping']) ? discriminator['mapping'] : {};
  return Object.values(mapping).filter((text): text is string => typeof text === 'string' && text.includes('#'));
}
