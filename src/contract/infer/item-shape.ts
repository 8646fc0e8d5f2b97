import { onceFor } from '../../once-for.ts';
import type { Operation } from '../contract.ts';
import type { OpenApi } from '../document/open-api.ts';
import { isRecord } from '../document/pointer.ts';
import { type Document, mergedSchema, propertiesOf, type Schema } from '../schema-parts.ts';
import { partOf } from './document-parts.ts';

/** What the operations of a document answer and take, as it stands there; nothing is compiled. */
export interface Shapes {
  /** Schema of the success in JSON; `none`: no body; null: something else, or nothing that is known. */
  success(operation: Operation): Schema | 'none' | null;
  /** Whether the success is an item, holds one, or has no body. */
  answers(operation: Operation, idProperty: string): boolean;
  /** Whether the body can be the fields of an item. */
  takesItem(operation: Operation): boolean;
  /** Whether the body may say the item's id. */
  takesId(operation: Operation, idProperty: string): boolean;
  propertiesOf(schema: Schema): ReadonlyMap<string, Schema>;
  merged(schema: unknown): Schema;
}

/** The shapes of a document. */
export const shapesOf = onceFor(makeShapes);

function makeShapes(document: OpenApi): Shapes {
  const successes = new Map<Operation, ReturnType<Shapes['success']>>();
  const merged = (schema: unknown) => mergedSchema(schema, document.root);
  const properties = (schema: Schema) => propertiesOf(schema, document.root);

  function success(operation: Operation) {
    const known = successes.get(operation);
    if (known !== undefined) return known;
    const found = readSuccess(operation);
    successes.set(operation, found);
    return found;
  }

  function readSuccess(operation: Operation): ReturnType<Shapes['success']> {
    const status = successStatus(Object.keys(partOf(document, operation, 'responses')));
    // Whatever an operation without any success does, it answers nothing that is known.
    if (status === undefined) return 'none';
    const content = partOf(document, operation, 'responses', status, 'content');
    if (Object.keys(content).length === 0) return 'none';
    const schema = jsonSchema(content);
    return schema === undefined ? null : merged(schema);
  }

  function bodyProperties(operation: Operation): ReadonlyMap<string, Schema> | null {
    const content = partOf(document, operation, 'requestBody', 'content');
    const schema = jsonSchema(content) ?? jsonSchema(content, /form/);
    return schema === undefined ? null : properties(merged(schema));
  }

  return {
    success,
    merged,
    propertiesOf: properties,
    answers(operation, idProperty) {
      const schema = success(operation);
      if (schema === 'none' || schema === null) return schema === 'none';
      return placeIn(schema, idProperty, properties, merged) !== null;
    },
    takesItem: (operation) => bodyProperties(operation) !== null,
    takesId(operation, idProperty) {
      const id = bodyProperties(operation)?.get(idProperty);
      return id !== undefined && id['readOnly'] !== true;
    },
  };
}

/** The status that a success is declared under: the lowest of 2XX, else `default`. */
export function successStatus(statuses: readonly string[]): string | undefined {
  const successes = statuses.filter((status) => status.startsWith('2'));
  return successes.toSorted()[0] ?? statuses.find((status) => status === 'default');
}

function jsonSchema(content: Schema, wanted = /json|^\*\/\*$/): unknown {
  const [, media] = Object.entries(content).find(([type]) => wanted.test(type)) ?? [];
  return isRecord(media) ? media['schema'] : undefined;
}

/** Where an item stands in a body: itself, or a property that holds it. Null: nowhere. */
export type ItemPlace = { readonly property: string | null };

/** Where a schema has an item with this id. */
export function placeIn(
  schema: Schema,
  idProperty: string,
  properties: Shapes['propertiesOf'],
  merged: Shapes['merged'],
): ItemPlace | null {
  const own = properties(schema);
  if (own.has(idProperty)) return { property: null };
  const holders = [...own].filter(([, one]) => properties(merged(one)).has(idProperty) && !isListed(one));
  const [only, ...others] = holders;
  return only !== undefined && others.length === 0 && own.size <= 4 ? { property: only[0] } : null;
}

