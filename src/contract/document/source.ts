import { createHash } from 'node:crypto';
import { type Place, Problem } from '../../problem.ts';
import type { Refusal } from './files/access.ts';
import { parseJson } from './json-text.ts';
import { readText } from './text.ts';
import { parseYaml } from './yaml-text.ts';

/** A YAML or JSON file with its data and the position of every value. */
export interface Source {
  /** Made from Swagger 2.0 or from several documents: its data isn't what stands in a file. */
  readonly made?: boolean;
  /** As the person gave it. */
  readonly path: string;
  readonly sha256: string;
  readonly data: unknown;
  /** Paths of the other files that it was brought together from. */
  readonly neighbours?: readonly string[];
  /** How long its text is. */
  readonly characters: number;
  /** Where the value of a pointer stands, or the nearest thing around it that exists. */
  place(pointer: string): Place;
  /** Why the reference that stands at a pointer isn't followed out of the file, where that was tried. */
  readonly refusal?: (pointer: string, text: string) => Refusal | undefined;
}

/** Reads and parses a file; throws every problem of its syntax at once. `thing` and `shown` are what it and its path are called there. */
export async function readSource(path: string, thing: string, shown = path): Promise<Source> {
  return parseSource(shown, await readText(path, thing, shown), thing);
}

/** Parses the text of a file, which is YAML or JSON whatever it is called; `path` is only shown. */
export function parseSource(path: string, text: string, thing: string): Source {
  const start = { file: path, line: 1, column: 1 };
  if (text.trim() === '') {
    const why = `Failed to read ${thing} "${path}": the file is empty.`;
    throw new Problem('empty-file', why, 'Write something into it.', { place: start });
  }
  const naming = { path, thing };
  const { data, place } = parseJson(text, naming) ?? parseYaml(text, naming);
  return { path, data, place, characters: text.length, sha256: createHash('sha256').update(text).digest('hex') };
}
