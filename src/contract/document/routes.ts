import type { Operation, Route } from '../contract.ts';
import { differsBehindPath, sentPath } from './path-text.ts';

/** A segment of a template: its literal parts around the names of its parameters. */
interface Segment {
  readonly literals: readonly string[];
  readonly names: readonly string[];
}

interface Leaf {
  readonly operation: Operation;
  readonly others: Operation[];
  /** Names of the parameters in the order in which they stand in the path. */
  readonly names: readonly string[];
}

interface Node {
  readonly fixed: Map<string, Node>;
  /** Templates with text around their parameters, such as `{name}.json`; longest text first. */
  readonly mixed: { readonly literals: readonly string[]; readonly node: Node }[];
  any: Node | null;
  readonly leaves: Map<string, Leaf>;
}

const createNode = (): Node => ({ fixed: new Map(), mixed: [], any: null, leaves: new Map() });

function parseSegment(text: string): Segment {
  const parts = text.split(/\{([^{}]*)\}/);
  const names = parts.filter((_, index) => index % 2 === 1);
  return { literals: parts.filter((_, index) => index % 2 === 0).map((part) => decode(part) ?? part), names };
}

/** Null: it can't be percent-decoded. */
function decode(text: string): string | null {
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}

function segmentsOf(path: string): readonly string[] {
  return (path.startsWith('/') ? path.slice(1) : path).split('/');
}

/**
 * The route of a contract, as a tree of segments: text beats parameters, and a parameter is never empty.
 * `bases` are the base paths of the servers; a path is found with and without them.
 */
export function createRouter(operations: readonly Operation[], bases: readonly string[]) {
  const root = createNode();
  const plain = new Map<string, Map<string, Route>>();
  for (const operation of operations) {
    addOperation(root, operation);
    addPlain(plain, operation);
  }
  const prefixes = bases
    .map((base) => segmentsOf(base).map((part) => decode(part) ?? part))
    .sort((a, b) => b.length - a.length);

  return function route(method: string, path: string): Route {
    const known = plain.get(path)?.get(method);
    if (known !== undefined) return known;
    const segments = decodedSegments(path);
    if (segments === null) return { kind: 'malformed-path' };
    const whole = find(root, method, segments);
    if (whole.kind === 'operation' || prefixes.length === 0) return whole;
    const found = [whole, ...withoutPrefixes(segments, prefixes).map((tail) => find(root, method, tail))];
    const operation = found.find(({ kind }) => kind === 'operation');
    return operation ?? found.find(({ kind }) => kind === 'method-not-allowed') ?? { kind: 'not-found' };
  };
}

/** Text beats parameters, hence a path that is itself a template can mean nothing else. */
function addPlain(plain: Map<string, Map<string, Route>>, operation: Operation): void {
  const { method } = operation;
  const path = sentPath(operation.path);
  if (/[{}%]/.test(path) || !path.startsWith('/')) return;
  const methods = plain.get(path) ?? new Map<string, Route>();
  plain.set(path, methods);
  const known = methods.get(method);
  if (known?.kind !== 'operation') methods.set(method, { kind: 'operation', operation, pathParameters: {} });
  else if (differsBehindPath(operation.path, known.operation.path)) {
    methods.set(method, { ...known, others: [...(known.others ?? []), operation] });
  }
}

function decodedSegments(path: string): readonly string[] | null {
  const segments = path.split('/');
  if (path.startsWith('/')) segments.shift();
  if (!path.includes('%')) return segments;
  const decoded = segments.map(decode);
  return decoded.includes(null) ? null : (decoded as string[]);
}

function withoutPrefixes(segments: readonly string[], prefixes: readonly (readonly string[])[]) {
  return prefixes
    .filter((prefix) => prefix.length < segments.length && prefix.every((part, at) => part === segments[at]))
    .map((prefix) => segments.slice(prefix.length));
}

function addOperation(root: Node, operation: Operation): void {
  let node = root;
  const names: string[] = [];
  for (const text of segmentsOf(sentPath(operation.path))) {
    const segment = parseSegment(text);
    names.push(...segment.names);
    node = childFor(node, segment);
  }
  const known = node.leaves.get(operation.method);
  if (known === undefined) node.leaves.set(operation.method, { operation, others: [], names });
  else if (operation.path !== known.operation.path) known.others.push(operation);
}

function childFor(node: Node, { literals, names }: Segment): Node {
  const [text = ''] = literals;
  if (names.length === 0) {
    const child = node.fixed.get(text) ?? createNode();
    node.fixed.set(text, child);
    return child;
  }
  if (literals.every((literal) => literal === '')) {
    node.any ??= createNode();
    return node.any;
  }
  const known = node.mixed.find((one) => one.literals.join('{}') === literals.join('{}'));
  if (known !== undefined) return known.node;
  const child = createNode();
  node.mixed.push({ literals, node: child });
  node.mixed.sort((a, b) => b.literals.join('').length - a.literals.join('').length);
  return child;
}

interface Search {
  readonly method: string;
  readonly segments: readonly string[];
  readonly allow: Set<string>;
}

function find(root: Node, method: string, segments: readonly string[]): Route {
  const search: Search = { method, segments, allow: new Set() };
  const found = descend(search, root, 0, []);
  if (found !== null) return found;
  return search.allow.size === 0 ? { kind: 'not-found' } : { kind: 'method-not-allowed', allow: [...search.allow] };
}

function descend(search: Search, node: Node, depth: number, values: readonly string[]): Route | null {
  const segment = search.segments[depth];
  if (segment === undefined) return arrive(search, node, values);
  const fixed = node.fixed.get(segment);
  const sure = fixed === undefined ? null : descend(search, fixed, depth + 1, values);
  if (sure !== null || segment === '') return sure;
  for (const { literals, node: next } of node.mixed) {
    const parts = partsBetween(segment, literals);
    const found = parts === null ? null : descend(search, next, depth + 1, [...values, ...parts]);
    if (found !== null) return found;
  }
  return node.any === null ? null : descend(search, node.any, depth + 1, [...values, segment]);
}

function arrive({ method, allow }: Search, node: Node, values: readonly string[]): Route | null {
  const leaf = node.leaves.get(method);
  if (leaf === undefined) {
    for (const known of node.leaves.keys()) allow.add(known);
    return null;
  }
  const { operation, others, names } = leaf;
  return {
    kind: 'operation',
    operation,
    ...(others.length === 0 ? {} : { others }),
    pathParameters: named(names, values),
  };
}

function named(names: readonly string[], values: readonly string[]): Readonly<Record<string, string>> {
  if (names.includes('__proto__')) return Object.fromEntries(names.map((name, at) => [name, values[at] ?? '']));
  const parameters: Record<string, string> = {};
  for (const [at, name] of names.entries()) parameters[name] = values[at] ?? '';
  return parameters;
}

/** The texts between the literals of a template, none of them empty; null when it doesn't match. */
function partsBetween(text: string, literals: readonly string[]): readonly string[] | null {
  const [first = '', ...others] = literals;
  if (!text.startsWith(first)) return null;
  const parts: string[] = [];
  let from = first.length;
  for (const [index, literal] of others.entries()) {
    const isLast = index === others.length - 1;
    const end = isLast ? lastEnd(text, literal, from) : text.indexOf(literal, from + 1);
    if (end <= from) return null;
    parts.push(text.slice(from, end));
    from = end + literal.length;
  }
  return parts;
}

function lastEnd(text: string, literal: string, from: number): number {
  const end = text.length - literal.length;
  return end > from && text.endsWith(literal) ? end : -1;
}
