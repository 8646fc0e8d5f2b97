import { lazy } from '../../lazy.ts';
import type { BodyContent, DeclaredResponse, RequestBody, ResponseHeader } from '../contract.ts';
import { later, readHeader, validateLater, type Workshop } from './parameters.ts';
import { isRecord, join } from './pointer.ts';
import type { Direction } from './schemas.ts';

/** What an operation takes; null when it takes no body. */
export function readRequestBody(workshop: Workshop, start: string): RequestBody | null {
  const { pointer, value } = workshop.document.resolve(start);
  if (!isRecord(value)) return null;
  return { required: value['required'] === true, content: readContent(workshop, join(pointer, 'content'), 'request') };
}

/** The responses of an operation, in the document's order. */
export function readResponses(workshop: Workshop, start: string): readonly DeclaredResponse[] {
  const { document, findings } = workshop;
  const { pointer, value } = document.resolve(start);
  if (!isRecord(value)) return [];
  return Object.keys(value)
    .filter((status) => !status.startsWith('x-'))
    .flatMap((status) => findings.attempt(() => readResponse(workshop, status, join(pointer, status))) ?? []);
}

const statuses = /^([1-5]\d\d|[1-5][xX]{2}|default)$/;

function readResponse(workshop: Workshop, status: string, start: string): DeclaredResponse {
  const { document } = workshop;
  if (!statuses.test(status)) {
    throw document.problem(
      'invalid-status',
      `Failed to read the response "${status}": that is no status.`,
      'Use a status such as "404", a class such as "4XX", or "default".',
      start,
    );
  }
  const { pointer, value } = document.resolve(start);
  const response = isRecord(value) ? value : {};
  const headers = later(workshop, () => readHeaders(workshop, join(pointer, 'headers')), []);
  const content = later(workshop, () => readContent(workshop, join(pointer, 'content'), 'response'), new Map());
  const place = lazy(() => document.source.place(start));
  return {
    status,
    description: String(response['description'] ?? ''),
    get headers() {
      return headers();
    },
    get content() {
      return content();
    },
    get place() {
      return place();
    },
  };
}

function readHeaders(workshop: Workshop, start: string): readonly ResponseHeader[] {
  const { pointer, value } = workshop.document.resolve(start);
  return Object.keys(isRecord(value) ? value : {})
    .filter((name) => name.toLowerCase() !== 'content-type')
    .flatMap((name) => workshop.findings.attempt(() => readHeader(workshop, name, join(pointer, name))) ?? []);
}

function readContent(workshop: Workshop, start: string, direction: Direction): ReadonlyMap<string, BodyContent> {
  const { pointer, value } = workshop.document.resolve(start);
  const content = new Map<string, BodyContent>();
  for (const mediaType of Object.keys(isRecord(value) ? value : {})) {
    const read = workshop.findings.attempt(() => readMediaType(workshop, join(pointer, mediaType), direction));
    if (read !== null) content.set(bareMediaType(mediaType), read);
  }
  return content;
}

/** Lower case, without parameters. */
export function bareMediaType(text: string): string {
  return (text.split(';', 1)[0] ?? '').trim().toLowerCase();
}

function readMediaType(workshop: Workshop, start: string, direction: Direction): BodyContent {
  const { document } = workshop;
  const { pointer, value } = document.resolve(start);
  const mediaType = isRecord(value) ? value : {};
  const examples = later(workshop, () => readExamples(workshop, pointer, mediaType), {});
  const hasSchema = mediaType['schema'] !== undefined;
  const at = join(pointer, 'schema');
  const schema = later<unknown>(workshop, () => (hasSchema ? document.resolve(at).value : true), true);
  const subject = { in: direction === 'request' ? 'body' : 'response', name: null } as const;
  const validate = hasSchema ? validateLater(workshop, at, direction, subject) : () => [];
  return {
    get schema() {
      return schema();
    },
    get examples() {
      return examples();
    },
    separators: separatorsOf(mediaType['encoding']),
    validate,
  };
}

const separators: Readonly<Record<string, string>> = {
  form: ',',
  spaceDelimited: ' ',
  pipeDelimited: '|',
  tabDelimited: '\t',
};

/** Of the fields whose lists are written as one text. */
function separatorsOf(encoding: unknown): Readonly<Record<string, string>> {
  const found = Object.entries(isRecord(encoding) ? encoding : {}).flatMap(([name, one]) => {
    if (!isRecord(one)) return [];
    const { style = 'form', explode = style === 'form' } = one;
    const separator = separators[String(style)];
    const isSplit = explode === false && separator !== undefined && one['contentType'] === undefined;
    return isSplit ? [[name, separator] as const] : [];
  });
  return Object.fromEntries(found);
}

function readExamples(
  { document, findings }: Workshop,
  pointer: string,
  mediaType: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const examples: Record<string, unknown> = {};
  // Prism knows the only example by the name "default" too.
  if (mediaType['example'] !== undefined) examples['default'] = mediaType['example'];
  const named = document.resolve(join(pointer, 'examples'));
  for (const name of Object.keys(isRecord(named.value) ? named.value : {})) {
    const example = findings.attempt(() => document.resolve(join(named.pointer, name)).value);
    if (!isRecord(example)) continue;
    const value = example['value'] ?? example['dataValue'];
    if (value !== undefined) examples[name] = value;
  }
  return examples;
}
