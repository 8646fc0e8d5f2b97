import { isRecord, propertiesOf } from '../../contract/index.ts';

type Document = Readonly<Record<string, unknown>>;

/** Media types whose fields have no other type than text. */
export function isForm(mediaType: string): boolean {
  return /^(?:application\/x-www-form-urlencoded|multipart\/form-data)\b/i.test(mediaType);
}

/** A form's fields as whoever reads the form takes them: text stands for what the schema asks for, one text for a list of one. */
export function asSent(value: unknown, schema: unknown, document: Document): unknown {
  if (!isRecord(value)) return value;
  const properties = propertiesOf(schema, document);
  return Object.fromEntries(
    Object.entries(value).map(([name, field]) => [name, fieldAsSent(field, typesOf(properties.get(name)))]),
  );
}

function typesOf(schema: Document | undefined): readonly unknown[] {
  return [schema?.['type']].flat();
}

function fieldAsSent(field: unknown, types: readonly unknown[]): unknown {
  if (types.includes('array')) return Array.isArray(field) ? field : [field];
  if (typeof field === 'string') return textAsSent(field, types);
  return types.includes('string') ? String(field) : field;
}

function textAsSent(field: string, types: readonly unknown[]): unknown {
  if (types.includes('boolean') && /^(?:true|false)$/.test(field)) return field === 'true';
  const isNumber = types.includes('integer') || types.includes('number');
  return isNumber && /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/.test(field) ? Number(field) : field;
}
