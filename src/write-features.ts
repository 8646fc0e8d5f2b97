import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type MergedFile, signature } from './generate/index.ts';
import { Problem, throwProblems } from './problem.ts';

/** Texts of the generated files in a folder, by path with slashes; throws where a file of somebody else's is in the way. */
export function existingFeatures(folder: string, planned: readonly string[], out: string): ReadonlyMap<string, string> {
  if (!existsSync(folder)) return new Map();
  if (!statSync(folder).isDirectory()) {
    throw new Problem(
      'no-folder',
      `Failed to write features to "${out}": it is a file.`,
      'Name a folder with --out; it is made where it is missing.',
    );
  }
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.feature'));
  const texts = paths.map((path) => [path.replaceAll('\\', '/'), readFileSync(join(folder, path), 'utf8')] as const);
  const isOurs = ([, text]: readonly [string, string]) => text.startsWith(signature);
  const inTheWay = texts.filter((entry) => !isOurs(entry) && planned.includes(entry[0]));
  throwProblems(
    inTheWay.map(
      ([path]) =>
        new Problem(
          'file-in-the-way',
          `Failed to write "${join(out, path)}": a file that was not generated stands there.`,
          'Give it another name, or another folder to --out.',
        ),
    ),
  );
  return new Map(texts.filter(isOurs));
}

/** Writes what is new or changed, and removes what nothing is left of. */
export async function writeFeatures(folder: string, files: readonly MergedFile[]): Promise<void> {
  for (const { path, text, state } of files) {
    const file = join(folder, path);
    if (state === 'unchanged') continue;
    if (text === null) {
      await rm(file);
      continue;
    }
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
  }
}
