import { randomUUID } from 'node:crypto';
import { statSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { Problem } from '../problem.ts';
import { shownPath } from './feature-files.ts';
import { readTypeScript } from './own-copies.ts';
import { typeScript } from './step-files.ts';
import { rememberThrown } from './thrown.ts';

type Cucumber = typeof import('@cucumber/cucumber');
/** Every step, hook and parameter type that a run can use. */
export type StepsLibrary = ReturnType<Cucumber['supportCodeLibraryBuilder']['finalize']>;

const libraries = new Map<string, StepsLibrary>();
/** How often a file was loaded, since Node runs a module once for each address. */
const loads = new Map<string, number>();

/**
 * Loads step files into a library. The same files, unchanged, give the same library without loading anything.
 * The shipped files come first; `own` are people's.
 */
export async function loadSteps(
  shipped: readonly string[],
  own: readonly string[],
  cwd: string,
): Promise<StepsLibrary> {
  const files = [...shipped, ...own];
  const key = files.map((file) => `${file} ${statSync(file).mtimeMs}`).join('\n');
  const library = libraries.get(key) ?? (await buildLibrary(shipped, own, cwd));
  libraries.set(key, library);
  return library;
}

async function buildLibrary(shipped: readonly string[], own: readonly string[], cwd: string): Promise<StepsLibrary> {
  const { supportCodeLibraryBuilder: builder } = await import('@cucumber/cucumber');
  const importPaths = [...shipped, ...own];
  builder.reset(cwd, randomUUID, { requireModules: [], requirePaths: [], importPaths, loaders: [] });
  await loadFiles(shipped, cwd);
  const stopReading = own.some((file) => typeScript.test(file)) ? await readTypeScript() : null;
  try {
    await loadFiles(own, cwd);
  } finally {
    await stopReading?.();
  }
  const library = finalize(builder);
  library.stepDefinitions.forEach(rememberMatches);
  library.stepDefinitions.forEach(rememberThrown);
  return library;
}

/**
 * Scenarios repeat each other's steps, and cucumber holds every step against every definition, three times; working out
 * where the arguments of one begin and end costs more than running it.
 */
function rememberMatches({ expression, pattern }: StepsLibrary['stepDefinitions'][number]): void {
  const match = expression.match.bind(expression);
  const found = new Map<string, ReturnType<typeof match>>();
  const beginning = typeof pattern === 'string' ? plainBeginning(pattern) : '';
  expression.match = (text) => {
    if (!text.startsWith(beginning)) return null;
    const known = found.get(text);
    if (known !== undefined) return known;
    const matched = match(text);
    if (matched !== null) found.set(text, matched);
    return matched;
  };
}

/** What a text has to begin with to match a cucumber expression: its words before anything that may vary. */
function plainBeginning(pattern: string): string {
  const [plain = ''] = /^[^{(\\/]*/.exec(pattern) ?? [];
  // The word before a slash is one of several.
  return pattern.charAt(plain.length) === '/' ? plain.slice(0, plain.lastIndexOf(' ') + 1) : plain;
}

async function loadFiles(files: readonly string[], cwd: string): Promise<void> {
  for (const file of files) await loadFile(file, cwd);
}

async function loadFile(file: string, cwd: string): Promise<void> {
  const count = loads.get(file) ?? 0;
  loads.set(file, count + 1);
  const url = pathToFileURL(file);
  if (count > 0) url.search = `load=${count}`;
  try {
    await import(url.href);
  } catch (error) {
    if (error instanceof Problem) throw error;
    throw new Problem(
      'broken-steps',
      `Failed to load steps from "${shownPath(file, cwd)}": ${firstLines(error)}.`,
      'Make the file load; the line above is what Node says about it.',
      { place: { file: shownPath(file, cwd) }, cause: error },
    );
  }
}

function finalize(builder: Cucumber['supportCodeLibraryBuilder']): StepsLibrary {
  try {
    return builder.finalize();
  } catch (error) {
    throw new Problem(
      'broken-expression',
      `Failed to define a step: ${firstLines(error)}.`,
      'Mend the expression of the step or parameter type; see github.com/cucumber/cucumber-expressions.',
      { cause: error },
    );
  }
}

function firstLines(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.trim().split('\n').slice(0, 6).join('\n').replace(/\.$/, '');
}
