import { basename, extname, resolve } from 'node:path';
import { shownPath } from '../feature-files.ts';
import { leadToOwnCopies } from '../own-copies.ts';
import { ownStepFiles, shippedStepFiles } from '../step-files.ts';
import { loadSteps, type StepsLibrary } from '../steps-library.ts';
import { exampleOf, parametersIn } from './example-of.ts';
import { meaningOf } from './means.ts';
import { type ParameterEntry, parameterEntry } from './parameter-entry.ts';

/** One step that a feature can use. */
export interface StepEntry {
  readonly keyword: 'Given' | 'When' | 'Then';
  /** Cucumber expression, or the source of a regular expression. */
  readonly expression: string;
  /** Null: its definition says nothing about it. */
  readonly meaning: string | null;
  /** The step as a feature would have it, with its keyword; null where none could be made. */
  readonly example: string | null;
  readonly parameters: readonly ParameterEntry[];
  /** What the file is called that holds it. */
  readonly subject: string;
  readonly file: string;
  readonly line: number;
  /** Ships with Faultline; else it is the project's own. */
  readonly shipped: boolean;
}

export interface CatalogueOptions {
  /** Folders with steps of people's own. */
  readonly stepFolders: readonly string[];
  /** Paths below it are shown without it. */
  readonly cwd: string;
}

/** Every step that features can use, those that ship first, in the order of their files. */
export async function stepCatalogue({ stepFolders, cwd }: CatalogueOptions): Promise<readonly StepEntry[]> {
  const shipped = shippedStepFiles();
  const restore = leadToOwnCopies();
  try {
    const library = await loadSteps(shipped, ownStepFiles(stepFolders), cwd);
    return library.stepDefinitions.map((definition) =>
      entryOf(definition, library, { cwd, shipped: new Set(shipped) }),
    );
  } finally {
    restore();
  }
}

type Definition = StepsLibrary['stepDefinitions'][number];

function entryOf(
  { keyword, pattern, options, uri, line }: Definition,
  library: StepsLibrary,
  { cwd, shipped }: { readonly cwd: string; readonly shipped: ReadonlySet<string> },
): StepEntry {
  const file = resolve(cwd, uri);
  const expression = typeof pattern === 'string' ? pattern : pattern.source;
  const names = typeof pattern === 'string' ? parametersIn(pattern) : [];
  const said = meaningOf(options);
  const filled =
    typeof pattern === 'string' ? exampleOf(pattern, (name) => parameterEntry(library, name).example) : null;
  const example = said?.example ?? filled;
  // Cucumber has a fourth keyword, "Unknown", for definitions that don't say.
  const word = keyword === 'When' || keyword === 'Then' ? keyword : 'Given';
  return {
    keyword: word,
    expression,
    meaning: said?.meaning ?? null,
    example: example === null ? null : `${word} ${example}`,
    parameters: [...new Set(names)].map((name) => parameterEntry(library, name)),
    subject: basename(file, extname(file)),
    file: shownPath(file, cwd),
    line,
    shipped: shipped.has(file),
  };
}

/** Those entries in which every word occurs, in whatever is said about them. */
export function filterSteps(entries: readonly StepEntry[], words: readonly string[]): readonly StepEntry[] {
  const wanted = words.map((word) => word.toLowerCase());
  return entries.filter((entry) => {
    const { expression, meaning, example, subject, parameters } = entry;
    const about = parameters.map(({ name, summary }) => `${name} ${summary}`);
    const text = [expression, meaning, example, subject, ...about].join('\n').toLowerCase();
    return wanted.every((word) => text.includes(word));
  });
}
