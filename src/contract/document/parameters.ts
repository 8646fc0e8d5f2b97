import { lazy } from '../../lazy.ts';
import type { Parameter, ResponseHeader, Violation } from '../contract.ts';
import { readDeepObject, readShape, readSpreadObject, readTexts, type Style, type TextShape } from './coerce.ts';
import type { Findings } from './findings.ts';
import type { OpenApi } from './open-api.ts';
import { isRecord, join } from './pointer.ts';
import type { Direction, Schemas, Validate } from './schemas.ts';
import type { Subject } from './violations.ts';

/** What the parts of an operation are built from. */
export interface Workshop {
  readonly document: OpenApi;
  readonly schemas: Schemas;
  readonly findings: Findings;
  /** What is put off until it is used; called, each notes in `findings` what is wrong with its part. */
  readonly pending: (() => unknown)[];
}

/** Puts work off until its outcome is used, or the operation is checked. What is defective counts as `otherwise`. */
export function later<T>({ findings, pending }: Workshop, make: () => T, otherwise: T): () => T {
  const made = lazy(() => findings.attempt(make) ?? otherwise);
  pending.push(made);
  return made;
}

/** A validator that is compiled when it is first used. */
export function validateLater(workshop: Workshop, schema: string, direction: Direction, subject: Subject): Validate {
  const compile = () => workshop.schemas.compile(schema, direction, subject);
  const validate = later<Validate>(workshop, compile, () => []);
  return (value) => validate()(value);
}

const places = new Set(['path', 'query', 'header', 'cookie']);
/** Described elsewhere in OpenAPI; as header parameters they mean nothing. */
const ignoredHeaders = new Set(['accept', 'content-type', 'authorization']);

/** The parameters of an operation and of its path item; the operation's own win. */
export function readParameters(workshop: Workshop, lists: readonly string[]): readonly Parameter[] {
  const byName = new Map<string, Parameter>();
  for (const pointer of lists.flatMap((list) => itemsOf(workshop.document, list))) {
    const parameter = workshop.findings.attempt(() => readParameter(workshop, pointer));
    if (parameter !== null) byName.set(`${parameter.in} ${parameter.name.toLowerCase()}`, parameter);
  }
  return [...byName.values()].filter((one) => one.in !== 'header' || !ignoredHeaders.has(one.name.toLowerCase()));
}

function itemsOf(document: OpenApi, list: string): readonly string[] {
  const { value, pointer } = document.resolve(list);
  return Array.isArray(value) ? value.map((_, index) => join(pointer, index)) : [];
}

function readParameter(workshop: Workshop, start: string): Parameter | null {
  const { document } = workshop;
  const { pointer, value } = document.resolve(start);
  const { name, in: place } = isRecord(value) ? value : {};
  if (place === 'querystring') return null;
  if (!isRecord(value) || typeof name !== 'string' || !places.has(String(place))) {
    throw document.problem(
      'invalid-parameter',
      'Failed to read a parameter: it needs a "name" and an "in".',
      'Use "in: path", "query", "header" or "cookie".',
      pointer,
    );
  }
  const subject = { in: place as Parameter['in'], name };
  const required = value['required'] === true || place === 'path';
  const validate = later<ValidateTexts>(
    workshop,
    () => textValidator(workshop, pointer, value, subject),
    () => [],
  );
  const schema = later(workshop, () => schemaValue(workshop, pointer, value), true);
  const spread = later(workshop, () => ({ validate: spreadValidator(workshop, pointer, value, subject) }), {
    validate: null,
  });
  return {
    name,
    in: subject.in,
    required,
    get schema() {
      return schema();
    },
    validate(texts) {
      if (texts.length === 0) return required ? [missing(name, subject.in)] : [];
      if (value['allowEmptyValue'] === true && texts.every((text) => text === '')) return [];
      return validate()(texts);
    },
    get validateQuery() {
      return spread().validate;
    },
  };
}

function schemaValue(workshop: Workshop, pointer: string, value: Readonly<Record<string, unknown>>): unknown {
  const schema = schemaOf(workshop, pointer, value);
  return schema === null ? true : workshop.document.resolve(schema).value;
}

type ValidateTexts = (texts: readonly string[]) => readonly Violation[];

/** A parameter that isn't there. */
export function missing(name: string, place: Violation['in']): Violation {
  return { kind: 'missing', at: name, field: name, in: place, message: `${name} is required`, details: {} };
}

