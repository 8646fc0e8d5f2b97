import { isRecord } from './document/pointer.ts';
import { textOfPattern } from './pattern-text.ts';
import { saidBranch } from './sample-discriminator.ts';
import { type Document, mergedSchema, propertiesOf, requiredOf, resolveSchema, type Schema } from './schema-parts.ts';

/** Deeper values are left out: a schema that refers to itself has no end. */
const maxDepth = 8;

/** How a sample is made. */
export interface SampleOptions {
  /** Optional properties too, as a full answer has them; else only what must be there. */
  readonly full?: boolean;
  /** Properties with this mark are left out: a request doesn't say what is `readOnly`, an answer not what is `writeOnly`. */
  readonly without?: 'readOnly' | 'writeOnly';
  /** Whether what the document gives as examples and defaults is taken; default true. */
  readonly examples?: boolean;
}

/** A value that the schema most likely accepts: what it gives as an example, else the smallest of its type. */
export function sampleOf(schema: unknown, document: Document, depth = 0, options: SampleOptions = {}): unknown {
  const merged = mergedSchema(schema, document);
  const given = givenValue(merged, options);
  if (given !== undefined || depth > maxDepth) return given;
  const choice = choiceOf(merged);
  if (choice !== undefined) {
    return saidBranch(sampleOf(withoutChoice(merged, choice), document, depth + 1, options), merged, choice, document);
  }
  switch (typeOf(merged)) {
    case 'object':
      return sampleObject(merged, document, depth, options);
    case 'array':
      return sampleList(merged, document, depth, options);
    case 'integer':
    case 'number':
      return sampleNumber(merged);
    case 'boolean':
      return true;
    default:
      return sampleText(merged);
  }
}

/** The first branch of a choice that isn't null alone. */
function choiceOf(schema: Schema): unknown {
  const branches = [schema['oneOf'], schema['anyOf']].find(Array.isArray) as readonly unknown[] | undefined;
  return branches?.find((branch) => !(isRecord(branch) && branch['type'] === 'null')) ?? branches?.[0];
}

/** The schema with one branch in place of all: what stands beside a choice holds for each of its branches. */
function withoutChoice(schema: Schema, branch: unknown): Schema {
  const { oneOf: _, anyOf: __, ...rest } = schema;
  return Object.keys(rest).some((key) => ['properties', 'required', 'type'].includes(key))
    ? { allOf: [rest, branch] }
    : { allOf: [branch] };
}

function givenValue(schema: Schema, { examples: wanted = true }: SampleOptions): unknown {
  const { const: constant, example, examples, default: preset, enum: allowed } = schema;
  const listed = (list: unknown) => (Array.isArray(list) ? (list[0] as unknown) : undefined);
  const shown = wanted ? (example ?? listed(examples) ?? preset) : undefined;
  return constant ?? shown ?? (Array.isArray(allowed) ? (allowed.find((one) => one !== null) ?? null) : undefined);
}

function typeOf(schema: Schema): unknown {
  const types = [schema['type']].flat().filter((type) => type !== 'null');
  if (types[0] !== undefined) return types[0];
  return schema['properties'] !== undefined || schema['allOf'] !== undefined ? 'object' : 'string';
}

/** Deeper than this only what must be there is written, or full samples would have no end. */
const fullDepth = 3;

function sampleObject(schema: Schema, document: Document, depth: number, options: SampleOptions) {
  const properties = propertiesOf(schema, document);
  const required = requiredOf(schema, document);
  const marked = (name: string) => options.without !== undefined && properties.get(name)?.[options.without] === true;
  const optional =
    options.full && depth < fullDepth ? [...properties.keys()].filter((name) => !required.includes(name)) : [];
  const names = [...new Set([...required, ...optional])].filter((name) => !marked(name));
  const inOrder = options.full
    ? names.toSorted((one, other) => orderOf(properties, one) - orderOf(properties, other))
    : names;
  return Object.fromEntries(
    inOrder.map((name) => [name, sampleOf(properties.get(name), document, depth + 1, options)] as const),
  );
}

