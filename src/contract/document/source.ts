import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import {
  type Document,
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
  type YAMLMap,
} from 'yaml';
import { type Place, Problem, throwProblems } from '../../problem.ts';
import { parentOf, tokensOf } from './pointer.ts';

/** A YAML or JSON file with its data and the position of every value. */
export interface Source {
  /** As the person gave it. */
  readonly path: string;
  readonly sha256: string;
  readonly data: unknown;
  /** Where the value of a pointer stands, or the nearest thing around it that exists. */
  place(pointer: string): Place;
}

const maxBytes = 64 * 1024 * 1024;
/** How often aliases may multiply what the file holds. */
const maxAliases = 1000;
const maxDepth = 200;

/** Reads and parses a file; throws every problem of its syntax at once. `thing` and `shown` are what it and its path are called there. */
export async function readSource(path: string, thing: string, shown = path): Promise<Source> {
  return parseSource(shown, await readText(path, thing, shown), thing);
}

async function readText(path: string, thing: string, shown: string): Promise<string> {
  const place = { file: shown };
  let bytes: number;
  try {
    bytes = (await stat(path)).size;
    if (bytes <= maxBytes) return (await readFile(path, 'utf8')).replace(/^\uFEFF/, '');
  } catch (cause) {
    throw new Problem(
      'unreadable-file',
      `Failed to read ${thing} "${shown}": ${whyUnreadable(cause)}.`,
      'Check the path.',
      {
        place,
        cause,
      },
    );
  }
  const megabytes = maxBytes / 1024 / 1024;
  throw new Problem(
    'file-too-large',
    `Failed to read ${thing} "${shown}": it has ${bytes} bytes.`,
    `Split the API into documents of at most ${megabytes} MB.`,
    { place },
  );
}

function whyUnreadable(cause: unknown): string {
  const code = (cause as NodeJS.ErrnoException).code ?? '';
  const known: Readonly<Record<string, string>> = {
    ENOENT: 'there is no such file',
    EISDIR: 'it is a folder',
    EACCES: 'permission was denied',
  };
  return known[code] ?? String(cause);
}

/** Parses the text of a file; `path` is only shown. */
export function parseSource(path: string, text: string, thing: string): Source {
  const place = { file: path, line: 1, column: 1 };
  if (text.trim() === '') {
    const why = `Failed to read ${thing} "${path}": the file is empty.`;
    throw new Problem('empty-file', why, 'Write something into it.', { place });
  }
  const lines = new LineCounter();
  try {
    const document = parseDocument(text, { lineCounter: lines, merge: true, prettyErrors: false, stringKeys: false });
    throwProblems(syntaxProblems(document, lines, path, thing));
    const data: unknown = document.toJS({ maxAliasCount: maxAliases });
    measureDepth(data, 0);
    return {
      path,
      sha256: createHash('sha256').update(text).digest('hex'),
      data,
      place: createPlaces(document, lines, path),
    };
  } catch (cause) {
    if (cause instanceof ReferenceError || cause instanceof RangeError) throw tooMuch(cause, path, thing);
    throw cause;
  }
}

/** Throws when the data is deeper than it can be read, as an alias inside of what it stands for is. */
function measureDepth(value: unknown, depth: number): void {
  if (typeof value !== 'object' || value === null) return;
  if (depth > maxDepth) throw new RangeError(`More than ${maxDepth} levels`);
  for (const child of Object.values(value)) measureDepth(child, depth + 1);
}

function tooMuch(cause: Error, path: string, thing: string): Problem {
  const [why, fix] =
    cause instanceof RangeError
      ? ['it is nested too deeply', 'Write it with fewer levels, and repeat parts with `$ref` instead of YAML aliases.']
      : [
          `its aliases can't be resolved (${cause.message})`,
          'Write the repeated parts with `$ref` instead of YAML aliases.',
        ];
  return new Problem('unreadable-yaml', `Failed to read ${thing} "${path}": ${why}.`, fix, {
    place: { file: path },
    cause,
  });
}

function syntaxProblems(document: Document.Parsed, lines: LineCounter, path: string, thing: string): Problem[] {
  if (document.errors.some(({ code }) => code === 'RESOURCE_EXHAUSTION')) throw new RangeError('Stack overflow');
  return document.errors.map((error) => {
    const { line, col } = lines.linePos(error.pos[0]);
    const place = { file: path, line, column: col };
    const why = error.message.replace(/\.$/, '');
    const double = error.code === 'DUPLICATE_KEY';
    return new Problem(
      double ? 'duplicate-key' : 'invalid-yaml',
      `Failed to read ${thing} "${path}": ${double ? 'a key stands twice in the same map' : why}.`,
      double ? 'Remove one of the two, or merge them.' : 'Correct the YAML or JSON at this place.',
      { place },
    );
  });
}

function createPlaces(document: Document.Parsed, lines: LineCounter, path: string): (pointer: string) => Place {
  const indexes = new WeakMap<YAMLMap, Map<string, { key: unknown; value: unknown }>>();

  function entryOf(map: YAMLMap, token: string) {
    let index = indexes.get(map);
    if (index === undefined) {
      index = new Map(map.items.map((pair) => [keyText(pair.key), { key: pair.key, value: pair.value }]));
      indexes.set(map, index);
    }
    return index.get(token);
  }

  function step(node: unknown, token: string): { mark: unknown; node: unknown } | undefined {
    const here = isAlias(node) ? node.resolve(document) : node;
    if (isMap(here)) {
      const entry = entryOf(here, token);
      return entry && { mark: entry.key, node: entry.value };
    }
    const item = isSeq(here) ? here.items[Number(token)] : undefined;
    return item === undefined ? undefined : { mark: item, node: item };
  }

  function offsetOf(pointer: string): number | undefined {
    let node: unknown = document.contents;
    let mark: unknown = node;
    for (const token of tokensOf(pointer)) {
      const next = step(node, token);
      if (next === undefined) return undefined;
      ({ mark, node } = next);
    }
    return isNode(mark) ? (mark as Node).range?.[0] : undefined;
  }

  return (pointer) => {
    for (let near = pointer; ; near = parentOf(near)) {
      const offset = offsetOf(near) ?? (near === '' ? 0 : undefined);
      if (offset === undefined) continue;
      const { line, col } = lines.linePos(offset);
      return { file: path, line: Math.max(1, line), column: Math.max(1, col), pointer };
    }
  };
}

function keyText(key: unknown): string {
  return String(isScalar(key) ? key.value : key);
}
