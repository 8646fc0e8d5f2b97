import { isRecord, join } from '../pointer.ts';
import { schemaOf } from './parameters.ts';
import { type Members, type Part, texts, type Workshop } from './workshop.ts';

/** The responses of an operation with their content by media type. */
export function convertResponses(workshop: Workshop, operation: Part): object {
  const { pointer, value } = workshop.part(join(operation.pointer, 'responses'));
  const produces = texts(operation.value['produces']) ?? texts(workshop.root['produces']) ?? ['application/json'];
  const converted = Object.keys(value).map((status) => {
    if (status.startsWith('x-')) return [status, value[status]];
    return [status, convertResponse(workshop, workshop.part(join(pointer, status)), produces)];
  });
  return workshop.origins.from(pointer, Object.fromEntries(converted));
}

function convertResponse(workshop: Workshop, part: Part, produces: readonly string[]): object {
  const { pointer, value } = part;
  if (value['$ref'] !== undefined) return value;
  const { schema: _, examples: __, headers, ...others } = value;
  const content = contentOf(workshop, part, produces);
  return workshop.origins.from(pointer, {
    ...others,
    ...(isRecord(headers) ? { headers: convertHeaders(workshop, join(pointer, 'headers'), headers) } : {}),
    ...(content === null ? {} : { content }),
  });
}

function contentOf({ origins }: Workshop, { pointer, value }: Part, produces: readonly string[]): object | null {
  const { schema, examples } = value;
  const given = isRecord(examples) ? examples : {};
  if (schema === undefined && Object.keys(given).length === 0) return null;
  const isFile = isRecord(schema) && schema['type'] === 'file';
  const told = isFile ? origins.from(join(pointer, 'schema'), { type: 'string', format: 'binary' }) : schema;
  const exemplified = Object.keys(given).filter((type) => type.includes('/'));
  const types = new Set([...(schema === undefined ? [] : produces), ...exemplified]);
  const content = [...types].map((type) => {
    const example = given[type];
    const media = { ...(told === undefined ? {} : { schema: told }), ...(example === undefined ? {} : { example }) };
    if (example !== undefined) origins.member(media, 'example', join(pointer, 'examples', type));
    return [type, origins.from(pointer, media)];
  });
  return origins.from(pointer, Object.fromEntries(content));
}

function convertHeaders({ origins }: Workshop, pointer: string, headers: Members): object {
  const converted = Object.entries(headers).map(([name, header]) => {
    if (!isRecord(header)) return [name, header];
    const at = join(pointer, name);
    const { description } = header;
    const schema = origins.from(at, schemaOf(header));
    return [name, origins.from(at, { ...(description === undefined ? {} : { description }), schema })];
  });
  return origins.from(pointer, Object.fromEntries(converted));
}
