import type { Place, Problem } from '../../problem.ts';
import { suggest } from '../../suggest.ts';
import type { Operation } from '../contract.ts';
import { join } from '../document/pointer.ts';
import type { Match } from '../failure-layer.ts';
import { type LayerContext, layerProblem } from './layer-context.ts';
import type { RawMatch } from './raw-layer.ts';

type PlaceOf = (pointer: string) => Place;

/** The operation of that id, or of that method and path; a problem with a suggestion when there is none. */
export function findOperation({ operations, findings }: LayerContext, name: string, place: Place): Operation | null {
  const wanted = name.trim().replace(/\s+/g, ' ');
  const found = operations.find(({ id, method, path }) => id === wanted || sameSite(wanted, method, path));
  if (found === undefined) findings.add(unknownOperation(operations, name, place));
  return found ?? null;
}

function sameSite(text: string, method: string, path: string): boolean {
  const [verb = '', ...rest] = text.split(' ');
  return verb.toUpperCase() === method && rest.join(' ') === path;
}

function unknownOperation(operations: readonly Operation[], name: string, place: Place): Problem {
  const names = operations.flatMap(({ id, method, path }) => [id, `${method} ${path}`]);
  const known = operations.map(({ id }) => id);
  const shown = known.length > 12 ? `${known.slice(0, 12).join(', ')} …` : known.join(', ');
  return layerProblem(
    'unknown-operation',
    `Failed to find the operation "${name}": the document has no such operation.`,
    `Use one of: ${shown}.${suggest(name, names)}`,
    place,
  );
}

/** Which requests are meant, with the operations resolved to their ids. `own` is the operation that holds the rule. */
export function readMatch(context: LayerContext, raw: RawMatch | undefined, place: PlaceOf, own: string | null): Match {
  const written = raw?.operation ?? '*';
  const named = own !== null && written === '*' ? own : written;
  const byName = namedOperations(context, named, (token) => place(join('/match/operation', ...token)));
  const byTag =
    raw?.tags === undefined ? null : taggedOperations(context, raw.tags, (index) => place(join('/match/tags', index)));
  return { ...readParts(raw), operations: both(byName, byTag) };
}

/** Null stands for all operations. */
function both(one: readonly string[] | null, other: readonly string[] | null): readonly string[] | null {
  return one === null || other === null ? (one ?? other) : one.filter((id) => other.includes(id));
}

function readParts(raw: RawMatch | undefined): Omit<Match, 'operations'> {
  const { headers = {}, query = {}, path = {}, bodyFragment = null } = raw ?? {};
  return { headers: lowerCase(headers), query, path, bodyFragment };
}

function namedOperations(
  context: LayerContext,
  named: string | readonly string[],
  place: (token: readonly number[]) => Place,
): readonly string[] | null {
  if (named === '*') return null;
  const names = typeof named === 'string' ? [named] : named;
  return names.flatMap((name, index) => {
    const found = findOperation(context, name, place(typeof named === 'string' ? [] : [index]));
    return found === null ? [] : [found.id];
  });
}

function taggedOperations(
  { operations, findings }: LayerContext,
  tags: readonly string[],
  place: (index: number) => Place,
): readonly string[] {
  const known = new Set(operations.flatMap((operation) => operation.tags));
  for (const [index, tag] of tags.entries()) {
    if (known.has(tag)) continue;
    findings.add(
      layerProblem(
        'unknown-tag',
        `Failed to find operations with the tag "${tag}": none has it.`,
        `Use one of: ${[...known].join(', ') || '(the document has no tags)'}.${suggest(tag, known)}`,
        place(index),
      ),
    );
  }
  return operations.filter((operation) => operation.tags.some((tag) => tags.includes(tag))).map(({ id }) => id);
}

function lowerCase(headers: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}

/** The operations that a match can meet. */
export function matchedOperations({ operations }: LayerContext, match: Match): readonly Operation[] {
  return match.operations === null ? operations : operations.filter(({ id }) => match.operations?.includes(id));
}
