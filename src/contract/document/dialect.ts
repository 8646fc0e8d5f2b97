import { chooseByDiscriminator } from './discriminator.ts';
import { type Oddity, oddities } from './oddities.ts';
import { isRecord, join } from './pointer.ts';

/**
 * Turns a schema as OpenAPI writes it into JSON Schema 2020-12 as Ajv compiles it.
 *
 * Of our own because a converter from npm would have to change the whole document beforehand: it knows neither
 * which of our registered schemas a `$ref` means nor the direction (readOnly, writeOnly), and loses the pointers.
 */
export interface Conversion {
  readonly version: '3.0' | '3.1' | '3.2';
  /** Properties of this mark aren't required: readOnly ones of a request, writeOnly ones of a response. */
  readonly optional: 'readOnly' | 'writeOnly';
  /** Whether the schema allows fields that it doesn't name: those of the other parts of an `allOf` that contradicts itself. */
  readonly open: boolean;
  /** Name under which the target of the reference at this pointer is registered; null when it leads nowhere. */
  reference(pointer: string, open: boolean): string | null;
  /** What stands behind the references at this pointer. */
  resolved(pointer: string): Resolved | undefined;
  /** Called where something else than a schema stands. */
  invalid(pointer: string, found: unknown): void;
  /** Called where something is read otherwise than it is written. */
  odd(pointer: string, oddity: Oddity): void;
  /** Called where a schema combines others by `allOf`, with the schema as it is written. */
  combined(schema: Readonly<Record<string, unknown>>, pointer: string): Combination;
  /** Called for every schema made, inner ones first. */
  made(schema: object, pointer: string): void;
}

/**
 * How the parts of an `allOf` are read: as they are written; or so that each allows the fields of the others, or any field,
 * because nothing could satisfy all of them as they are written.
 */
export type Combination = 'as-written' | 'closed-together' | 'open';

type Schema = Record<string, unknown>;
type Resolved = { readonly pointer: string; readonly value: unknown };

const single = new Set(
  'additionalProperties items not if then else contains propertyNames unevaluatedItems unevaluatedProperties'.split(
    ' ',
  ),
);
const lists = new Set('allOf anyOf oneOf prefixItems'.split(' '));
const maps = new Set('properties patternProperties $defs definitions dependentSchemas'.split(' '));
/** Says nothing about validity, or is handled by its own function. */
const dropped = new Set(
  `$id $schema $anchor $dynamicAnchor $dynamicRef $ref $comment title description default example examples deprecated
   xml externalDocs discriminator nullable readOnly writeOnly contentSchema contentMediaType contentEncoding`.split(
    /\s+/,
  ),
);

/** The schema at a pointer, converted. What is no schema is reported and stands as one that accepts everything. */
export function convertSchema(schema: unknown, pointer: string, conversion: Conversion): boolean | object {
  if (typeof schema === 'boolean') return schema;
  if (!isRecord(schema)) {
    if (schema === null) conversion.odd(pointer, oddities.nothing);
    else conversion.invalid(pointer, schema);
    return true;
  }
  const combination = Array.isArray(schema['allOf']) ? conversion.combined(schema, pointer) : 'as-written';
  const open = combination !== 'as-written' || conversion.open;
  const converted = convertRecord(schema, pointer, { ...conversion, open });
  const isClosed = combination === 'closed-together' && !conversion.open;
  const made = isClosed ? { unevaluatedProperties: false, ...converted } : converted;
  conversion.made(made, pointer);
  return made;
}

function convertRecord(schema: Readonly<Schema>, pointer: string, conversion: Conversion): Schema {
  const isReference = typeof (schema['$ref'] ?? schema['$dynamicRef']) === 'string';
  const reference = isReference ? conversion.reference(pointer, conversion.open) : null;
  const head: Schema = reference === null ? {} : { $ref: reference };
  // OpenAPI 3.0: whatever stands beside a `$ref` is ignored.
  if (isReference && conversion.version === '3.0') return head;
  const out: Schema = { ...head, ...convertMembers(schema, pointer, conversion) };
  if (Array.isArray(out['required'])) out['required'] = requiredOf(out['required'], pointer, schema, conversion);
  const chosen = chooseByDiscriminator(schema, out, pointer, conversion);
  if (conversion.version === '3.0') return fromVersion30(schema, chosen);
  const flagged = flags.find((flag) => typeof schema[flag] === 'boolean');
  if (flagged !== undefined) conversion.odd(join(pointer, flagged), oddities.flaggedBound);
  return withoutFlags(chosen);
}

