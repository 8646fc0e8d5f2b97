import type { BodyContent, Operation } from './contract.ts';
import { isRecord } from './document/pointer.ts';
import { sampleOf } from './sample-schema.ts';

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
  const values = candidates(content, document).filter((value) => value !== undefined);
  const value = values.find((candidate) => content.validate(candidate).length === 0);
  if (isJson(type)) return value === undefined ? null : { mediaType: type, value, text: JSON.stringify(value) };
  if (type === 'application/x-www-form-urlencoded') {
    return isRecord(value) ? { mediaType: type, value, text: formOf(value) } : null;
  }
  if (type === 'multipart/form-data') return multipart(isRecord(values[0]) ? values[0] : {});
  const [first] = values;
  return { mediaType: type, value: undefined, text: typeof first === 'string' ? first : 'sample' };
}

function candidates({ examples, schema }: BodyContent, document: Document): readonly unknown[] {
  return [...Object.values(examples), sampleOf(schema, document)];
}

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
      `--${boundary}\r\nContent-Disposition: form-data; name="${name.replaceAll('"', '%22')}"\r\n\r\n${plainText(field)}\r\n`,
  );
  return {
    mediaType: `multipart/form-data; boundary=${boundary}`,
    value: undefined,
    text: `${parts.join('')}--${boundary}--\r\n`,
  };
}

function plainText(value: unknown): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
