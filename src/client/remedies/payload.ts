import { convertField } from './field-conversion.ts';

/** What one field of a body has to be. */
export interface FieldShape {
  readonly type: 'string' | 'integer' | 'number' | 'boolean';
  readonly required?: boolean;
  readonly enum?: readonly string[];
  /** A time as RFC 3339 writes it; a number is taken for an epoch. */
  readonly format?: 'date-time';
}

export type PayloadShape = Readonly<Record<string, FieldShape>>;

/** A body checked before it costs a call. */
export type PreparedPayload =
  /** `changes` says in one line each what was converted. */
  | { readonly kind: 'ready'; readonly body: Readonly<Record<string, unknown>>; readonly changes: readonly string[] }
  /** `problems` says in one line each what a person has to mend. */
  | { readonly kind: 'incomplete'; readonly problems: readonly string[] };

/**
 * Checks a flat body against what the API requires, and converts what is merely written differently: `"5"` for 5,
 * 5 for `"5"`, an epoch for a time, `alertType` for `alert_type`.
 *
 * What is missing, null, empty, or not among the allowed values can't be guessed: then nothing should be sent.
 */
export function preparePayload(body: Readonly<Record<string, unknown>>, shape: PayloadShape): PreparedPayload {
  const changes: string[] = [];
  const problems: string[] = [];
  const prepared = new Map<string, unknown>();
  for (const [given, value] of Object.entries(body)) {
    const name = knownName(given, shape);
    if (name !== given) changes.push(`${given} renamed to ${name}`);
    prepared.set(name, convert(name, value, shape, changes));
  }
  for (const [name, field] of Object.entries(shape)) {
    const problem = problemWith(name, field, prepared.get(name));
    if (problem !== null) problems.push(problem);
  }
  if (problems.length > 0) return { kind: 'incomplete', problems };
  return { kind: 'ready', body: Object.fromEntries(prepared), changes };
}

const plain = (name: string) => name.toLowerCase().replaceAll(/[_-]/g, '');

function knownName(given: string, shape: PayloadShape): string {
  if (Object.hasOwn(shape, given)) return given;
  return Object.keys(shape).find((name) => plain(name) === plain(given)) ?? given;
}

function convert(name: string, value: unknown, shape: PayloadShape, changes: string[]): unknown {
  const field = Object.hasOwn(shape, name) ? shape[name] : undefined;
  const converted = field === undefined ? value : convertField(value, field);
  if (converted !== value) changes.push(`${name}: ${JSON.stringify(value)} became ${JSON.stringify(converted)}`);
  return converted;
}

function problemWith(name: string, field: FieldShape, value: unknown): string | null {
  if (value === undefined) return field.required ? `${name} is missing` : null;
  if (value === null || value === '') return `${name} is ${value === null ? 'null' : 'empty'}`;
  if (!isOfType(value, field)) return `${name} is ${JSON.stringify(value)}, not ${nameOf(field)}`;
  if (field.enum !== undefined && !field.enum.includes(String(value))) {
    return `${name} is ${JSON.stringify(value)}, not one of ${field.enum.join(', ')}`;
  }
  return null;
}

const rfc3339 = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/;

function isOfType(value: unknown, { type, format }: FieldShape): boolean {
  if (type === 'integer') return Number.isInteger(value);
  if (format === 'date-time') return typeof value === 'string' && rfc3339.test(value);
  return typeof value === type;
}

function nameOf({ type, format }: FieldShape): string {
  if (format === 'date-time') return 'a time such as 2026-01-01T00:00:00Z';
  return type === 'integer' ? 'an integer' : `a ${type}`;
}

/**
 * The bodies to try in turn when the API refuses one and doesn't say why: only what is required, then one optional
 * field more each time. The first that is refused names the field at fault.
 */
export function growPayload(
  body: Readonly<Record<string, unknown>>,
  required: readonly string[],
): readonly { readonly adds: string | null; readonly body: Readonly<Record<string, unknown>> }[] {
  const optional = Object.keys(body).filter((name) => !required.includes(name));
  return [null, ...optional].map((adds, count) => {
    const names = new Set([...required, ...optional.slice(0, count)]);
    return { adds, body: Object.fromEntries(Object.entries(body).filter(([name]) => names.has(name))) };
  });
}
