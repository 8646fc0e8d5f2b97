import type { Operation } from '../contract.ts';

/** Two paths that may be a collection and its items. */
export interface Site {
  /** The last word of the path, and all of its words. */
  readonly name: string;
  readonly longName: string;
  readonly idParameter: string;
  readonly idSchema: unknown;
  /** Path parameters in front of the collection. */
  readonly parents: readonly string[];
  /** By method, upper case. */
  readonly item: ReadonlyMap<string, Operation>;
  readonly all: ReadonlyMap<string, Operation>;
}

const parameter = /^\{([^{}]+)\}$/;

/** Every path that ends in one parameter behind a word, with the path of that word; singular and plural are one. */
export function sitesOf(operations: readonly Operation[]): readonly Site[] {
  const byPath = new Map<string, Map<string, Operation>>();
  for (const operation of operations) {
    const key = keyOf(segmentsOf(operation.path));
    const methods = byPath.get(key) ?? new Map<string, Operation>();
    if (!methods.has(operation.method)) methods.set(operation.method, operation);
    byPath.set(key, methods);
  }
  return [...byPath.values()].flatMap((item) => {
    const [first] = item.values();
    return first === undefined ? [] : (siteOf(first, item, byPath) ?? []);
  });
}

function siteOf(
  first: Operation,
  item: Map<string, Operation>,
  byPath: ReadonlyMap<string, Map<string, Operation>>,
): Site | null {
  const segments = segmentsOf(first.path);
  const idParameter = parameter.exec(segments.at(-1) ?? '')?.[1];
  const above = segments.slice(0, -1);
  const name = above.at(-1);
  if (idParameter === undefined || name === undefined || name.includes('{')) return null;
  const words = above.filter((segment) => !segment.includes('{'));
  return {
    name: idOf(name),
    longName: idOf(words.join('-')),
    idParameter,
    idSchema: first.parameters.find((one) => one.in === 'path' && one.name === idParameter)?.schema,
    parents: above.flatMap((segment) => parameter.exec(segment)?.[1] ?? []),
    item,
    all: byPath.get(keyOf(above)) ?? new Map(),
  };
}

function segmentsOf(path: string): readonly string[] {
  return path.split('/').filter((segment) => segment !== '');
}

/** Paths that differ in the names of parameters, or in singular and plural, have one key. */
function keyOf(segments: readonly string[]): string {
  return segments
    .map((segment) => (segment.includes('{') ? segment.replaceAll(/\{[^{}]*\}/g, '{}') : singular(segment)))
    .join('/');
}

/** A word without the ending of its plural. */
export function singular(word: string): string {
  if (/ies$/i.test(word) && word.length > 4) return `${word.slice(0, -3)}y`;
  if (/(ss|us|is)$/i.test(word)) return word;
  return /(ches|shes|xes|sses)$/i.test(word) ? word.slice(0, -2) : word.replace(/s$/i, '');
}

function idOf(text: string): string {
  return text.replaceAll(/[^A-Za-z0-9._-]+/g, '-').replace(/^[^A-Za-z0-9]+/, '') || 'items';
}
