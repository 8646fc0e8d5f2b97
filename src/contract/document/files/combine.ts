import { createHash } from 'node:crypto';
import { basename, extname } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { Problem } from '../../../problem.ts';
import { isRecord, join } from '../pointer.ts';
import { basePathOf } from '../servers.ts';
import type { Source } from '../source.ts';
import { createWorkshop, type Members } from '../swagger/workshop.ts';
import { filesKey, mapReferences } from '../visit-references.ts';
import { mountPaths, type Names } from './mount.ts';
import { placeIn, pointerIn } from './places.ts';

/** One of several documents that are served as one API. */
export interface MountedSource {
  readonly source: Source;
  /** What its paths are served below, such as `/billing`; null: as it says itself. */
  readonly basePath: string | null;
}

interface Part extends Names {
  readonly source: Source;
  readonly pointer: string;
  readonly data: Members;
  readonly basePath: string | null;
}

/**
 * Several documents as one: each stands whole below `x-files`, and its paths below its base path. Names of operations and
 * security schemes that would mean two things are told apart by the name of their document.
 */
export function combine(mounted: readonly MountedSource[]): Source {
  const parts = partsOf(mounted);
  const root = { [filesKey]: Object.fromEntries(parts.map(({ name, data }) => [name, data])) };
  const workshop = createWorkshop(root);
  // First, since operations are told the names that the schemes get.
  const securitySchemes = Object.assign({}, ...parts.map(schemesOf)) as Members;
  const paths = parts.map((part) => mountPaths(workshop, { ...part, basePath: part.basePath ?? '' }));
  checkPaths(parts, paths);
  const data = {
    openapi: '3.1.0',
    info: infoOf(parts),
    servers: parts.filter(({ basePath }) => basePath === null).flatMap(({ data: { servers } }) => servers ?? []),
    tags: parts.flatMap(({ data: { tags } }) => (Array.isArray(tags) ? tags : [])),
    ...layerOf(parts),
    paths: Object.assign({}, ...paths) as Members,
    components: { securitySchemes },
    ...root,
  };
  const files = placeIn(new Map(parts.map(({ pointer, source }) => [pointer, source])));
  const home = (pointer: string) => pointerIn(workshop.origins.original(data, pointer));
  return {
    made: true,
    path: parts.map(({ source }) => source.path).join(' + '),
    sha256: createHash('sha256')
      .update(parts.map(({ source }) => source.sha256).join())
      .digest('hex'),
    characters: parts.reduce((sum, { source }) => sum + source.characters, 0),
    data,
    place: (pointer) => files(placedOf(parts, workshop.origins.original(data, pointer))),
    refusal: (pointer, text) => {
      const { file, inner } = home(pointer);
      return parts.find((part) => part.pointer === file)?.source.refusal?.(inner, text);
    },
  };
}

/** A pointer into what was made anew leads to the first document. */
function placedOf(parts: readonly Part[], pointer: string): string {
  const [first] = parts;
  return pointerIn(pointer).file === '' ? join(first?.pointer ?? '') : pointer;
}

function partsOf(mounted: readonly MountedSource[]): readonly Part[] {
  const taken = new Set<string>();
  const ids = new Set<string>();
  const schemes = new Map<string, unknown>();
  return mounted.map(({ source, basePath }) => {
    const name = freeName(basename(source.path, extname(source.path)).replace(/\.openapi$/, ''), taken);
    const pointer = join('', filesKey, name);
    const prefix = `#${pointer.split('/').map(encodeURIComponent).join('/')}`;
    const mapped = mapReferences(source.data, (text) => (/^#(\/|$)/.test(text) ? prefix + text.slice(1) : text));
    const data = isRecord(mapped) ? mapped : {};
    return { source, name, pointer, data, basePath: basePath === null ? null : basePathOf(basePath), ids, schemes };
  });
}

function freeName(wanted: string, taken: Set<string>): string {
  let name = wanted;
  for (let number = 2; taken.has(name); number += 1) name = `${wanted}-${number}`;
  taken.add(name);
  return name;
}

function infoOf(parts: readonly Part[]): Members {
  const infos = parts.map(({ data: { info } }) => (isRecord(info) ? info : {}));
  const join = (key: string) => [...new Set(infos.map((info) => String(info[key] ?? '')))].filter(Boolean).join(' + ');
  return { title: join('title'), version: join('version') };
}

/** The security schemes of a document under the names that they have in the whole. */
function schemesOf({ data, name, schemes }: Part): Members {
  const components = isRecord(data['components']) ? data['components'] : {};
  const own = isRecord(components['securitySchemes']) ? components['securitySchemes'] : {};
  return Object.fromEntries(
    Object.entries(own).map(([scheme, value]) => {
      const known = schemes.get(scheme);
      if (known === undefined) schemes.set(scheme, value);
      return [known === undefined || isDeepStrictEqual(known, value) ? scheme : `${name}.${scheme}`, value];
    }),
  );
}

/** The failure layer that one of the documents holds. */
function layerOf(parts: readonly Part[]): Members {
  const [first, second] = parts.filter(({ data }) => data['x-failures'] !== undefined);
  if (first === undefined) return {};
  if (second === undefined) return { 'x-failures': first.data['x-failures'] };
  throw new Problem(
    'two-failure-layers',
    `Failed to read the failure layer: "${first.source.path}" and "${second.source.path}" both say how the API fails.`,
    'Move everything to one of the two, or to a file of its own.',
    { place: second.source.place('/x-failures') },
  );
}

function checkPaths(parts: readonly Part[], mounted: readonly Members[]): void {
  const owners = new Map<string, Part>();
  for (const [index, paths] of mounted.entries()) {
    const part = parts[index] as Part;
    for (const path of Object.keys(paths)) {
      const owner = owners.get(path);
      if (owner !== undefined) throw samePath(path, owner, part);
      owners.set(path, part);
    }
  }
}

function samePath(path: string, { source }: Part, other: Part): Problem {
  return new Problem(
    'duplicate-path',
    `Failed to combine the documents: "${source.path}" and "${other.source.path}" both have the path "${path}".`,
    'Give each document a base path of its own.',
    { place: other.source.place(join('/paths', path.slice(other.basePath?.length ?? 0))) },
  );
}
