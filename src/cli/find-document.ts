import { readdir, readFile } from 'node:fs/promises';
import { extname, join, relative } from 'node:path';
import { Problem } from '../problem.ts';

const skipped = new Set(['node_modules', 'dist', 'build', 'reports', 'coverage', 'target', 'vendor']);
const maxDepth = 3;

/** The only OpenAPI document in a folder or up to three below it; a Problem when there is none, or a choice. */
export async function findDocument(cwd: string): Promise<string> {
  const found = (await documentsIn(cwd, 0)).map((path) => relative(cwd, path)).sort();
  const [only, ...others] = found;
  if (only !== undefined && others.length === 0) return only;
  if (only === undefined) {
    throw new Problem(
      'no-document',
      `Failed to find an OpenAPI document in "${cwd}" or the folders below it.`,
      'Name one: faultline init path/to/openapi.yaml.',
    );
  }
  const shown = found.length > 5 ? `${found.slice(0, 5).join(', ')} and ${found.length - 5} more` : found.join(', ');
  throw new Problem(
    'many-documents',
    `Failed to choose an OpenAPI document: there are ${found.length}.`,
    `Name one of: ${shown}.`,
  );
}

async function documentsIn(folder: string, depth: number): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const found = await Promise.all(
    entries.map(async (entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) {
        const isOpen = depth < maxDepth && !entry.name.startsWith('.') && !skipped.has(entry.name);
        return isOpen ? documentsIn(path, depth + 1) : [];
      }
      return entry.isFile() && (await isDocument(path)) ? [path] : [];
    }),
  );
  return found.flat();
}

/** By its first lines: YAML and JSON files of other kinds are many. */
async function isDocument(path: string): Promise<boolean> {
  if (!['.yaml', '.yml', '.json'].includes(extname(path).toLowerCase())) return false;
  const start = (await readFile(path, 'utf8')).slice(0, 4000);
  return /^\s*(?:\{\s*)?"?(?:openapi|swagger)"?\s*:/m.test(start);
}
