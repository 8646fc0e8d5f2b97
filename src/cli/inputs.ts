import { existsSync, statSync } from 'node:fs';
import { dirname, extname, join, relative, resolve } from 'node:path';
import { shipped } from '../package.ts';
import { Problem } from '../problem.ts';

/** What the positional arguments of a command say. */
export interface Inputs {
  readonly openapi: string;
  /** As it was named; null: none was. */
  readonly document: string | null;
  /** Whether features were named. */
  readonly hasFeatures: boolean;
  /** Files, folders and `file:line`; empty when none was named and none is there. */
  readonly features: readonly string[];
  /** The alert and user API that ships. */
  readonly isShipped: boolean;
}

const documentExtensions = ['.yaml', '.yml', '.json'];

/** Sorts positional arguments: the first YAML or JSON file is the document, folders and `.feature` files are features. */
export function readInputs(positionals: readonly string[], cwd: string): Inputs {
  const document = positionals.find((positional) => documentExtensions.includes(extname(positional).toLowerCase()));
  const named = positionals.filter((positional) => positional !== document);
  for (const positional of named) checkFeature(positional, cwd);
  return {
    document: document ?? null,
    hasFeatures: named.length > 0,
    openapi: document === undefined ? shownPath(shipped.document, cwd) : document,
    features: named.length > 0 ? named : defaultFeatures(document, cwd),
    isShipped: document === undefined || resolve(cwd, document) === shipped.document,
  };
}

/** A path as short as it can be said from the folder the person is in. */
export function shownPath(path: string, cwd: string): string {
  const short = relative(cwd, path);
  return short.startsWith('..') ? path : short;
}

function defaultFeatures(document: string | undefined, cwd: string): readonly string[] {
  if (document === undefined || resolve(cwd, document) === shipped.document) return [shownPath(shipped.features, cwd)];
  const candidates = [join(cwd, 'features'), join(dirname(resolve(cwd, document)), 'features')];
  const found = candidates.find((candidate) => existsSync(candidate) && candidate !== shipped.features);
  return found === undefined ? [] : [shownPath(found, cwd)];
}

function checkFeature(positional: string, cwd: string): void {
  const path = resolve(cwd, positional.replace(/(:\d+)+$/, ''));
  if (!existsSync(path)) {
    throw new Problem(
      'no-such-input',
      `Failed to read "${positional}": there is no such file or folder.`,
      'Name an OpenAPI document (.yaml, .yml, .json), a .feature file, file:line, or a folder with features.',
    );
  }
  if (!statSync(path).isDirectory() && extname(path) !== '.feature') {
    throw new Problem(
      'unknown-input',
      `Failed to use "${positional}": it is neither a document nor a feature, or a second document.`,
      'Give one OpenAPI document (.yaml, .yml, .json); features end in .feature.',
    );
  }
}

/** Folders with steps of the person's own: `steps/` here, and beside each folder of features. */
export function findStepFolders(features: readonly string[], cwd: string): readonly string[] {
  const beside = features.map((feature) => {
    const path = resolve(cwd, feature.replace(/(:\d+)+$/, ''));
    return existsSync(path) && statSync(path).isDirectory() ? dirname(path) : dirname(dirname(path));
  });
  const folders = [cwd, ...beside].map((folder) => join(folder, 'steps'));
  const shippedSteps = join(dirname(shipped.features), 'steps');
  return [...new Set(folders)].filter(
    (folder) => folder !== shippedSteps && existsSync(folder) && statSync(folder).isDirectory(),
  );
}
