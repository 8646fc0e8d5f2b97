import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Problem } from '../problem.ts';

/** Beside `src/` in a checkout, beside `dist/src/` in the package. */
const shippedFolder = fileURLToPath(new URL('../../steps/', import.meta.url));

const stepFile = /(?<!\.d)(?<!\.(?:test|spec))\.[cm]?[jt]s$/;
export const typeScript = /\.[cm]?ts$/;

/** The step files that ship, in their order. */
export function shippedStepFiles(): readonly string[] {
  return existsSync(shippedFolder) ? stepFilesIn(shippedFolder) : [];
}

/** People's own step files; a folder that isn’t there is a Problem. */
export function ownStepFiles(folders: readonly string[]): readonly string[] {
  const files = folders.flatMap((folder) => {
    if (!existsSync(folder) || !statSync(folder).isDirectory()) {
      throw new Problem(
        'no-step-folder',
        `Failed to load steps from "${folder}": there is no such folder.`,
        'Name a folder that holds step files (.ts, .js, .mjs, .cjs).',
      );
    }
    return stepFilesIn(folder);
  });
  return [...new Set(files)];
}

function stepFilesIn(folder: string): readonly string[] {
  const entries = readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  return entries.flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return entry.name === 'node_modules' ? [] : stepFilesIn(path);
    return stepFile.test(entry.name) ? [path] : [];
  });
}
