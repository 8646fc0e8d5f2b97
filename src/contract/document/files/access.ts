import { realpath } from 'node:fs/promises';
import { dirname, isAbsolute, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/** What the references of a document may lead to beside the files below its own folder. */
export interface FileAccess {
  /** Folders, absolute: files below them may be read too. */
  readonly files: readonly string[];
  readonly network: boolean;
}

/** Only what lies below the document's folder. */
export const closedAccess: FileAccess = { files: [], network: false };

/** A file or an address that a reference names. */
export type Location =
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'address'; readonly url: string };

/** Why a reference isn't followed, and what to do about it. */
export interface Refusal {
  readonly why: string;
  readonly fix: string;
}

/** Where a reference leads that stands in the file at `from`; null for what names nothing that could be read. */
export function locate(text: string, from: Location): Location | null {
  if (from.kind === 'address') return addressOf(text, from.url);
  if (/^https?:/i.test(text)) return addressOf(text, undefined);
  if (/^file:/i.test(text)) return pathOf(text);
  if (/^[a-z][a-z\d+.-]+:/i.test(text)) return null;
  return { kind: 'file', path: resolve(dirname(from.path), decode(text)) };
}

function addressOf(text: string, base: string | undefined): Location | null {
  const { href = '', protocol } = URL.parse(text, base) ?? {};
  return protocol === 'http:' || protocol === 'https:' ? { kind: 'address', url: href } : null;
}

function pathOf(url: string): Location | null {
  try {
    return { kind: 'file', path: fileURLToPath(url) };
  } catch {
    return null;
  }
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Whether a location may be read: null, or why not. Links count as what they lead to. */
export async function refusalOf(location: Location, folder: string, access: FileAccess): Promise<Refusal | null> {
  if (location.kind === 'address') return access.network ? null : needsNetwork;
  const folders = [folder, ...access.files];
  if (!folders.some((one) => isBelow(location.path, one))) return outside(location.path, folder);
  const [real, ...reals] = await Promise.all([location.path, ...folders].map(realOf));
  if (real === null || real === undefined) return { why: 'there is no such file', fix: 'Correct the path.' };
  const isAllowed = reals.some((one) => one !== null && isBelow(real, one));
  return isAllowed ? null : outside(real, folder);
}

const needsNetwork: Refusal = {
  why: 'it leads to the network',
  fix: 'Save what it names beside the document, or allow it with "--allow-network".',
};

function outside(path: string, folder: string): Refusal {
  const near = relative(process.cwd(), dirname(path));
  return {
    why: `it leads out of the document's folder "${relative(process.cwd(), folder) || '.'}"`,
    fix: `Move the file below it, or allow its folder with "--allow-files ${near === '' ? '.' : near}".`,
  };
}

async function realOf(path: string): Promise<string | null> {
  try {
    return await realpath(path);
  } catch {
    return null;
  }
}

function isBelow(path: string, folder: string): boolean {
  const inner = relative(folder, path);
  return inner !== '..' && !inner.startsWith(`..${sep}`) && !isAbsolute(inner);
}
