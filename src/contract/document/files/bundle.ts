import { dirname, join as joinPath, relative, sep } from 'node:path';
import { problemsOf } from '../../../problem.ts';
import { join } from '../pointer.ts';
import { parseSource, readSource, type Source } from '../source.ts';
import { filesKey, mapReferences } from '../visit-references.ts';
import { type FileAccess, type Location, locate, type Refusal, refusalOf } from './access.ts';
import { download } from './download.ts';
import { placeIn, pointerIn } from './places.ts';
import { createReached, type Reached, resourceOf } from './reached.ts';

interface LoadedFile {
  /** Where it stands in the bundle; empty for the document itself. */
  readonly pointer: string;
  readonly location: Location;
  readonly source: Source;
  readonly reached: Reached;
}

interface Bundle {
  readonly folder: string;
  readonly access: FileAccess;
  /** By path or address. */
  readonly files: Map<string, LoadedFile>;
  /** By the pointer of the file and the text of the reference in it. */
  readonly refused: Map<string, Refusal>;
  characters: number;
}

const mostFiles = 10_000;
const mostCharacters = 64 * 1024 * 1024;

/**
 * A document of many files as one, each under its own name below `x-files`, with places in the files themselves.
 *
 * Of our own because the bundlers on npm lose the places, and read whatever a reference names, links included.
 * A document of one file is returned as it is.
 */
export async function bundle(source: Source, path: string, access: FileAccess): Promise<Source> {
  const reached = createReached(source.data);
  const first = reached.reach('');
  if (first.every((text) => text.startsWith('#'))) return source;
  const main: LoadedFile = { pointer: '', location: { kind: 'file', path }, source, reached };
  const parts: Bundle = {
    folder: dirname(path),
    access,
    files: new Map([[path, main]]),
    refused: new Map(),
    characters: 0,
  };
  await loadReferred(parts, main, first);
  return combined(parts, main);
}

/** Reads the files that references lead to, and what is referred to from there. */
async function loadReferred(parts: Bundle, main: LoadedFile, first: readonly string[]): Promise<void> {
  const open = [{ file: main, texts: first }];
  // What is read on the way may lead to more.
  for (const { file, texts } of open) {
    await loadNeighbours(parts, file, texts);
    for (const text of texts) {
      const target = targetOf(parts, file, text);
      const further = target?.reached.reach(text.split('#', 2)[1] ?? '') ?? [];
      if (target !== undefined && further.length > 0) open.push({ file: target, texts: further });
    }
  }
}

async function loadNeighbours(parts: Bundle, file: LoadedFile, texts: readonly string[]): Promise<void> {
  const outward = texts.filter((text) => !text.startsWith('#'));
  await Promise.all(
    outward.map(async (text) => {
      const refusal = await loadNeighbour(parts, file, resourceOf(text));
      if (refusal !== null) parts.refused.set(keyOf(file.pointer, text), refusal);
    }),
  );
}

/** The file that a reference leads into; undefined: it wasn't read. */
function targetOf({ files }: Bundle, file: LoadedFile, text: string): LoadedFile | undefined {
  const resource = resourceOf(text);
  if (resource === '') return file;
  const location = locate(resource, file.location);
  return location === null ? undefined : files.get(nameOf(location));
}

function keyOf(pointer: string, text: string): string {
  return `${pointer} ${text}`;
}

function nameOf(location: Location): string {
  return location.kind === 'file' ? location.path : location.url;
}

async function loadNeighbour(parts: Bundle, from: LoadedFile, resource: string): Promise<Refusal | null> {
  const location = locate(resource, from.location);
  if (location === null) return { why: 'it names nothing that can be read', fix: 'Correct the reference.' };
  if (parts.files.has(nameOf(location))) return null;
  const refusal = await refusalOf(location, parts.folder, parts.access);
  if (refusal !== null) return refusal;
  try {
    await load(parts, location);
    return null;
  } catch (error) {
    return whyUnreadable(error);
  }
}

function whyUnreadable(error: unknown): Refusal {
  const [problem] = problemsOf(error);
  if (problem === undefined)
    return { why: error instanceof Error ? error.message : String(error), fix: 'Correct the reference.' };
  const { line } = problem.place;
  const why = problem.message.replace(/\.$/, '');
  return { why: line === undefined ? why : `${why} (line ${line})`, fix: problem.fix };
}

async function load(parts: Bundle, location: Location): Promise<void> {
  if (parts.files.size >= mostFiles) throw new Error(`the document has more than ${mostFiles} files`);
  const name = nameOf(location);
  const inner = location.kind === 'file' ? relative(parts.folder, location.path).split(sep).join('/') : name;
  const shown = location.kind === 'file' ? shownBeside(parts, inner) : name;
  const source =
    location.kind === 'file'
      ? await readSource(location.path, 'the file', shown)
      : parseSource(name, await download(name, 'the file'), 'the file');
  // Two references may have asked for it at once.
  if (parts.files.has(name)) return;
  parts.characters += source.characters;
  if (parts.characters > mostCharacters) throw new Error('the files of the document are longer than 64 MB together');
  parts.files.set(name, { pointer: join('', filesKey, inner), location, source, reached: createReached(source.data) });
}

/** As the person would name it, who named the document. */
function shownBeside({ files }: Bundle, inner: string): string {
  const [main] = files.values();
  return joinPath(dirname(main?.source.path ?? ''), inner);
}

function combined(parts: Bundle, main: LoadedFile): Source {
  const files = [...parts.files.values()];
  const others = files.filter((file) => file !== main);
  const texts = (file: LoadedFile) => (text: string) => textIn(parts, file, text);
  const inner = Object.fromEntries(
    others.map((file) => [pointerIn(file.pointer).name, mapReferences(file.reached.part(), texts(file))]),
  );
  const data = { ...(mapReferences(main.source.data, texts(main)) as object), [filesKey]: inner };
  return {
    ...main.source,
    data,
    neighbours: others.flatMap(({ location }) => (location.kind === 'file' ? [location.path] : [])),
    place: placeIn(new Map(files.map(({ pointer, source }) => [pointer, source]))),
    refusal: (pointer, text) => parts.refused.get(keyOf(pointerIn(pointer).file, text)),
  };
}

/** A reference of a file as it reads in the bundle; one that isn't followed stays as it is. */
function textIn(parts: Bundle, file: LoadedFile, text: string): string {
  const [resource = '', fragment = ''] = text.split('#', 2);
  if (resource === '')
    return file.pointer === '' || !/^(\/|$)/.test(fragment) ? text : `#${encoded(file.pointer)}${fragment}`;
  const target = targetOf(parts, file, text);
  if (target === undefined) return text;
  return fragment === '' || fragment.startsWith('/') ? `#${encoded(target.pointer)}${fragment}` : `#${fragment}`;
}

function encoded(pointer: string): string {
  return pointer.split('/').map(encodeURIComponent).join('/');
}
