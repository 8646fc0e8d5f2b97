import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, extname, join, relative, resolve } from 'node:path';
import { Problem, throwProblems } from '../problem.ts';
import { suggest } from '../suggest.ts';

/** A feature file that is to run. */
export interface FeatureFile {
  readonly path: string;
  /** Lines whose scenarios were asked for; null: all of them. */
  readonly lines: readonly number[] | null;
}

export interface FeatureFiles {
  readonly files: readonly FeatureFile[];
  /** What was searched and held no feature, one sentence each. */
  readonly empty: readonly string[];
}

const extension = '.feature';

/** The feature files behind files, folders and `file:line`. What doesn't exist is a Problem, each named. */
export function findFeatureFiles(features: readonly string[], cwd: string): FeatureFiles {
  const named = features.map((feature) => ({ feature, ...splitLines(feature, cwd) }));
  throwProblems(named.flatMap((one) => defectOf(one) ?? []));
  const found = new Map<string, readonly number[] | null>();
  const empty: string[] = [];
  for (const { feature, path, lines } of named) {
    const inside = statSync(path).isDirectory() ? featuresIn(path) : null;
    if (inside?.length === 0) empty.push(describeEmpty(feature, path));
    for (const file of inside ?? [path]) found.set(file, joinLines(found, file, lines));
  }
  return { files: [...found].map(([path, lines]) => ({ path, lines })), empty };
}

function splitLines(feature: string, cwd: string): Omit<Named, 'feature'> {
  const suffix = existsSync(resolve(cwd, feature)) ? '' : (/(?::\d+)+$/.exec(feature)?.[0] ?? '');
  const path = resolve(cwd, feature.slice(0, feature.length - suffix.length));
  return { path, lines: suffix === '' ? null : suffix.slice(1).split(':').map(Number) };
}

/** A file that was named as a whole before, or is named as a whole now, runs as a whole. */
function joinLines(
  found: ReadonlyMap<string, readonly number[] | null>,
  path: string,
  lines: readonly number[] | null,
) {
  const before = found.get(path);
  if (before === undefined) return lines;
  return before === null || lines === null ? null : [...before, ...lines];
}

interface Named {
  readonly feature: string;
  readonly path: string;
  readonly lines: readonly number[] | null;
}

function defectOf({ feature, path, lines }: Named): Problem | null {
  if (!existsSync(path)) {
    const folder = dirname(path);
    const siblings = existsSync(folder) ? readdirSync(folder) : [];
    return new Problem(
      'no-such-feature',
      `Failed to read "${feature}": there is no such file or folder.${suggest(basename(path), siblings)}`,
      'Name a .feature file, file:line, or a folder with features.',
    );
  }
  if (statSync(path).isDirectory()) return null;
  if (extname(path) !== extension) {
    return new Problem(
      'no-feature-file',
      `Failed to run "${feature}": features end in ${extension}.`,
      'Name a .feature file, file:line, or a folder with features.',
    );
  }
  return lineBeyondEnd(feature, path, lines ?? []);
}

function lineBeyondEnd(feature: string, path: string, lines: readonly number[]): Problem | null {
  const last = lines.length === 0 ? 0 : readFileSync(path, 'utf8').split('\n').length;
  const beyond = lines.find((line) => line > last || line < 1);
  if (beyond === undefined) return null;
  return new Problem(
    'no-such-line',
    `Failed to run "${feature}": the file has ${last} lines.`,
    'Name a line of a scenario, of a rule or of a row of examples.',
  );
}

const skippedFolders = /^(?:node_modules|\..*)$/;

function featuresIn(folder: string): readonly string[] {
  const entries = readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  return entries.flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return skippedFolders.test(entry.name) ? [] : featuresIn(path);
    return extname(entry.name) === extension ? [path] : [];
  });
}

function describeEmpty(feature: string, path: string): string {
  const names = readdirSync(path);
  const near = names.filter((name) => /feature|gherkin/i.test(name));
  const shown = (near.length > 0 ? near : names).slice(0, 5).map((name) => `"${name}"`);
  const more = names.length > shown.length ? ` and ${names.length - shown.length} more` : '';
  return `"${feature}" holds no ${extension} file; it holds ${names.length === 0 ? 'nothing' : `${shown.join(', ')}${more}`}.`;
}

/** A path as short as it can be said from `cwd`; a file outside of it keeps its whole path. */
export function shownPath(path: string, cwd: string): string {
  const short = relative(cwd, path);
  return short === '' || short.startsWith('..') ? path : short;
}
