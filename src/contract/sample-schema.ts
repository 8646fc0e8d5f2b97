import { isRecord, valueAt } from './document/pointer.ts';

type Document = Readonly<Record<string, unknown>>;
type Schema = Readonly<Record<string, unknown>>;

/** Deeper values are left out: a schema that refers to itself has no end. */
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
  const own = Object.entries(isRecord(resolved['properties']) ? resolved['properties'] : {});
  return new Map([...inherited, ...own.map(([name, value]) => [name, resolveSchema(value, document)] as const)]);
}

/** Names of the properties that an object must have, those of its `allOf` included. */
export function requiredOf(schema: unknown, document: Document, depth = 0): readonly string[] {
  const resolved = resolveSchema(schema, document);
  const parts = Array.isArray(resolved['allOf']) && depth < maxDepth ? resolved['allOf'] : [];
  const inherited = parts.flatMap((part) => requiredOf(part, document, depth + 1));
  const own = Array.isArray(resolved['required']) ? resolved['required'].map(String) : [];
  return [...new Set([...inherited, ...own])];
}

/** A value that the schema most likely accepts: what it gives as an example, else the smallest of its type. */
export function sampleOf(schema: unknown, document: Document, depth = 0): unknown {
  const resolved = resolveSchema(schema, document);
  const given = givenValue(resolved);
  if (given !== undefined || depth > maxDepth) return given;
  const choice = [resolved['oneOf'], resolved['anyOf']].find(Array.isArray) as readonly unknown[] | undefined;
  if (choice !== undefined) return sampleOf(choice[0], document, depth + 1);
  switch (typeOf(resolved)) {
    case 'object':
      return sampleObject(resolved, document, depth);
    case 'array':
      return Number(resolved['minItems'] ?? 0) > 0 ? [sampleOf(resolved['items'], document, depth + 1)] : [];
    case 'integer':
    case 'number':
      return sampleNumber(resolved);
    case 'boolean':
      return true;
    default:
      return sampleText(resolved);
  }
}

function givenValue({ const: constant, example, examples, default: preset, enum: allowed }: Schema): unknown {
  const listed = (list: unknown) => (Array.isArray(list) ? (list[0] as unknown) : undefined);
  return constant ?? example ?? listed(examples) ?? preset ?? listed(allowed);
}

function typeOf(schema: Schema): unknown {
  const types = [schema['type']].flat().filter((type) => type !== 'null');
  if (types[0] !== undefined) return types[0];
  return schema['properties'] !== undefined || schema['allOf'] !== undefined ? 'object' : 'string';
}

function sampleObject(schema: Schema, document: Document, depth: number): Record<string, unknown> {
  const properties = propertiesOf(schema, document);
  const names = requiredOf(schema, document);
  return Object.fromEntries(names.map((name) => [name, sampleOf(properties.get(name), document, depth + 1)]));
}

function sampleNumber({ minimum, exclusiveMinimum, maximum }: Schema): number {
  if (typeof minimum === 'number') return minimum;
  if (typeof exclusiveMinimum === 'number') return exclusiveMinimum + 1;
  return typeof maximum === 'number' ? Math.min(1, maximum) : 1;
}

const texts: Readonly<Record<string, string>> = {
  'date-time': '2026-01-15T08:30:00Z',
  date: '2026-01-15',
  time: '08:30:00Z',
  duration: 'P1D',
  email: 'someone@example.com',
  hostname: 'example.com',
  ipv4: '203.0.113.7',
  ipv6: '2001:db8::7',
  uri: 'https://example.com/',
  'uri-reference': '/',
  uuid: '7f0c2b1e-5d0a-4c8e-9a34-1f6f0f3f2a11',
};

function sampleText({ format, minLength }: Schema): string {
  const text = texts[String(format)] ?? '1';
  return typeof minLength === 'number' ? text.padEnd(minLength, '1') : text;
}