/** Where a body of this schema has an item with this id. */
export function itemPlaceOf(schema: unknown, idProperty: string, document: Document): ItemPlace | null {
  const merged = (one: unknown) => mergedSchema(one, document);
  return placeIn(merged(schema), idProperty, (one) => propertiesOf(one, document), merged);
}

function isListed({ type, items }: Schema): boolean {
  return type === 'array' || items !== undefined;
}

/** The schema of one item in an operation's answer: the answer, what it holds, or an item of its list. */
export function itemSchemaIn(shapes: Shapes, operation: Operation): Schema | null {
  const schema = shapes.success(operation);
  if (schema === null || schema === 'none') return null;
  if (isListed(schema)) return shapes.merged(schema['items']);
  const own = shapes.propertiesOf(schema);
  const inner = [...own].map(([name, one]) => [name, shapes.merged(one)] as const);
  const list = inner.find(([, one]) => isListed(one) && shapes.propertiesOf(shapes.merged(one['items'])).size > 0);
  if (list !== undefined && own.size <= 8 && !own.has('id')) return shapes.merged(list[1]['items']);
  const only =
    inner.length <= 4
      ? inner.find(([name, one]) => envelope.test(name) || (inner.length === 1 && shapes.propertiesOf(one).size > 0))
      : undefined;
  return only === undefined ? schema : only[1];
}

const envelope = /^(data|item|result|response|payload|resource)$/i;

/** The property of a list answer that holds the items; null: the answer is the list; undefined: it is no list of such items. */
export function itemsPropertyIn(shapes: Shapes, list: Operation, idProperty: string): string | null | undefined {
  const schema = shapes.success(list);
  if (schema === null || schema === 'none') return undefined;
  const hasId = (one: Schema) => shapes.propertiesOf(shapes.merged(one['items'])).has(idProperty);
  if (isListed(schema)) return hasId(schema) ? null : undefined;
  const inner = [...shapes.propertiesOf(schema)].map(([name, one]) => [name, shapes.merged(one)] as const);
  return inner.find(([, one]) => isListed(one) && hasId(one))?.[0];
}

const plain = (text: string) => text.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
const ends = ['id', 'number', 'name', 'slug', 'key', 'code', 'uuid', 'login', 'username', 'sku', 'sha', 'tag', 'email'];

/** The property that a path parameter names: by its name, its last word, or the only id there is. */
export function idPropertyOf(
  properties: ReadonlyMap<string, Schema>,
  parameter: string,
  schema: unknown,
): string | null {
  const names = [...properties].filter(([, one]) => isScalar(one)).map(([name]) => name);
  const wanted = plain(parameter);
  const same = names.find((name) => plain(name) === wanted);
  if (same !== undefined) return same;
  const last = ends
    .filter((end) => wanted.endsWith(end))
    .flatMap((end) => names.find((name) => plain(name) === end) ?? []);
  if (last[0] !== undefined) return last[0];
  const ids = ['id', '_id', 'uuid', 'ID', 'Id'].filter((name) => names.includes(name));
  return ids.find((name) => sameType(properties.get(name), schema)) ?? null;
}

function typeOf(schema: unknown): unknown {
  const type = isRecord(schema) ? [schema['type']].flat().find((one) => one !== 'null') : undefined;
  return type === 'number' ? 'integer' : type;
}

function isScalar(schema: Schema): boolean {
  return (
    ['string', 'integer', undefined].includes(typeOf(schema) as string | undefined) &&
    schema['properties'] === undefined
  );
}

function sameType(one: unknown, other: unknown): boolean {
  return typeOf(one) === typeOf(other);
}

/** Whether a property holds a moment. */
export function isTime(schema: Schema | undefined): boolean {
  return schema?.['format'] === 'date-time';
}
