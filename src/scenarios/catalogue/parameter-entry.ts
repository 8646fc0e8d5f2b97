import { stepParameters } from '../parameters.ts';
import type { StepsLibrary } from '../steps-library.ts';

/** What stands in braces: a name, and what may be written there. */
export interface ParameterEntry {
  readonly name: string;
  readonly summary: string;
  readonly example: string;
  /** What it has to match. */
  readonly regexp: string;
}

/** Cucumber's own types, as far as a step of ours or somebody else's is likely to use them. */
const builtIn: Readonly<Record<string, readonly [summary: string, example: string]>> = {
  int: ['a whole number', '3'],
  float: ['a number', '1.5'],
  double: ['a number', '1.5'],
  word: ['one word', 'word'],
  string: ['a text in quotes', '"text"'],
  '': ['any text', 'anything'],
};

/** The entry of a parameter type, by the name it has in braces. */
export function parameterEntry(library: StepsLibrary, name: string): ParameterEntry {
  const own = stepParameters.find((parameter) => parameter.name === name);
  const regexps = library.parameterTypeRegistry.lookupByTypeName(name)?.regexpStrings ?? [];
  const regexp = regexps.join('|');
  const [summary, example] =
    own === undefined ? (builtIn[name] ?? [`matches ${regexp}`, name]) : [own.summary, own.example];
  return { name, summary, example, regexp };
}