function orderOf(properties: ReadonlyMap<string, Schema>, name: string): number {
  const at = [...properties.keys()].indexOf(name);
  return at === -1 ? properties.size : at;
}

function sampleList(schema: Schema, document: Document, depth: number, options: SampleOptions): readonly unknown[] {
  const least = Math.min(100, Number(schema['minItems'] ?? 0));
  const wanted = options.full && depth < fullDepth ? Math.max(1, least) : least;
  if (wanted === 0) return [];
  const listed = [schema['items'], schema['prefixItems']].find(Array.isArray) as readonly unknown[] | undefined;
  if (listed !== undefined) return sampleTuple(listed, wanted, { document, depth, options });
  const item = sampleOf(schema['items'], document, depth + 1, options);
  if (wanted === 1 || schema['uniqueItems'] !== true) return Array.from({ length: wanted }, () => item);
  const { enum: allowed } = resolveSchema(schema['items'], document);
  const list = Array.isArray(allowed) ? allowed.slice(0, wanted) : [];
  return list.length === wanted ? list : Array.from({ length: wanted }, (_, at) => distinct(item, at));
}

interface Within {
  readonly document: Document;
  readonly depth: number;
  readonly options: SampleOptions;
}

/** A list in which each place has a schema of its own, the last of them for those behind it too. */
function sampleTuple(schemas: readonly unknown[], wanted: number, { document, depth, options }: Within) {
  return Array.from({ length: wanted }, (_, at) =>
    sampleOf(schemas[at] ?? schemas.at(-1), document, depth + 1, options),
  );
}

function distinct(item: unknown, at: number): unknown {
  if (typeof item === 'number') return item + at;
  return typeof item === 'string' && at > 0 ? `${item}${at}` : item;
}

function sampleNumber({ minimum, exclusiveMinimum, maximum, multipleOf }: Schema): number {
  const step = typeof multipleOf === 'number' && multipleOf > 0 ? multipleOf : null;
  const least = lowest(minimum, exclusiveMinimum);
  if (least !== null) return step === null ? least : Math.ceil(least / step) * step;
  if (step !== null) return step;
  return typeof maximum === 'number' ? Math.min(1, maximum) : 1;
}

/** OpenAPI 3.0 writes `exclusiveMinimum: true` beside the bound. */
function lowest(minimum: unknown, exclusive: unknown): number | null {
  if (typeof exclusive === 'number') return exclusive + 1;
  if (typeof minimum !== 'number') return null;
  return exclusive === true ? minimum + 1 : minimum;
}

const texts: Readonly<Record<string, string>> = {
  'date-time': '2026-01-15T08:30:00Z',
  date: '2026-01-15',
  time: '08:30:00Z',
  duration: 'P1D',
  email: 'someone@example.com',
  'idn-email': 'someone@example.com',
  hostname: 'example.com',
  'idn-hostname': 'example.com',
  ipv4: '203.0.113.7',
  ipv6: '2001:db8::7',
  uri: 'https://example.com/',
  url: 'https://example.com/',
  iri: 'https://example.com/',
  'uri-reference': '/',
  'uri-template': '/things/{id}',
  'json-pointer': '/id',
  regex: '^.*$',
  byte: 'MQ==',
  uuid: '7f0c2b1e-5d0a-4c8e-9a34-1f6f0f3f2a11',
};

function sampleText({ format, minLength, maxLength, pattern }: Schema): string {
  const bound = (value: unknown) => (typeof value === 'number' ? value : undefined);
  const bounds = { minLength: bound(minLength), maxLength: bound(maxLength) };
  const text = texts[String(format)] ?? '1';
  if (typeof pattern === 'string' && !matches(pattern, text)) return textOfPattern(pattern, bounds) ?? text;
  return bounds.minLength === undefined ? text : text.padEnd(Math.min(bounds.minLength, 10_000), '1');
}

function matches(pattern: string, text: string): boolean {
  try {
    return new RegExp(pattern).test(text);
  } catch {
    return true;
  }
}
