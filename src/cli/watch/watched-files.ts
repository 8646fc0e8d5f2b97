import { statSync } from 'node:fs';
import { basename, dirname, extname, join, resolve } from 'node:path';
import type { Watched } from './watcher.ts';

interface Named {
  readonly openapi: string;
  readonly failures?: string | undefined;
  /** Files, folders and `file:line`. */
  readonly features?: readonly string[];
  readonly stepFolders?: readonly string[];
  readonly cwd: string;
}

/** The files behind what a command was given: the document, its layer (also one that comes to lie beside it), features and steps. */
export function watchedFiles({ openapi, failures, features = [], stepFolders = [], cwd }: Named): Watched {
  const document = resolve(cwd, openapi);
  const layers = failures === undefined ? siblings(document) : [resolve(cwd, failures)];
  const named = features.map((feature) => resolve(cwd, feature.replace(/(?::\d+)+$/, '')));
  const isFolder = (path: string) => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
  return {
    files: [document, ...layers, ...named.filter((path) => !isFolder(path))],
    folders: [...new Set([...named.filter(isFolder), ...stepFolders.map((folder) => resolve(cwd, folder))])],
  };
}

function siblings(document: string): readonly string[] {
  const stem = basename(document, extname(document)).replace(/\.openapi$/, '');
  return ['yaml', 'yml', 'json'].map((extension) => join(dirname(document), `${stem}.failures.${extension}`));
}
