import { join, type Operation, sentPath, templateShape } from '../../contract/index.ts';
import type { Api } from '../api.ts';
import type { DocumentRule, Found } from '../rule.ts';

/** No request is meant for two operations. */
export const ambiguousPath: DocumentRule = {
  name: 'ambiguous-path',
  about: 'document',
  severity: 'warn',
  summary: 'two paths that one request may match, neither being the more specific one',
  why: 'Which operation answers, and so which failures it has, is left to the router.',
  reference: 'OpenAPI 3.1 §4.8.8',
  check: (api) => [...groupsOf(api).values()].flatMap((group) => meetingsIn(group, api)),
};

interface Path {
  readonly path: string;
  readonly segments: readonly string[];
  readonly operations: readonly Operation[];
}

/** Paths of so many segments; others never meet. */
function groupsOf({ operations }: Api): ReadonlyMap<number, readonly Path[]> {
  const byPath = Map.groupBy(operations, ({ operation }) => operation.path);
  const paths = [...byPath].map(([path, own]) => ({
    path,
    segments: sentPath(path).split('/'),
    operations: own.map(({ operation }) => operation),
  }));
  return Map.groupBy(paths, ({ segments }) => segments.length);
}

function meetingsIn(group: readonly Path[], api: Api): readonly Found[] {
  return group.flatMap((one, index) => {
    const found = group.slice(0, index).flatMap((other) => meetingOf(other, one) ?? []);
    const [first, ...more] = found;
    if (first === undefined) return [];
    const others = more.length === 0 ? '' : `, and it meets ${more.length} more in the same way`;
    return [{ place: api.contract.place(join('/paths', one.path)), message: `${first}${others}.`, fix }];
  });
}

const fix = 'Give the two paths different fixed parts, or let each parameter refuse the fixed part of the other path.';

/** What both paths match, as a sentence; null where no request is good for both. */
function meetingOf(one: Path, other: Path): string | null {
  if (templateShape(one.path) === templateShape(other.path)) {
    return sentPath(one.path) === sentPath(other.path)
      ? null
      : `"${one.path}" and "${other.path}" are one path under two names`;
  }
  const crossing = one.segments.map((segment, at) => crossingOf(segment, other.segments[at] ?? ''));
  if (!crossing.includes('one') || !crossing.includes('other') || crossing.includes('apart')) return null;
  const pair = one.operations
    .flatMap((first) => other.operations.map((second) => [first, second] as const))
    .find(([first, second]) => first.method === second.method && takesBoth(first, second, crossing));
  if (pair === undefined) return null;
  const request = one.segments
    .map((segment, at) => (crossing[at] === 'other' ? other.segments[at] : segment))
    .join('/');
  return `${pair[0].method} ${request} matches "${one.path}" and "${other.path}"`;
}

/** Which of the two segments is fixed where the other is a parameter. */
type Crossing = 'same' | 'one' | 'other' | 'apart';

function crossingOf(one: string, other: string): Crossing {
  const [isFixed, isOtherFixed] = [one, other].map((segment) => !segment.includes('{'));
  if (isFixed === isOtherFixed) return isFixed && one !== other ? 'apart' : 'same';
  // Text around a parameter is looked at by nobody else.
  if (!isWhole(isFixed ? other : one)) return 'apart';
  return isFixed ? 'one' : 'other';
}

function isWhole(segment: string): boolean {
  return /^\{[^{}]+\}$/.test(segment);
}

/** Whether each accepts what is fixed in the other's path for its parameter. */
function takesBoth(one: Operation, other: Operation, crossing: readonly Crossing[]): boolean {
  const segments = [one, other].map(({ path }) => sentPath(path).split('/'));
  return crossing.every((kind, at) => {
    if (kind === 'same' || kind === 'apart') return true;
    const [fixed, parameter] = kind === 'one' ? segments : segments.toReversed();
    return takes(kind === 'one' ? other : one, parameter?.[at] ?? '', fixed?.[at] ?? '');
  });
}

function takes({ parameters }: Operation, segment: string, text: string): boolean {
  const name = segment.slice(1, -1);
  const parameter = parameters.find((one) => one.in === 'path' && one.name === name);
  return parameter === undefined || parameter.validate([text]).length === 0;
}
