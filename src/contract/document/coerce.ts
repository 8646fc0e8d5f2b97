import type { OpenApi } from './open-api.ts';
import { isRecord, join } from './pointer.ts';

/** How a parameter's texts are split into a list or an object. */
export interface Style {
  /** What separates the items of one text; null: each text is one item. */
  readonly separator: string | null;
  /** What a style writes in front of the value. */
  readonly prefix: string;
  /** Whether a field of an object is written as `name=value`, and not as two items. */
  readonly equals?: boolean;
}

type Types = ReadonlySet<string>;

/** What a schema accepts, as far as it decides how text is read. */
export interface TextShape {
  readonly types: Types;
  readonly items: Types;
  readonly properties: ReadonlyMap<string, Types>;
}

interface Part {
  readonly pointer: string;
  readonly schema: Readonly<Record<string, unknown>>;
}

/** The schema and those it is combined of, behind all references; each once. */
function partsOf(document: OpenApi, start: string, seen = new Set<string>()): readonly Part[] {
  const { pointer, value } = document.resolve(start);
  if (!isRecord(value) || seen.has(pointer)) return [];
  seen.add(pointer);
  const inner = ['allOf', 'anyOf', 'oneOf'].flatMap((key) => {
    const branches = Array.isArray(value[key]) ? value[key] : [];
    return branches.flatMap((_, index) => partsOf(document, join(pointer, key, index), seen));
  });
  return [{ pointer, schema: value }, ...inner];
}

function typesOf(parts: readonly Part[]): Types {
  return new Set(parts.flatMap(({ schema }) => [schema['type']].flat()).filter((type) => typeof type === 'string'));
}

/** The types that a schema mentions, and those of its items and properties. */
export function readShape(document: OpenApi, start: string): TextShape {
  const parts = partsOf(document, start);
  const items = parts.filter(({ schema }) => isRecord(schema['items'])).map(({ pointer }) => join(pointer, 'items'));
  const properties = parts.flatMap(({ schema, pointer }) =>
    Object.keys(isRecord(schema['properties']) ? schema['properties'] : {}).map(
      (name) => [name, typesOf(partsOf(document, join(pointer, 'properties', name)))] as const,
    ),
  );
  return {
    types: typesOf(parts),
    items: typesOf(items.flatMap((item) => partsOf(document, item))),
    properties: new Map(properties),
  };
}

/** The values that the texts of one parameter may stand for, the most telling one first. */
export function readTexts(texts: readonly string[], shape: TextShape, style: Style): readonly unknown[] {
  const plain = texts.map((text) => (text.startsWith(style.prefix) ? text.slice(style.prefix.length) : text));
  if (shape.types.has('array')) return [split(plain, style).map((item) => readText(item, shape.items)[0])];
  if (shape.types.has('object')) return [pairs(fieldsOf(split(plain, style), style), shape)];
  return readText(plain.join(','), shape.types);
}

function split(texts: readonly string[], { separator }: Style): readonly string[] {
  if (separator === null) return texts;
  return texts.flatMap((text) => (text === '' ? [] : text.split(separator)));
}

function fieldsOf(items: readonly string[], { equals = false }: Style): readonly string[] {
  if (!equals) return items;
  return items.flatMap((item) => {
    const at = item.indexOf('=');
    return at === -1 ? [item, ''] : [item.slice(0, at), item.slice(at + 1)];
  });
}

/** The object that `deepObject` spreads over `name[field]`; undefined where no such name came. */
export function readDeepObject(name: string, query: Query, shape: TextShape): unknown {
  const found: [string, readonly string[]][] = [];
  for (const [key, values] of query) {
    const [, field] = key.startsWith(`${name}[`) ? (/^\[([^\]]*)\]$/.exec(key.slice(name.length)) ?? []) : [];
    if (field !== undefined) found.push([field, values]);
  }
  return found.length === 0 ? undefined : fieldValues(found, shape);
}

/** The object whose fields an exploded form spreads over names of their own; undefined where none of them came. */
export function readSpreadObject(query: Query, shape: TextShape): unknown {
  const found = [...shape.properties.keys()].flatMap((field): [string, readonly string[]][] => {
    const values = query.get(field);
    return values === undefined ? [] : [[field, values]];
  });
  return found.length === 0 ? undefined : fieldValues(found, shape);
}

type Query = ReadonlyMap<string, readonly string[]>;

function fieldValues(fields: readonly (readonly [string, readonly string[]])[], { properties }: TextShape): unknown {
  const entries = fields.map(([field, values]) => {
    const types = properties.get(field) ?? new Set();
    if (types.has('array')) return [field, values];
    return [field, values.length > 1 ? values : readText(values[0] ?? '', types)[0]];
  });
  return Object.fromEntries(entries);
}

function pairs(parts: readonly string[], { properties }: TextShape): Readonly<Record<string, unknown>> {
  const entries: [string, unknown][] = [];
  for (let at = 0; at + 1 < parts.length; at += 2) {
    const name = parts[at] ?? '';
    entries.push([name, readText(parts[at + 1] ?? '', properties.get(name) ?? new Set())[0]]);
  }
  return Object.fromEntries(entries);
}

const decimal = /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/;

function readText(text: string, types: Types): readonly unknown[] {
  const values: unknown[] = [];
  if ((types.has('integer') || types.has('number')) && decimal.test(text)) values.push(Number(text));
  if (types.has('boolean') && (text === 'true' || text === 'false')) values.push(text === 'true');
  if (types.has('null') && (text === '' || text === 'null')) values.push(null);
  return [...values, text];
}
