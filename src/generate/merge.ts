import { type Block, digestOf } from './block.ts';
import type { PlannedFeature } from './feature.ts';
import { type ParsedFeature, parseFeature, type Segment } from './parse-feature.ts';

/** A file as it has to be, beside what stands there. */
export interface MergedFile {
  readonly path: string;
  /** Null: nothing is left of it, it goes. */
  readonly text: string | null;
  readonly state: 'new' | 'changed' | 'unchanged' | 'removed';
}

/** What was found in the folder that a person had put there. */
export interface Kept {
  readonly file: string;
  readonly id: string;
  readonly what:
    | 'edited'
    | 'edited, and the contract has changed since'
    | 'edited, but no longer in the contract'
    | 'left out'
    | 'your own';
}

export interface Merged {
  readonly files: readonly MergedFile[];
  readonly kept: readonly Kept[];
}

/**
 * Joins what is generated with what a person made of the last time's. `existing` are texts by path, without files of
 * somebody else's; `chosen` are the operations to speak of, null: all.
 */
export function mergeFeatures(
  features: readonly PlannedFeature[],
  existing: ReadonlyMap<string, string>,
  chosen: ReadonlySet<string> | null = null,
): Merged {
  const parsed = new Map([...existing].map(([path, text]) => [path, parseFeature(text)]));
  const planned = features.flatMap((feature) => narrowed(feature, parsed.get(feature.path), chosen));
  const found = new Findings(planned, parsed);
  const texts = new Map<string, string | null>(planned.map((feature) => [feature.path, found.render(feature)]));
  for (const [path, feature] of parsed) {
    if (!texts.has(path) && chosen === null) texts.set(path, found.renderRest(path, feature));
  }
  const files = [...texts].map(([path, text]): MergedFile => {
    const before = existing.get(path);
    const state = text === null ? 'removed' : before === undefined ? 'new' : before === text ? 'unchanged' : 'changed';
    return { path, text, state };
  });
  return { files: files.filter(({ text, state }) => text !== null || state === 'removed'), kept: found.kept };
}

/** Only what speaks of the chosen operations; of the others what stands there already. None: the file stays as it is. */
function narrowed(
  feature: PlannedFeature,
  before: ParsedFeature | undefined,
  chosen: ReadonlySet<string> | null,
): readonly PlannedFeature[] {
  if (chosen === null) return [feature];
  if (!feature.blocks.some(({ operation }) => operation !== null && chosen.has(operation))) return [];
  const standing = new Map(before?.segments.flatMap((one) => (one.kind === 'generated' ? [[one.id, one]] : [])));
  const blocks = feature.blocks.flatMap((block) => {
    if (block.operation === null || chosen.has(block.operation)) return [block];
    const segment = standing.get(block.id);
    return segment === undefined ? [] : [{ ...block, lines: segment.lines }];
  });
  return [{ ...feature, blocks }];
}

const keyOf = (path: string, id: string) => (/(?:^feature|\/rule)$/.test(id) ? `${path} ${id}` : id);

class Findings {
  readonly kept: Kept[] = [];
  readonly #edited = new Map<string, Segment & { readonly kind: 'generated' }>();
  readonly #leftOut = new Set<string>();
  readonly #parsed: ReadonlyMap<string, ParsedFeature>;
  readonly #planned: ReadonlySet<string>;

  constructor(planned: readonly PlannedFeature[], parsed: ReadonlyMap<string, ParsedFeature>) {
    this.#parsed = parsed;
    this.#planned = new Set(planned.flatMap(({ path, blocks }) => blocks.map(({ id }) => keyOf(path, id))));
    for (const [path, { segments }] of parsed) {
      for (const segment of segments) {
        if (segment.kind === 'left-out') this.#leftOut.add(segment.id);
        if (segment.kind !== 'generated' || !isEdited(segment)) continue;
        this.#edited.set(keyOf(path, segment.id), segment);
      }
    }
  }

  render({ path, preamble, blocks }: PlannedFeature): string {
    const anchored = this.#anchored(path, new Set(blocks.map(({ id }) => id)));
    const chunks = blocks.flatMap((block) => [this.#chunk(path, block), ...(anchored.get(block.id) ?? [])]);
    return textOf(preamble, [...(anchored.get('') ?? []), ...chunks]);
  }

  /** A file that nothing is generated into any more; null when a person left nothing in it. */
  renderRest(path: string, { preamble, segments }: ParsedFeature): string | null {
    const heading = segments.find((segment) => segment.kind === 'generated' && segment.id === 'feature');
    const own = [...this.#anchored(path, new Set()).values()].flat();
    if (own.length === 0) return null;
    return textOf(preamble, [...(heading === undefined ? [] : [linesOf(heading)]), ...own]);
  }

  #chunk(path: string, block: Block): readonly string[] {
    const { id, lines } = block;
    if (this.#leftOut.has(id)) {
      this.kept.push({ file: path, id, what: 'left out' });
      return [`    # left out ${id}`];
    }
    const edited = this.#edited.get(keyOf(path, id));
    if (edited === undefined) return [markOf(id, digestOf(lines)), ...lines];
    const isStale = edited.digest !== digestOf(lines);
    this.kept.push({ file: path, id, what: isStale ? 'edited, and the contract has changed since' : 'edited' });
    return linesOf(edited);
  }

  /** What a person put behind each block, or behind one before it, where that is gone. */
  #anchored(path: string, present: ReadonlySet<string>): Map<string, (readonly string[])[]> {
    const anchored = new Map<string, (readonly string[])[]>();
    let anchor = '';
    for (const segment of this.#parsed.get(path)?.segments ?? []) {
      if (segment.kind !== 'foreign' && present.has(segment.id)) anchor = segment.id;
      const own = this.#own(path, segment);
      if (own !== null) anchored.set(anchor, [...(anchored.get(anchor) ?? []), own]);
    }
    return anchored;
  }

  #own(path: string, segment: Segment): readonly string[] | null {
    if (segment.kind === 'foreign') {
      this.kept.push({ file: path, id: nameOf(segment.lines), what: 'your own' });
      return segment.lines;
    }
    const isOrphan =
      segment.kind === 'generated' &&
      segment.id !== 'feature' &&
      isEdited(segment) &&
      !this.#planned.has(keyOf(path, segment.id));
    if (!isOrphan) return null;
    this.kept.push({ file: path, id: segment.id, what: 'edited, but no longer in the contract' });
    return linesOf(segment);
  }
}

function isEdited({ digest, lines }: Segment & { readonly kind: 'generated' }): boolean {
  return digestOf(lines) !== digest;
}

function nameOf(lines: readonly string[]): string {
  return lines.find((line) => /^\s*[A-Z][A-Za-z ]*:/.test(line))?.trim() ?? lines[0]?.trim() ?? '';
}

function linesOf(segment: Segment): readonly string[] {
  return segment.kind === 'generated' ? [markOf(segment.id, segment.digest), ...segment.lines] : segment.lines;
}

function markOf(id: string, digest: string): string {
  const indent = id === 'feature' ? '' : id.endsWith('/rule') ? '  ' : '    ';
  return `${indent}# generated ${id} ${digest}`;
}

function textOf(preamble: readonly string[], chunks: readonly (readonly string[])[]): string {
  return `${[preamble, ...chunks].map((lines) => lines.map((line) => line.trimEnd()).join('\n')).join('\n\n')}\n`;
}
