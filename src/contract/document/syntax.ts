import type { Place } from '../../problem.ts';
import { Problem } from '../../problem.ts';

/** What a file is called in messages. */
export interface Naming {
  readonly path: string;
  /** Noun phrase: `the document`. */
  readonly thing: string;
}

/** What a text says, before anybody asked whether it makes sense. */
export interface ParsedText {
  readonly data: unknown;
  place(pointer: string): Place;
}

/** The problem of a text that can't be read, at an offset of it. */
export function syntaxProblem({ path, thing }: Naming, code: string, why: string, fix: string, place: Place): Problem {
  return new Problem(code, `Failed to read ${thing} "${path}": ${why}.`, fix, { place: { file: path, ...place } });
}

/** A key that stands twice: what the first one says would be lost without a word. */
export function doubleKey(naming: Naming, place: Place): Problem {
  return syntaxProblem(
    naming,
    'duplicate-key',
    'a key stands twice in the same map',
    'Remove one of the two, or merge them.',
    place,
  );
}

/** The problem of a text that is nested deeper than anybody reads. */
export function tooDeep(naming: Naming): Problem {
  const fix = 'Write it with fewer levels, and repeat parts with `$ref` instead of YAML aliases.';
  return syntaxProblem(naming, 'unreadable-yaml', 'it is nested too deeply', fix, {});
}

const maxDepth = 200;

/** Throws when the data is deeper than it can be read, as an alias inside of what it stands for is. */
export function checkDepth(data: unknown, naming: Naming): void {
  if (isDeeper(data, maxDepth)) throw tooDeep(naming);
}

function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (levels === 0) return true;
  if (Array.isArray(value)) return value.some((item) => isDeeper(item, levels - 1));
  for (const key in value) if (isDeeper((value as Record<string, unknown>)[key], levels - 1)) return true;
  return false;
}
