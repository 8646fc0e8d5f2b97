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
  const found = new Map<string, Schema>();
  for (const [name, value] of [
    ...inherited,
    ...own.map(([name, value]) => [name, resolveSchema(value, document)] as const),
  ]) {
    const before = found.get(name);
    found.set(name, before === undefined || before === value ? value : bothSchemas(before, value));
  }
  return found;
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

/** What both say; of what only one value can hold, the later one's. */
function bothSchemas(one: Schema, other: Schema): Schema {
  const properties = bothProperties(record(one['properties']), record(other['properties']));
  const required = [...new Set([...list(one['required']), ...list(other['required'])])];
  const parts = [...list(one['allOf']), ...list(other['allOf'])];
  const allowed = list(one['enum']).filter((value) => list(other['enum']).includes(value));
  return {
    ...one,
    ...other,
    ...(Object.keys(properties).length === 0 ? {} : { properties }),
    ...(required.length === 0 ? {} : { required }),
    ...(parts.length === 0 ? {} : { allOf: parts }),
    ...(allowed.length === 0 ? {} : { enum: allowed }),
  };
}

/** A property of both has to be as both say. */
function bothProperties(one: Schema, other: Schema): Schema {
  const shared = Object.keys(one).filter((name) => Object.hasOwn(other, name) && one[name] !== other[name]);
  const joined = shared.map((name) => [name, { allOf: [one[name], other[name]] }]);
  return { ...one, ...other, ...Object.fromEntries(joined) };
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
