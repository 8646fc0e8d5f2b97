import { hash } from 'node:crypto';
import { basename, relative, resolve } from 'node:path';
import { packageRoot } from '../package.ts';
import { lineageOf, type Placed } from './lineage.ts';
import type { GherkinDocument, Pickle } from './messages.ts';

/** Gives out ids; scenarios that are alike in everything are told apart by their order. */
export function createScenarioIds(cwd: string): (pickle: Pickle, document: GherkinDocument | undefined) => string {
  const seen = new Map<string, number>();
  return (pickle, document) => {
    const identity = JSON.stringify([steadyPath(pickle.uri, cwd), ...lineOfDescent(pickle, document)]);
    const count = (seen.get(identity) ?? 0) + 1;
    seen.set(identity, count);
    const digest = hash('sha1', `${identity}${count === 1 ? '' : ` ${count}`}`);
    return `${slugOf(pickle.uri)}-${digest.slice(0, 10)}`;
  };
}

/** The same for the features that ship, from wherever they are run. */
function steadyPath(uri: string, cwd: string): string {
  const path = resolve(cwd, uri);
  const inPackage = relative(packageRoot, path);
  return (inPackage.startsWith('..') ? uri : inPackage).replaceAll('\\', '/');
}

function lineOfDescent(pickle: Pickle, document: GherkinDocument | undefined): readonly unknown[] {
  if (document === undefined) return [pickle.name];
  const placed = placeOf(pickle, document);
  const row = rowOf(pickle, document);
  return [
    placed?.rule?.name ?? null,
    placed?.scenario.name ?? pickle.name,
    row?.examples.name ?? null,
    row?.values ?? [],
  ];
}

/** The scenario that a pickle was made from, with what it stands under. */
export function placeOf(pickle: Pickle, document: GherkinDocument): Placed | null {
  const { scenarios } = lineageOf(document);
  return pickle.astNodeIds.map((id) => scenarios.get(id)).find((placed) => placed !== undefined) ?? null;
}

function rowOf(pickle: Pickle, document: GherkinDocument) {
  const { rows } = lineageOf(document);
  return pickle.astNodeIds.map((id) => rows.get(id)).find((row) => row !== undefined) ?? null;
}

/** The file's name, for people; the scenario's own could spell a credential once its blanks are hyphens. */
function slugOf(uri: string): string {
  const words = basename(uri, '.feature')
    .toLowerCase()
    .match(/[a-z0-9]+/g) ?? ['feature'];
  return words.join('-').slice(0, 40);
}
