import { statSync } from 'node:fs';
import { basename, dirname, extname, join, resolve } from 'node:path';
import { documentFiles } from '../../contract/index.ts';
import type { Settings } from '../settings.ts';
import type { Watched } from './watcher.ts';

/** What is watched for a command, of its settings. */
type Named = Pick<Settings, 'documents' | 'failures' | 'access' | 'config'> &
  Partial<Pick<Settings, 'features' | 'steps'>>;

/**
 * The files behind what a command works on: the documents with all that they refer to, the layer (also one that comes to
 * lie beside them), features, steps and the configuration.
 */
export async function watchedFiles(named: Named, cwd: string): Promise<Watched> {
  const { documents, failures, access, config, features = [], steps = [] } = named;
  const parts = await Promise.all(documents.map(({ path }) => documentFiles(path, access)));
  const layers = failures === undefined ? documents.flatMap(({ path }) => siblings(path)) : [failures];
  const paths = features.map((feature) => resolve(cwd, feature.replace(/(?::\d+)+$/, '')));
  const isFolder = (path: string) => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
  return {
    files: [
      ...parts.flat(),
      ...layers,
      ...paths.filter((path) => !isFolder(path)),
      ...(config.file === undefined ? [] : [config.file]),
    ],
    folders: [...new Set([...paths.filter(isFolder), ...steps.map((folder) => resolve(cwd, folder))])],
  };
}

function siblings(document: string): readonly string[] {
  const stem = basename(document, extname(document)).replace(/\.openapi$/, '');
  return ['yaml', 'yml', 'json'].map((extension) => join(dirname(document), `${stem}.failures.${extension}`));
}
