import { existsSync } from 'node:fs';
import { PassThrough } from 'node:stream';
import { Problem } from '../problem.ts';
import type { FeatureFile } from './feature-files.ts';
import type { Envelope } from './messages.ts';
import type { Filters } from './nothing-ran.ts';
import { type Part, selectFiles, selectionUrl } from './selection.ts';
import { silentFormatterUrl } from './silent-formatter.ts';
import type { StepsLibrary } from './steps-library.ts';

/** One run of cucumber in this process. */
export interface CucumberRun {
  readonly files: readonly FeatureFile[];
  readonly filters: Filters;
  readonly library: StepsLibrary;
  readonly cwd: string;
  /** Which part of the scenarios runs here; default: all of it. */
  readonly part?: Part;
  /** Finds out what would run, and runs nothing. */
  readonly dryRun?: boolean;
  /** Called synchronously, in the order of the messages. */
  readonly onMessage: (envelope: Envelope) => void;
}

/** Runs features with the given steps. Whatever there is to say about it is in the messages. */
export async function runCucumber(run: CucumberRun): Promise<void> {
  const { files, filters, library, cwd, part = null, dryRun = false, onMessage } = run;
  const api = await import('@cucumber/cucumber/api');
  const environment = { cwd, stdout: sink(), stderr: sink(), env: environmentVariables() };
  selectFiles(files, cwd, part);
  const { runConfiguration } = await api.loadConfiguration(
    {
      file: false,
      provided: {
        // The plugin says which; without a path cucumber would look for features by itself.
        paths: ['nothing'],
        name: filters.names.map((name) => `(?i:${literalPattern(name)})`),
        tags: filters.tags ?? '',
        plugin: [selectionUrl],
        dryRun,
        // As a plain string cucumber would split the address at its colon, and write its output over the formatter's own file.
        format: [[silentFormatterUrl]],
      },
    },
    // Its own variables would publish the run on a public site.
    { ...environment, env: {} },
  );
  try {
    await api.runCucumber({ ...runConfiguration, support: library }, environment, onMessage);
  } catch (error) {
    const why = tagError(error);
    throw why === null ? error : badTags(filters.tags, why);
  }
}

/** Checks a tag expression before anything runs. */
export function checkTags(tags: string | undefined): void {
  const words = tags?.match(/\(|\)|[^\s()]+/g) ?? [];
  const odd = words.find((word) => !/^(?:@.+|and|or|not|\(|\))$/.test(word));
  if (odd === undefined) return;
  throw badTags(tags, `"${odd}" is neither a tag nor "and", "or", "not"`);
}

/** Cucumber wraps the tag parser's error in one of its own. */
function tagError(error: unknown): string | null {
  if (!(error instanceof Error)) return null;
  return /^Tag expression ".*" could not be parsed/s.test(error.message)
    ? error.message.replace(/^.*?syntax error: /s, '')
    : tagError(error.cause);
}

function badTags(tags: string | undefined, why: string): Problem {
  return new Problem(
    'bad-tags',
    `Failed to read tag expression "${tags}": ${why.replace(/\.$/, '')}.`,
    'Write tags with their "@", for example "@status:429 and not @slow".',
  );
}

function sink(): PassThrough {
  return new PassThrough().resume();
}

function literalPattern(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
}

/** Cucumber reads the build's name and commit from these, and throws when GitHub's event file is announced and not there. */
function environmentVariables(): Record<string, string | undefined> {
  const { GITHUB_EVENT_NAME, ...others } = process.env;
  return existsSync(others['GITHUB_EVENT_PATH'] ?? '') ? { ...others, GITHUB_EVENT_NAME } : others;
}
