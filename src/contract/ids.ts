import { onceFor } from '../once-for.ts';
import { type Contract, declaredResponse, type Operation, type Parameter } from './contract.ts';
import { isRecord } from './document/pointer.ts';
import type { ResourceCollection } from './failure-layer.ts';
import { numberOr } from './fresh-id.ts';
import { exampleOfParameter } from './infer/document-parts.ts';
import { textOfPattern } from './pattern-text.ts';
import { sampleOf } from './sample-schema.ts';
import { type Document, mergedSchema } from './schema-parts.ts';
import { visibleIds } from './visible-ids.ts';

function pathParameter({ parameters }: Operation, name: string): Parameter | undefined {
  return parameters.find((one) => one.in === 'path' && one.name === name);
}

function written({ layer }: Contract, { id }: Operation, name: string) {
  return layer.ids.get(`${id} ${name}`) ?? layer.ids.get(name);
}

/** What the value of a path parameter is in samples: something that is there. */
export function knownId(contract: Contract, operation: Operation, name: string): string {
  const own = written(contract, operation, name)?.known ?? null;
  if (own !== null) return own;
  const collection = collectionOf(contract, operation, name);
  const stored = collection === undefined ? undefined : storedId(collection, pathParameter(operation, name));
  return stored ?? exampleId(contract.document, operation, name) ?? sampleText(contract.document, operation, name);
}

/** The first that the parameter itself accepts: what a document shows of its items may break its own pattern of their ids. */
function storedId(collection: ResourceCollection, parameter: Parameter | undefined): string | undefined {
  const ids = visibleIds(collection);
  return ids.find((id) => parameter === undefined || parameter.validate([id]).length === 0) ?? ids[0];
}

function sampleText(document: Document, operation: Operation, name: string): string {
  const value = sampleOf(pathParameter(operation, name)?.schema, document);
  if (Array.isArray(value)) return value.join(',');
  return isRecord(value) ? JSON.stringify(value) : String(value);
}

function exampleId(document: Document, operation: Operation, name: string): string | undefined {
  const example = exampleOfParameter(document, operation, name);
  return example === undefined || typeof example === 'object' ? undefined : String(example);
}

/** Values that name nothing where anything may be named, the most telling one first. */
const nothings = [
  '404404',
  'missing',
  'MISSING',
  'not-there',
  '00000000-0000-4000-8000-000000000404',
  'f'.repeat(24),
  '0'.repeat(40),
];
const byFormat: Readonly<Record<string, string>> = {
  uuid: '00000000-0000-4000-8000-000000000404',
  date: '1970-01-01',
  'date-time': '1970-01-01T00:00:00Z',
  email: 'nobody@example.com',
};

/** A value of a path parameter that names nothing, and that its schema accepts; null: its schema leaves no room for one. */
export function unknownId(contract: Contract, operation: Operation, name: string): string | null {
  const own = written(contract, operation, name)?.unknown ?? null;
  if (own !== null) return own;
  const parameter = pathParameter(operation, name);
  if (parameter === undefined) return null;
  const collection = collectionOf(contract, operation, name);
  const taken = new Set([
    knownId(contract, operation, name),
    ...(collection === undefined ? [] : visibleIds(collection)),
  ]);
  return (
    candidates(parameter, contract.document).find(
      (text) => !taken.has(text) && parameter.validate([text]).length === 0,
    ) ?? null
  );
}

function candidates({ schema }: Parameter, document: Document): readonly string[] {
  const merged = mergedSchema(schema, document);
  const { type, format, pattern, minimum, maximum, minLength, maxLength } = merged;
  if (merged['enum'] !== undefined || merged['const'] !== undefined) return [];
  const types = [type].flat();
  if (types.includes('boolean')) return [];
  if (types.includes('integer') || types.includes('number')) {
    const bounds = [maximum, numberOr(maximum) === undefined ? undefined : Number(maximum) - 1, minimum, 404, 4].filter(
      (one) => typeof one === 'number',
    );
    return ['404404', ...bounds.map(String)];
  }
  const drawn =
    typeof pattern === 'string'
      ? [404, 40404, 5].map((number) =>
          textOfPattern(pattern, { minLength: numberOr(minLength), maxLength: numberOr(maxLength) }, number),
        )
      : [];
  const long = typeof minLength === 'number' ? ['0'.repeat(minLength), 'missing'.padEnd(minLength, '-')] : [];
  return [
    byFormat[String(format)],
    ...(types.includes('string') ? nothings.slice(1) : nothings),
    ...drawn,
    ...long,
    '404',
  ].filter((text) => typeof text === 'string');
}

/** The collection that a path parameter names an item of, wherever its path goes on: by the path up to the parameter. */
function collectionOf(contract: Contract, { path }: Operation, name: string): ResourceCollection | undefined {
  const end = path.indexOf(`{${name}}`);
  return end === -1 ? undefined : pathsOf(contract).get(shapeOf(path.slice(0, end + name.length + 2)));
}

const pathsOf = onceFor((contract: Contract): ReadonlyMap<string, ResourceCollection> => {
  const entries = contract.layer.resources.flatMap((collection) => {
    const { read, replace, update, delete: remove } = collection.operations;
    const ids = [read, replace, update, remove].filter((id) => id !== null);
    const paths = ids.flatMap((id) => contract.operation(id)?.path ?? []);
    const named = paths.filter((path) => path.endsWith(`{${collection.idParameter}}`));
    return named.map((path) => [shapeOf(path), collection] as const);
  });
  return new Map(entries);
});

function shapeOf(path: string): string {
  return path.replaceAll(/\{[^{}]*\}/g, '{}');
}

const unknown = new WeakMap<Operation, { readonly contract: Contract; readonly ids: ReadonlyMap<string, string> }>();

/** Values of an operation's path parameters that name nothing; empty where it declares no answer to that. */
export function unknownIdsOf(contract: Contract, operation: Operation): ReadonlyMap<string, string> {
  const known = unknown.get(operation);
  if (known?.contract === contract) return known.ids;
  const { status } = contract.layer.routing.unknownId;
  const answers = declaredResponse(operation, status) !== undefined;
  const names = answers ? operation.parameters.filter((one) => one.in === 'path').map((one) => one.name) : [];
  const found = names.flatMap((name) => {
    const id = unknownId(contract, operation, name);
    return id === null ? [] : [[name, id] as const];
  });
  const ids = new Map(found);
  unknown.set(operation, { contract, ids });
  return ids;
}
