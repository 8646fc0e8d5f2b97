import { isRecord, valueAt } from './document/pointer.ts';

export type Document = Readonly<Record<string, unknown>>;
export type Schema = Readonly<Record<string, unknown>>;

/** Deeper is not looked: a schema that refers to itself has no end. */
const maxDepth = 8;

/** A schema behind its references within the document; anything that is no object allows everything. */
export function resolveSchema(schema: unknown, document: Document): Schema {
  let found = schema;
  for (let hops = 0; hops < 20 && isRecord(found); hops += 1) {
    const reference = found['$ref'];
    if (typeof reference !== 'string' || !reference.startsWith('#')) return found;
    found = valueAt(document, decodeURIComponent(reference.slice(1)));
  }
  return isRecord(found) ? found : {};
}

/** The properties of an object schema, its `allOf` included, each behind its references. */
export function propertiesOf(schema: unknown, document: Document, depth = 0): ReadonlyMap<string, Schema> {
  const resolved = resolveSchema(schema, document);
  const parts = Array.isArray(resolved['allOf']) && depth < maxDepth ? resolved['allOf'] : [];
  const inherited = parts.flatMap((part) => [...propertiesOf(part, document, depth + 1)]);
  const own = Object.entries(namedIn(resolved['properties'], document));
  return new Map([...inherited, ...own.map(([name, value]) => [name, resolveSchema(value, document)] as const)]);
}

/** The schemas below `properties`; a reference that stands for all of them is followed, as the reader does. */
function namedIn(properties: unknown, document: Document): Schema {
  if (!isRecord(properties)) return {};
  return typeof properties['$ref'] === 'string' ? resolveSchema(properties, document) : properties;
}

/** Names of the properties that an object must have, those of its `allOf` included. */
export function requiredOf(schema: unknown, document: Document, depth = 0): readonly string[] {
  const resolved = resolveSchema(schema, document);
  const parts = Array.isArray(resolved['allOf']) && depth < maxDepth ? resolved['allOf'] : [];
  const inherited = parts.flatMap((part) => requiredOf(part, document, depth + 1));
  const own = Array.isArray(resolved['required']) ? resolved['required'].map(String) : [];
  return [...new Set([...inherited, ...own])];
}

/** A schema with what it inherits by `allOf` written into it, behind its references. */
export function mergedSchema(schema: unknown, document: Document, depth = 0): Schema {
  const written = resolveSchema(schema, document);
  const isReferred = typeof record(written['properties'])['$ref'] === 'string';
  const resolved = isReferred ? { ...written, properties: namedIn(written['properties'], document) } : written;
  if (!Array.isArray(resolved['allOf']) || depth >= maxDepth) return resolved;
  const { allOf, ...own } = resolved;
  const parts = (allOf as readonly unknown[]).map((part) => mergedSchema(part, document, depth + 1));
  return [...parts, own].reduce(bothSchemas, {});
}

function record(value: unknown): Schema {
  return isRecord(value) ? value : {};
}

function bothSchemas(one: Schema, other: Schema): Schema {
  const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
  const properties = { ...record(one['properties']), ...record(other['properties']) };
  const required = [...new Set([...list(one['required']), ...list(other['required'])])];
  return {
    ...one,
    ...other,
    ...(Object.keys(properties).length === 0 ? {} : { properties }),
    ...(required.length === 0 ? {} : { required }),
  };
}
