import type { BodyContent, Operation } from './contract.ts';
import { isRecord } from './document/pointer.ts';
import { sampleOf } from './sample-schema.ts';
import { resolveSchema } from './schema-parts.ts';

type Document = Readonly<Record<string, unknown>>;

/** A request body that an operation accepts: its media type as it goes into the header, and its text. */
export interface SampleContent {
  readonly mediaType: string;
  /** What the text says, for bodies that a schema speaks of; undefined for others. */
  readonly value: unknown;
  readonly text: string;
}

const known = new WeakMap<Operation, SampleContent | null>();

/**
 * The body to send when nobody says which: the document's first example that fits, else one made from the schema; JSON
 * comes before forms, these before text. Null when the operation takes none, or none that can be made.
 */
export function sampleContent(operation: Operation, document: Document): SampleContent | null {
  const found = known.get(operation);
  if (found !== undefined) return found;
  const made = makeContent(operation, document);
  known.set(operation, made);
  return made;
}

function makeContent({ requestBody }: Operation, document: Document): SampleContent | null {
  const contents = [...(requestBody?.content ?? [])].map(([type, content]) => [concrete(type), content] as const);
  const sorted = contents.toSorted(([one], [other]) => rank(one) - rank(other));
  for (const [type, content] of sorted) {
    const made = contentOf(type, content, document);
    if (made !== null) return made;
  }
  return null;
}

/** A range allows any type below it. */
function concrete(type: string): string {
  if (type === '*/*' || type === 'application/*') return 'application/json';
  if (type === 'text/*') return 'text/plain';
  return type.replace('/*', '/octet-stream');
}

function rank(type: string): number {
  if (isJson(type)) return 0;
  return type === 'application/x-www-form-urlencoded' ? 1 : type.startsWith('text/') ? 3 : 2;
}

function isJson(type: string): boolean {
  return /[/+]json$/.test(type);
}

function contentOf(type: string, content: BodyContent, document: Document): SampleContent | null {
  const { first, fitting: value } = choose(candidates(content, document), type, content);
  if (isJson(type)) return value === undefined ? null : { mediaType: type, value, text: JSON.stringify(value) };
  if (type === 'application/x-www-form-urlencoded') {
    return isRecord(value) ? { mediaType: type, value, text: formOf(value) } : null;
  }
  if (type === 'multipart/form-data') return multipart([value, first].find(isRecord) ?? {});
  return { mediaType: type, value: undefined, text: typeof first === 'string' ? first : 'sample' };
}

/** Where the first branch of a choice fits another one too, or needs more than what it requires, a later candidate may fit. */
function* candidates({ examples, schema }: BodyContent, document: Document): Generator<unknown> {
  yield* Object.values(examples);
  yield sampleOf(schema, document);
  const options = { without: 'readOnly', full: true } as const;
  yield sampleOf(schema, document, 0, options);
  for (const branch of branchesOf(schema, document)) {
    yield sampleOf(branch, document);
    yield sampleOf(branch, document, 0, options);
  }
  // An example within the schema may be one that the schema refuses.
  yield sampleOf(schema, document, 0, { examples: false });
}

interface Chosen {
  readonly first: unknown;
  /** Undefined: none does. */
  readonly fitting: unknown;
}

/** The first candidate, and the first that fits; a multipart body has at least one part (RFC 2046 §5.1.1). */
function choose(values: Iterable<unknown>, type: string, { validate }: BodyContent): Chosen {
  const isEmpty = (value: unknown) => type === 'multipart/form-data' && isRecord(value) && isBare(value);
  let first: unknown;
  for (const value of values) {
    if (value === undefined || isEmpty(value)) continue;
    first ??= value;
    if (validate(value).length === 0) return { first, fitting: value };
  }
  return { first, fitting: undefined };
}

function isBare(value: object): boolean {
  return Object.keys(value).length === 0;
}

function branchesOf(schema: unknown, document: Document): readonly unknown[] {
  const { oneOf, anyOf } = resolveSchema(schema, document);
  return [oneOf, anyOf].find(Array.isArray)?.slice(0, mostBranches) ?? [];
}

const mostBranches = 20;

function formOf(value: Readonly<Record<string, unknown>>): string {
  const pairs = Object.entries(value).flatMap(([name, field]) =>
    [field].flat().map((one): [string, string] => [name, plainText(one)]),
  );
  return new URLSearchParams(pairs).toString();
}

const boundary = 'faultline-boundary';

function multipart(value: Readonly<Record<string, unknown>>): SampleContent {
  const parts = Object.entries(value).map(
    ([name, field]) =>
      `--${boundary}\r\nContent-Disposition: form-data; name="${name.replaceAll('"', '%22')}"\r\n${typeLine(field)}\r\n${plainText(field)}\r\n`,
  );
  return {
    mediaType: `multipart/form-data; boundary=${boundary}`,
    value: undefined,
    text: `${parts.join('')}--${boundary}--\r\n`,
  };
}

/** A part that is an object is JSON, as OpenAPI has it. */
function typeLine(field: unknown): string {
  return isRecord(field) ? 'Content-Type: application/json\r\n' : '';
}

function plainText(value: unknown): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
