import { isRecord, join } from '../pointer.ts';
import { type Members, type Part, texts, type Workshop, without } from './workshop.ts';

/** Words that describe a parameter, not its values. */
const ofParameters = ['name', 'in', 'required', 'description', 'collectionFormat', 'allowEmptyValue', '$ref'];
const form = 'application/x-www-form-urlencoded';
const multipart = 'multipart/form-data';

/** The parameters of an operation by what becomes of them; the operation's own win over those of its path. */
export interface SortedParameters {
  readonly plain: readonly object[];
  readonly body: Part | null;
  readonly fields: readonly Part[];
}

/** Sorts the parameters of these lists, which are pointers. */
export function sortParameters(workshop: Workshop, lists: readonly string[]): SortedParameters {
  const byName = new Map<string, Part>();
  for (const part of lists.flatMap((list) => partsOf(workshop, list)))
    byName.set(`${part.value['in']} ${part.value['in'] === 'body' ? '' : part.value['name']}`, part);
  const parts = [...byName.values()];
  const of = (place: string) => parts.filter(({ value }) => value['in'] === place);
  const others = parts.filter(({ value }) => value['in'] !== 'body' && value['in'] !== 'formData');
  return {
    plain: others.map((part) => convertParameter(workshop, part)),
    body: of('body')[0] ?? null,
    fields: of('formData'),
  };
}

function partsOf(workshop: Workshop, list: string): readonly Part[] {
  const [name = '', ...rest] = list.split('/').slice(1).reverse();
  const holder = workshop.part(`/${rest.reverse().join('/')}`);
  const items = holder.value[name];
  return Array.isArray(items) ? items.map((_, index) => workshop.part(join(holder.pointer, name, index))) : [];
}

function convertParameter({ origins }: Workshop, { pointer, value }: Part): object {
  if (value['$ref'] !== undefined) return value;
  const schema = origins.from(pointer, schemaOf(value));
  const { name, in: place, required, description, allowEmptyValue } = value;
  const plain = { name, in: place, required, description, allowEmptyValue, schema, ...styleOf(value) };
  return origins.from(pointer, Object.fromEntries(Object.entries(plain).filter(([, one]) => one !== undefined)));
}

/** What Swagger writes beside the name of a parameter or a header, as the schema it stands for. */
export function schemaOf(value: Members): Members {
  const schema = without(value, ...ofParameters);
  if (schema['type'] === 'file') return { ...schema, type: 'string', format: 'binary' };
  return isRecord(schema['items']) ? { ...schema, items: schemaOf(schema['items']) } : schema;
}

const styles: Readonly<Record<string, string>> = { ssv: 'spaceDelimited', tsv: 'tabDelimited', pipes: 'pipeDelimited' };

/** OpenAPI's words for `collectionFormat`; comma-separated where nothing is said. */
function styleOf({ type, in: place, collectionFormat }: Members): Members {
  if (type !== 'array') return {};
  if (collectionFormat === 'multi') return { style: 'form', explode: true };
  const plain = place === 'query' || place === 'formData' ? 'form' : 'simple';
  return { style: styles[String(collectionFormat)] ?? plain, explode: false };
}

/** The body of an operation, from its body parameter or its form fields; null without any. */
export function convertBody(workshop: Workshop, operation: Part, sorted: SortedParameters): object | null {
  const consumes = texts(operation.value['consumes']) ?? texts(workshop.root['consumes']);
  if (sorted.body !== null) return bodyOf(workshop, sorted.body, consumes ?? ['application/json']);
  return sorted.fields.length === 0 ? null : formOf(workshop, operation, sorted.fields, consumes ?? []);
}

function bodyOf({ origins }: Workshop, { pointer, value }: Part, types: readonly string[]): object {
  const { schema, description, required } = value;
  const examples = value['x-examples'];
  const content = types.map((type) => {
    const example: unknown = isRecord(examples) ? examples[type] : undefined;
    const media = { ...(schema === undefined ? {} : { schema }), ...(example === undefined ? {} : { example }) };
    return [type, origins.from(pointer, media)];
  });
  return origins.from(pointer, {
    ...(description === undefined ? {} : { description }),
    required: required === true,
    content: origins.from(pointer, Object.fromEntries(content)),
  });
}

function formOf(
  { origins }: Workshop,
  { pointer }: Part,
  fields: readonly Part[],
  consumes: readonly string[],
): object {
  const at = join(pointer, 'parameters');
  const known = consumes.filter((type) => type === form || type === multipart);
  const hasFile = fields.some(({ value }) => value['type'] === 'file');
  const types = known.length > 0 ? known : [hasFile ? multipart : form];
  const named = fields.map((part) => [String(part.value['name']), part] as const);
  const required = named.filter(([, { value }]) => value['required'] === true).map(([name]) => name);
  const properties = named.map(([name, part]) => [name, origins.from(part.pointer, schemaOf(part.value))]);
  const encoding = named.map(([name, { value }]) => [name, styleOf(value)] as const);
  const schema = origins.from(at, {
    type: 'object',
    ...(required.length === 0 ? {} : { required }),
    properties: origins.from(at, Object.fromEntries(properties)),
  });
  const media = {
    schema,
    encoding: Object.fromEntries(encoding.filter(([, style]) => Object.keys(style).length > 0)),
  };
  const content = types.map((type) => [type, origins.from(at, { ...media })]);
  return origins.from(at, {
    required: required.length > 0,
    content: origins.from(at, Object.fromEntries(content)),
  });
}
