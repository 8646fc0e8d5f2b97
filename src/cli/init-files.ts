import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { basename, dirname, extname, join, relative, sep } from 'node:path';
import { stringify } from 'yaml';
import type { Config } from '../config/index.ts';
import { type Contract, type FileAccess, layerText } from '../contract/index.ts';
import { firstFeature } from './first-feature.ts';

/** A file of the set-up. */
export interface Planned {
  readonly path: string;
  readonly shown: string;
  readonly text: string;
  readonly says: string;
  readonly whenKept: string;
  /** Whether it is changed in place: nothing of it is lost. Null: it has all it needs. */
  readonly merges: boolean | null;
}

export interface Place {
  readonly documentPath: string;
  readonly access: FileAccess;
  readonly cwd: string;
}

const schemas = 'node_modules/faultline/openapi';
const keptAsItIs = 'is there already; --force writes it anew';

/** The files of a set-up for one document. */
export async function setUpFiles(
  contract: Contract,
  { documentPath, access, cwd }: Place,
): Promise<readonly Planned[]> {
  const stem = basename(documentPath, extname(documentPath)).replace(/\.openapi$/, '');
  const layerPath = join(dirname(documentPath), `${stem}.failures.yaml`);
  const toSchemas = `${slashed(relative(dirname(layerPath), join(cwd, schemas)))}/failures.schema.json`;
  const file = (path: string, text: string, says: string): Planned => ({
    path,
    shown: slashed(relative(cwd, path)),
    text,
    says,
    whenKept: keptAsItIs,
    merges: false,
  });
  const script = await scriptFile(cwd);
  return [
    file(
      join(cwd, 'faultline.config.yaml'),
      configText({
        documents: [slashed(relative(cwd, documentPath))],
        failures: slashed(relative(cwd, layerPath)),
        features: ['features'],
        ...allowed(access, cwd),
      }),
      'what is served and run',
    ),
    file(
      layerPath,
      layerText(contract, toSchemas.startsWith('.') ? toSchemas : `./${toSchemas}`),
      'when the API fails, and how',
    ),
    file(join(cwd, 'features', 'first-failures.feature'), firstFeature(contract), 'a first feature, which passes'),
    ...(script === null ? [] : [script]),
  ];
}

function slashed(path: string): string {
  return path.split(sep).join('/');
}

/** What references were let lead to; nothing where they lead nowhere. */
function allowed({ files, network }: FileAccess, cwd: string): Partial<Pick<Config, 'allow'>> {
  if (files.length === 0 && !network) return {};
  const folders = files.map((folder) => slashed(relative(cwd, folder)));
  return { allow: { ...(files.length === 0 ? {} : { files: folders }), ...(network ? { network } : {}) } };
}

function configText(config: Config): string {
  return `# yaml-language-server: $schema=./${schemas}/config.schema.json
#
# What \`faultline serve\` and \`faultline run\` work on when nothing else is named.
${stringify(config)}`;
}

/** The manifest with a script for a run; null where there is no manifest. */
async function scriptFile(cwd: string): Promise<Planned | null> {
  const path = join(cwd, 'package.json');
  if (!existsSync(path)) return null;
  const text = await readFile(path, 'utf8');
  const manifest = readManifest(text);
  const scripts = manifest?.['scripts'] ?? {};
  const base = { path, shown: 'package.json', says: 'got the script "faultline"' };
  if (manifest === null || typeof scripts !== 'object') {
    return { ...base, text, whenKept: 'is no manifest that could be changed', merges: null };
  }
  if (Object.hasOwn(scripts, 'faultline')) {
    return { ...base, text, whenKept: 'has the script "faultline" already', merges: null };
  }
  const indent = /^([ \t]+)"/m.exec(text)?.[1] ?? '  ';
  const changed = { ...manifest, scripts: { ...scripts, faultline: 'faultline run' } };
  return { ...base, text: `${JSON.stringify(changed, null, indent)}\n`, whenKept: '', merges: true };
}

function readManifest(text: string): Readonly<Record<string, unknown>> | null {
  try {
    const manifest: unknown = JSON.parse(text);
    return typeof manifest === 'object' && manifest !== null ? (manifest as Readonly<Record<string, unknown>>) : null;
  } catch {
    return null;
  }
}

/** Writes what isn't there yet; with `force` also what is. */
export async function writePlanned(planned: readonly Planned[], force: boolean) {
  const isDue = ({ path, merges }: Planned) => merges !== null && (merges || force || !existsSync(path));
  const written = planned.filter(isDue);
  for (const { path, text } of written) {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text);
  }
  return { written, kept: planned.filter((file) => !written.includes(file)) };
}