function convertMembers(schema: Readonly<Schema>, pointer: string, conversion: Conversion): Schema {
  const inner = { ...conversion, open: false };
  const members = Object.entries(schema)
    .filter(([key, value]) => !dropped.has(key) && !key.startsWith('x-') && !isOpened(key, value, conversion))
    .flatMap(([key, value]) => {
      const at = join(pointer, key);
      return convertMember(key, value, at, key === 'allOf' ? conversion : inner);
    });
  return Object.fromEntries(members);
}

function isOpened(key: string, value: unknown, { open }: Conversion): boolean {
  return open && value === false && (key === 'additionalProperties' || key === 'unevaluatedProperties');
}

type Member = readonly [key: string, value: unknown];

/** None: the member says nothing. */
function convertMember(key: string, value: unknown, pointer: string, conversion: Conversion): readonly Member[] {
  if (key === 'items' && Array.isArray(value)) return [['prefixItems', convertListOfItems(value, pointer, conversion)]];
  if (key === 'enum' && Array.isArray(value) && value.length === 0) {
    conversion.odd(pointer, oddities.emptyEnum);
    return [];
  }
  if (single.has(key)) return [[key, convertSchema(value, pointer, conversion)]];
  if (lists.has(key) && Array.isArray(value)) return [[key, convertList(value, pointer, conversion)]];
  if (maps.has(key) && isRecord(value)) return [[key, convertMap(value, pointer, conversion)]];
  return [[key, value]];
}

function convertList(list: readonly unknown[], pointer: string, conversion: Conversion): readonly unknown[] {
  return list.map((item, index) => convertSchema(item, join(pointer, index), conversion));
}

/** As JSON Schema had it before 2020-12, and Swagger 2.0 with it. */
function convertListOfItems(list: readonly unknown[], pointer: string, conversion: Conversion): readonly unknown[] {
  conversion.odd(pointer, oddities.listOfItems);
  return convertList(list, pointer, conversion);
}

function convertMap(map: Readonly<Schema>, pointer: string, conversion: Conversion): Schema {
  const referred = referredMap(map, pointer, conversion);
  const { pointer: at, value } = referred ?? { pointer, value: map };
  return Object.fromEntries(
    Object.entries(value).map(([name, child]) => [name, convertSchema(child, join(at, name), conversion)]),
  );
}

/** The schemas that a reference in place of all of them leads to, as most tools read it. */
function referredMap(map: Readonly<Schema>, pointer: string, conversion: Conversion) {
  if (typeof map['$ref'] !== 'string') return null;
  const found = conversion.resolved(pointer);
  if (found === undefined || !isRecord(found.value) || found.value === map) return null;
  if (!Object.values(found.value).every((one) => isRecord(one) || typeof one === 'boolean')) return null;
  conversion.odd(pointer, oddities.referredProperties);
  return { pointer: found.pointer, value: found.value };
}

function requiredOf(
  required: readonly unknown[],
  pointer: string,
  schema: Readonly<Schema>,
  conversion: Conversion,
): unknown[] {
  const properties = isRecord(schema['properties']) ? schema['properties'] : {};
  return required.filter((name) => {
    if (typeof name !== 'string' || !Object.hasOwn(properties, name)) return true;
    const property = conversion.resolved(join(pointer, 'properties', name))?.value;
    const marked = [property, properties[name]].some((one) => isRecord(one) && one[conversion.optional] === true);
    return !marked;
  });
}

/** OpenAPI 3.0's own words: `nullable`, and bounds that are exclusive by a flag. */
function fromVersion30(schema: Readonly<Schema>, converted: Schema): Schema {
  let out = withoutFlags(converted);
  // Swagger 2.0 had no word for it, but everybody this one.
  if (schema['nullable'] !== true && schema['x-nullable'] !== true) return out;
  if (Array.isArray(out['enum']) && !out['enum'].includes(null)) out = { ...out, enum: [...out['enum'], null] };
  if (typeof out['type'] === 'string') return { ...out, type: [out['type'], 'null'] };
  return Object.keys(out).length === 0 ? out : { anyOf: [{ type: 'null' }, out] };
}

const flags = ['exclusiveMinimum', 'exclusiveMaximum'];

function withoutFlags(schema: Schema): Schema {
  return exclusive(exclusive(schema, 'minimum', 'exclusiveMinimum'), 'maximum', 'exclusiveMaximum');
}

function exclusive(schema: Schema, bound: string, flag: string): Schema {
  if (typeof schema[flag] !== 'boolean') return schema;
  const { [bound]: limit, [flag]: on, ...rest } = schema;
  if (limit === undefined) return rest;
  return { ...rest, [on === true ? flag : bound]: limit };
}
