import { readFile, stat } from 'node:fs/promises';
import { extname } from 'node:path';
import { pathToFileURL } from 'node:url';
import { isRecord, readSource, type Source } from '../contract/index.ts';
import { Problem, problemsOf, throwProblems } from '../problem.ts';
import { checkShape } from './check-shape.ts';
import type { Config } from './config.ts';

/** A configuration that keeps to its schema. */
export interface ReadConfig {
  readonly data: Config;
}

const thing = 'the configuration';

/** Reads a configuration file; throws everything in it that isn't known or doesn't fit. */
export async function readConfig(path: string, shown: string): Promise<ReadConfig> {
  const source = /^\.[cm]?[jt]s$/.test(extname(path))
    ? await readModule(path, shown)
    : await readSource(path, thing, shown);
  throwProblems(checkShape(source.data, source.place));
  return { data: source.data as Config };
}

type Read = Pick<Source, 'data' | 'place'>;

async function readModule(path: string, shown: string): Promise<Read> {
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw unreadable(shown, 'there is no such file, or it may not be read', 'Check the path.', cause);
  });
  const exported = await load(path, shown);
  if (exported['default'] === undefined) {
    const fix = 'Write "export default defineConfig({ … })".';
    throw unreadable(shown, 'it has no default export', fix);
  }
  return { data: exported['default'], place: (pointer) => ({ file: shown, ...lineOf(text, pointer), pointer }) };
}

async function load(path: string, shown: string): Promise<Readonly<Record<string, unknown>>> {
  // A changed file is another module.
  const url = `${pathToFileURL(path).href}?${(await stat(path)).mtimeMs}`;
  try {
    return (await import(url)) as Record<string, unknown>;
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX') return loadByTsx(path);
    if (problemsOf(cause).length > 0) throw cause;
    const why = cause instanceof Error ? cause.message.replace(/\.$/, '') : String(cause);
    throw unreadable(shown, why, 'Correct the file; it is run as it is imported.', cause);
  }
}

/** Node strips types and compiles nothing: enums and the like need more. */
async function loadByTsx(path: string): Promise<Readonly<Record<string, unknown>>> {
  const { tsImport } = await import('tsx/esm/api');
  const loaded = (await tsImport(pathToFileURL(path).href, import.meta.url)) as Record<string, unknown>;
  const inner = loaded['default'];
  // Where no package.json says "module", what was exported stands in the default export of a CommonJS module.
  return isRecord(inner) && 'default' in inner ? inner : loaded;
}

/** Where the key most likely stands: a module has no positions. */
function lineOf(text: string, pointer: string): { readonly line?: number } {
  const key = pointer.split('/').findLast((token) => !/^\d*$/.test(token));
  if (key === undefined) return {};
  const written = new RegExp(`(^|[\\s{,'"])${key.replaceAll(/[^\w$-]/g, '.')}['"]?\\s*[:,}]`);
  const index = text.split('\n').findIndex((line) => written.test(line));
  return index === -1 ? {} : { line: index + 1 };
}

function unreadable(shown: string, why: string, fix: string, cause?: unknown): Problem {
  const message = `Failed to read ${thing} "${shown}": ${why}.`;
  return new Problem('unreadable-configuration', message, fix, { place: { file: shown }, cause });
}
