import { existsSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { Problem } from '../problem.ts';
import type { Config } from './config.ts';

/** A configuration with absolute paths. */
export interface LoadedConfig extends Omit<Config, 'documents' | 'allow'> {
  /** Where it was found. */
  readonly file: string;
  /** Null: it names none. */
  readonly documents: readonly { readonly path: string; readonly basePath?: string }[] | null;
  readonly allow: { readonly files: readonly string[]; readonly network: boolean };
}

const names = ['ts', 'json', 'yaml', 'yml'].map((extension) => `faultline.config.${extension}`);

/** The configuration of that path, else the nearest one in the working directory or above it; null where there is none. */
export async function loadConfig(cwd: string, path?: string): Promise<LoadedConfig | null> {
  const file = path === undefined ? findConfig(cwd) : resolve(cwd, path);
  if (file === null) return null;
  // Most people have none, and don't wait for what reads one.
  const { readConfig } = await import('./read-config.ts');
  const { data } = await readConfig(file, shownPath(file, cwd));
  return resolved(data, file);
}

function findConfig(cwd: string): string | null {
  for (let folder = cwd; ; folder = dirname(folder)) {
    const [first, second] = names.filter((name) => existsSync(join(folder, name)));
    if (first !== undefined && second !== undefined) throw twoConfigs(folder, first, second, cwd);
    if (first !== undefined) return join(folder, first);
    if (dirname(folder) === folder) return null;
  }
}

function twoConfigs(folder: string, first: string, second: string, cwd: string): Problem {
  const why = `Failed to choose a configuration: "${first}" and "${second}" stand in the same folder.`;
  const place = { file: shownPath(join(folder, second), cwd) };
  return new Problem('two-configurations', why, 'Remove one of the two, or name one with "--config".', { place });
}

function resolved({ documents, allow, ...config }: Config, file: string): LoadedConfig {
  const at = (path: string) => resolve(dirname(file), path);
  const { failures, features, steps, report } = config;
  return {
    ...config,
    file,
    documents:
      documents?.map((document) =>
        typeof document === 'string' ? { path: at(document) } : { ...document, path: at(document.path) },
      ) ?? null,
    ...(failures === undefined ? {} : { failures: at(failures) }),
    ...(features === undefined ? {} : { features: features.map(at) }),
    ...(steps === undefined ? {} : { steps: steps.map(at) }),
    ...(typeof report === 'string' ? { report: at(report) } : {}),
    allow: { files: allow?.files?.map(at) ?? [], network: allow?.network ?? false },
  };
}

function shownPath(path: string, cwd: string): string {
  const near = relative(cwd, path);
  return near.startsWith('..') ? path : near;
}
