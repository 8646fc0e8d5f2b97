import { parseJson } from './json.ts';

/** An object is written as JSON (OpenAPI 3.0.4, §4.7.15.1). */
type Value = string | number | boolean | Readonly<Record<string, unknown>>;
type Field = Value | readonly Value[];

/** A form's fields as an object. Text becomes a number or a boolean where the schema asks for one. */
export function parseForm(text: string, schema: unknown, separators: Separators = {}): Readonly<Record<string, Field>> {
  return readFields(new URLSearchParams(text), schema, separators);
}

/** What separates the items of a list that is written as one text, by the field's name. */
export type Separators = Readonly<Record<string, string>>;

/** Names and texts as an object; a name that comes several times is a list. */
export function readFields(
  pairs: Iterable<readonly [name: string, value: string]>,
  schema: unknown,
  separators: Separators,
): Readonly<Record<string, Field>> {
  const fields = new Map<string, string[]>();
  for (const [name, value] of pairs) {
    const bare = name.replace(/\[\]$/, '');
    const separator = Object.hasOwn(separators, bare) ? separators[bare] : undefined;
    const values = separator === undefined || !mayBeList(propertyOf(schema, bare)) ? [value] : value.split(separator);
    fields.set(bare, [...(fields.get(bare) ?? []), ...values]);
  }
  return Object.fromEntries([...fields].map(([name, values]) => [name, fieldOf(values, propertyOf(schema, name))]));
}

/** A comma in a text that is no list separates nothing. */
function mayBeList({ type }: SchemaLike): boolean {
  return type === undefined || [type].flat().includes('array');
}

interface SchemaLike {
  readonly type?: string | readonly string[];
  readonly items?: unknown;
  readonly properties?: Readonly<Record<string, unknown>>;
}

function propertyOf(schema: unknown, name: string): SchemaLike {
  const { properties = {} } = schemaLike(schema);
  return Object.hasOwn(properties, name) ? schemaLike(properties[name]) : {};
}

function schemaLike(schema: unknown): SchemaLike {
  return typeof schema === 'object' && schema !== null ? schema : {};
}

function fieldOf(values: readonly string[], schema: SchemaLike): Field {
  const [first = ''] = values;
  if ([schema.type].flat().includes('array')) return values.map((value) => textOf(value, schemaLike(schema.items)));
  return values.length > 1 ? values : textOf(first, schema);
}

function textOf(text: string, { type, properties }: SchemaLike): Value {
  const types = [type].flat();
  if (types.includes('object') || properties !== undefined) return objectOf(text) ?? text;
  const numeric = types.includes('integer') || types.includes('number');
  if (numeric && /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/.test(text)) return Number(text);
  return types.includes('boolean') && (text === 'true' || text === 'false') ? text === 'true' : text;
}

/** Null: the text is no object. */
function objectOf(text: string): Readonly<Record<string, unknown>> | null {
  const parsed = text.trimStart().startsWith('{') ? parseJson(text) : null;
  const value = parsed?.kind === 'parsed' ? parsed.value : null;
  return typeof value === 'object' ? (value as Record<string, unknown> | null) : null;
}