/** A header of a response. */
export function readHeader(workshop: Workshop, name: string, start: string): ResponseHeader {
  const { document } = workshop;
  const { pointer, value } = document.resolve(start);
  const header = isRecord(value) ? value : {};
  const validate = later<ValidateTexts>(
    workshop,
    () => textValidator(workshop, pointer, { ...header, in: 'header' }, { in: 'response', name }),
    () => [],
  );
  const unseen = lazy(() => (isShown(header) ? null : schemaValue(workshop, pointer, header)));
  return {
    name,
    required: header['required'] === true,
    get unseen() {
      return unseen();
    },
    validate: (text) => validate()([text]),
  };
}

function isShown(header: Readonly<Record<string, unknown>>): boolean {
  const schema = isRecord(header['schema']) ? header['schema'] : {};
  return [header, schema].some((one) => ['example', 'examples', 'default', 'const', 'enum'].some((key) => key in one));
}

/** Pointer of a parameter's schema, which stands in `schema` or in its only media type. */
function schemaOf({ document }: Workshop, pointer: string, value: Readonly<Record<string, unknown>>): string | null {
  if (value['schema'] !== undefined) return join(pointer, 'schema');
  const [mediaType] = Object.keys(isRecord(value['content']) ? value['content'] : {});
  if (mediaType === undefined) return null;
  const content = document.resolve(join(pointer, 'content', mediaType));
  return isRecord(content.value) && content.value['schema'] !== undefined ? join(content.pointer, 'schema') : null;
}

function textValidator(
  workshop: Workshop,
  pointer: string,
  value: Readonly<Record<string, unknown>>,
  subject: { readonly in: Violation['in']; readonly name: string },
): ValidateTexts {
  const schema = schemaOf(workshop, pointer, value);
  if (schema === null) return () => [];
  const direction = subject.in === 'response' ? 'response' : 'request';
  const validate = workshop.schemas.compile(schema, direction, subject);
  const shape = readShape(workshop.document, schema);
  if (value['schema'] === undefined) return (texts) => validate(parseContent(texts));
  const style = styleOf(value, subject.name, isObject(shape));
  return (texts) => firstAccepted(texts, shape, style, validate);
}

function isObject({ types }: TextShape): boolean {
  return types.has('object') && !types.has('string') && !types.has('array');
}

/** How a query parameter is read that is spread over several names; null for any other. */
function spreadValidator(
  workshop: Workshop,
  pointer: string,
  value: Readonly<Record<string, unknown>>,
  subject: { readonly in: Violation['in']; readonly name: string },
): ValidateQuery | null {
  const { style, explode } = formOf(value);
  if (subject.in !== 'query' || value['schema'] === undefined || (style !== 'deepObject' && !explode)) return null;
  const schema = join(pointer, 'schema');
  const shape = readShape(workshop.document, schema);
  if (style !== 'deepObject' && !isObject(shape)) return null;
  const validate = workshop.schemas.compile(schema, 'request', subject);
  return (query) => {
    const read = style === 'deepObject' ? readDeepObject(subject.name, query, shape) : readSpreadObject(query, shape);
    if (read !== undefined) return validate(read);
    return value['required'] === true ? [missing(subject.name, subject.in)] : [];
  };
}

type ValidateQuery = (query: ReadonlyMap<string, readonly string[]>) => readonly Violation[];

function firstAccepted(texts: readonly string[], shape: TextShape, style: Style, validate: Validate) {
  const attempts = readTexts(texts, shape, style).map(validate);
  return attempts.find((violations) => violations.length === 0) ?? attempts[0] ?? [];
}

function parseContent(texts: readonly string[]): unknown {
  const text = texts.join(',');
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** How a parameter that says nothing is written: OpenAPI's defaults. */
function formOf({ in: place, style, explode }: Readonly<Record<string, unknown>>) {
  const named = style ?? (place === 'query' || place === 'cookie' ? 'form' : 'simple');
  return { style: String(named), explode: typeof explode === 'boolean' ? explode : named === 'form' };
}

const separators: Readonly<Record<string, string>> = { spaceDelimited: ' ', pipeDelimited: '|', tabDelimited: '\t' };

/** How the values of one text are told apart, in OpenAPI's table of styles. */
function styleOf(value: Readonly<Record<string, unknown>>, name: string, object: boolean): Style {
  const { style, explode } = formOf(value);
  const equals = object && explode;
  if (style === 'simple') return { separator: ',', prefix: '', equals };
  if (style === 'label') return { separator: explode ? '.' : ',', prefix: '.', equals };
  if (style === 'matrix') return matrixStyle(name, explode, equals);
  return { separator: explode ? null : (separators[style] ?? ','), prefix: '' };
}

function matrixStyle(name: string, explode: boolean, equals: boolean): Style {
  if (equals) return { separator: ';', prefix: ';', equals };
  return { separator: explode ? `;${name}=` : ',', prefix: `;${name}=` };
}
