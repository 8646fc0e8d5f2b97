import { readFile, stat } from 'node:fs/promises';
import { Problem } from '../../problem.ts';

/** Longer texts than any document that people read. */
const maxBytes = 64 * 1024 * 1024;

/** The text of a file, whatever Unicode encoding its byte order mark names. Throws for what is no text, or no file. */
export async function readText(path: string, thing: string, shown: string): Promise<string> {
  const refuse = refusalOf(thing, shown);
  let bytes: Buffer;
  try {
    const found = await stat(path);
    if (found.isDirectory()) throw refuse('unreadable-file', 'it is a folder', 'Check the path.');
    if (!found.isFile()) throw refuse('unreadable-file', 'it is no regular file', 'Write it to a file first.');
    checkLength(found.size, refuse);
    bytes = await readFile(path);
  } catch (cause) {
    if (cause instanceof Problem) throw cause;
    throw refuse('unreadable-file', whyUnreadable(cause), 'Check the path.', cause);
  }
  return decodeText(bytes, thing, shown);
}

type Refuse = (code: string, why: string, fix: string, cause?: unknown) => Problem;

function refusalOf(thing: string, shown: string): Refuse {
  return (code, why, fix, cause) =>
    new Problem(code, `Failed to read ${thing} "${shown}": ${why}.`, fix, { place: { file: shown }, cause });
}

function checkLength(bytes: number, refuse: Refuse): void {
  if (bytes <= maxBytes) return;
  const megabytes = maxBytes / 1024 / 1024;
  const fix = `Split the API into documents of at most ${megabytes} MB.`;
  throw refuse('file-too-large', `it has ${bytes} bytes`, fix);
}

function whyUnreadable(cause: unknown): string {
  const code = (cause as NodeJS.ErrnoException).code ?? '';
  const known: Readonly<Record<string, string>> = {
    ENOENT: 'there is no such file',
    ENOTDIR: 'there is no such file',
    EACCES: 'permission was denied',
    ELOOP: 'its links lead in a circle',
    ENAMETOOLONG: 'the path is too long',
  };
  return known[code] ?? String(cause);
}

/** Bytes as text; throws for what is none. */
export function decodeText(bytes: Uint8Array, thing: string, shown: string): string {
  const refuse = refusalOf(thing, shown);
  checkLength(bytes.length, refuse);
  let text: string;
  try {
    text = new TextDecoder(encodingOf(bytes), { fatal: true }).decode(bytes);
  } catch (cause) {
    throw refuse('not-text', 'it is no text in UTF-8 or UTF-16', 'Save it as UTF-8.', cause);
  }
  const zero = text.indexOf('\0');
  if (zero !== -1) throw refuse('not-text', `it holds a NUL character, at ${zero}`, 'Remove it, or save it as UTF-8.');
  return text;
}

/** UTF-16 is known by its byte order mark; the decoder drops the mark. */
function encodingOf(bytes: Uint8Array): string {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  return first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
}
