import { Problem } from '../../problem.ts';
import { pointerIn } from './files/places.ts';
import { followPointer } from './follow.ts';
import { isRecord, join, valueAt } from './pointer.ts';
import { type References, readReferences } from './references.ts';
import type { Source } from './source.ts';
import { fromSwagger, isSwagger } from './swagger/from-swagger.ts';
import { filesKey, referenceIn } from './visit-references.ts';

export type OpenApiVersion = '3.0' | '3.1' | '3.2';

/** A value and where it really stands, behind all references. */
export interface Resolved {
  readonly pointer: string;
  readonly value: unknown;
}

/** An OpenAPI document whose references are known, without callbacks and webhooks. */
export interface OpenApi {
  readonly source: Source;
  /** Of the document that a pointer leads into; several may be served as one. */
  version(pointer: string): OpenApiVersion;
  readonly root: Readonly<Record<string, unknown>>;
  readonly references: References;
  /** Pointer of the schemas that have a name. */
  readonly schemas: string;
  /** What a pointer leads to behind all references; throws the problem of a bad one. */
  resolve(pointer: string): Resolved;
  /** What a value is behind its references, bad ones left out; itself when it is none. */
  behind(value: unknown): unknown;
  problem(code: string, message: string, fix: string, pointer: string): Problem;
}

/** Recognises a document and reads its references. Throws when it is neither OpenAPI 3 nor Swagger 2.0. */
export function openDocument(given: Source): OpenApi {
  const source = asOpenApi(given);
  const version = versionsOf(source);
  const root = withoutCalls(source.data) as Readonly<Record<string, unknown>>;
  const problem: OpenApi['problem'] = (code, message, fix, pointer) =>
    new Problem(code, message, fix, { place: source.place(pointer) });
  const references = readReferences(root, problem, source.refusal);

  /** Where a chain of references ends. A bad one anywhere in it is reported as itself, once. */
  function endOf(start: string): string {
    const seen = new Set<string>();
    let pointer = start;
    while (!seen.has(pointer)) {
      seen.add(pointer);
      const bad = references.bad.get(pointer);
      if (bad !== undefined) throw bad;
      pointer = references.target(pointer, valueAt(root, pointer)) ?? pointer;
    }
    return pointer;
  }

  function resolve(start: string): Resolved {
    const pointer = endOf(start);
    const value = valueAt(root, pointer);
    if (value !== undefined) return { pointer, value };
    const end = followPointer(root, references.target, pointer);
    return end.kind === 'found' ? end : { pointer, value };
  }

  function behind(value: unknown): unknown {
    // Where ids are about, what a reference says isn't enough.
    const target = references.plain ? references.target('', value) : undefined;
    if (target === undefined) return referenceIn(value) === undefined ? value : undefined;
    const end = followPointer(root, references.target, target);
    return end.kind === 'found' ? end.value : undefined;
  }

  const schemas = root['definitions'] === undefined ? '/components/schemas' : '/definitions';
  return { source, version, root, references, schemas, resolve, behind, problem };
}

/** A document of whatever version in the words of OpenAPI 3; throws when it is none. */
export function asOpenApi(source: Source): Source {
  const converted = isSwagger(source.data) ? fromSwagger(source) : source;
  versionOf(converted);
  return converted;
}

/** Files that say no version have that of the document. */
function versionsOf(source: Source): OpenApi['version'] {
  const main = versionOf(source);
  const files = isRecord(source.data) ? source.data[filesKey] : undefined;
  const others = Object.entries(isRecord(files) ? files : {}).flatMap(([name, file]) => {
    const found = versionIn(file);
    return found === null ? [] : [[join('', filesKey, name), found] as const];
  });
  const known = new Map(others);
  return known.size === 0 ? () => main : (pointer) => known.get(pointerIn(pointer).file) ?? main;
}

function versionIn(data: unknown): OpenApiVersion | null {
  const found = /^3\.([012])(\.|$)/.exec(String((isRecord(data) ? data['openapi'] : undefined) ?? ''));
  return found === null ? null : (`3.${found[1]}` as OpenApiVersion);
}

function versionOf(source: Source): OpenApiVersion {
  const head = isRecord(source.data) ? source.data : {};
  const found = versionIn(source.data);
  if (found !== null) return found;
  const [why, fix, pointer] = whyNoDocument(head);
  throw new Problem('not-openapi', `Failed to read the document "${source.path}": ${why}.`, fix, {
    place: source.place(pointer),
  });
}

function whyNoDocument(head: Readonly<Record<string, unknown>>): readonly [why: string, fix: string, pointer: string] {
  if (head['swagger'] !== undefined) {
    const version = `it is Swagger "${String(head['swagger'])}"`;
    return [version, 'Use Swagger 2.0, or OpenAPI 3.0, 3.1 or 3.2.', '/swagger'];
  }
  if (head['openapi'] !== undefined) {
    const version = `"${String(head['openapi'])}" is no version that can be served`;
    return [version, 'Use OpenAPI 3.0, 3.1 or 3.2, or Swagger 2.0.', '/openapi'];
  }
  return ['it has no "openapi" key', 'Name a file that starts with a line such as "openapi: 3.1.0".', ''];
}

/** A copy without the parts that make a mock call others: callbacks (Prism sends them) and webhooks, also as 3.0 has them. */
function withoutCalls(data: unknown): unknown {
  if (!isRecord(data)) return data;
  const { webhooks: _, 'x-webhooks': __, ...root } = data;
  const components = isRecord(root['components']) ? without(root['components'], 'callbacks') : root['components'];
  const paths = isRecord(root['paths']) ? mapValues(root['paths'], withoutOperationCallbacks) : root['paths'];
  const items = isRecord(components) && isRecord(components['pathItems']) ? components['pathItems'] : null;
  const cleaned =
    items === null ? components : { ...(components as object), pathItems: mapValues(items, withoutOperationCallbacks) };
  return {
    ...root,
    ...(cleaned === undefined ? {} : { components: cleaned }),
    ...(paths === undefined ? {} : { paths }),
  };
}

function withoutOperationCallbacks(pathItem: unknown): unknown {
  if (!isRecord(pathItem)) return pathItem;
  return mapValues(pathItem, (part, key) => {
    if (key === 'additionalOperations' && isRecord(part)) return mapValues(part, dropCallbacks);
    return dropCallbacks(part);
  });
}

function dropCallbacks(operation: unknown): unknown {
  return isRecord(operation) && 'callbacks' in operation ? without(operation, 'callbacks') : operation;
}

function without(record: Readonly<Record<string, unknown>>, key: string): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(record).filter(([name]) => name !== key));
}

/** The same keys with other values. */
function mapValues<T>(
  record: Readonly<Record<string, unknown>>,
  change: (value: unknown, key: string) => T,
): Record<string, T> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value, key)]));
}
