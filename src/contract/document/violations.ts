import type { ErrorObject } from 'ajv';
import { nearest } from '../../suggest.ts';
import type { Violation, ViolationKind } from '../contract.ts';
import { type Judge, settleChoices } from './choices.ts';
import { escapeToken, isRecord, tokensOf } from './pointer.ts';

/** Which part of a message is validated. `name` is the parameter's or header's name; null for bodies. */
export interface Subject {
  readonly in: Violation['in'];
  readonly name: string | null;
}

const kinds: Readonly<Record<string, ViolationKind>> = {
  required: 'missing',
  dependentRequired: 'missing',
  dependencies: 'missing',
  additionalProperties: 'unknown-field',
  unevaluatedProperties: 'unknown-field',
  type: 'type',
  enum: 'enum',
  const: 'enum',
  format: 'format',
  minimum: 'range',
  maximum: 'range',
  exclusiveMinimum: 'range',
  exclusiveMaximum: 'range',
  multipleOf: 'range',
  minLength: 'length',
  maxLength: 'length',
  minItems: 'length',
  maxItems: 'length',
  minProperties: 'length',
  maxProperties: 'length',
  pattern: 'pattern',
};

/** What Ajv found, in Faultline's words: one violation for each thing that a person has to change. */
export function toViolations(errors: readonly ErrorObject[], subject: Subject, judge: Judge): readonly Violation[] {
  const settled = settleChoices(errors, judge).filter(({ keyword }) => keyword !== 'if');
  const wrongTypes = new Set(
    settled.filter(({ keyword }) => keyword === 'type').map(({ instancePath }) => instancePath),
  );
  const kept = settled.filter(({ keyword, instancePath }) => keyword === 'type' || !wrongTypes.has(instancePath));
  const violations = kept.map((error) => toViolation(error, subject));
  const seen = new Set<string>();
  return violations.filter(({ kind, at }) => {
    const key = `${kind} ${at}`;
    return seen.has(key) ? false : seen.add(key);
  });
}

function toViolation(error: ErrorObject, subject: Subject): Violation {
  const kind = kindOf(error);
  const named = memberNamed(error);
  const pointer = named === null ? error.instancePath : `${error.instancePath}/${escapeToken(named)}`;
  return {
    kind,
    at: subject.name === null ? pointer : `${subject.name}${pointer}`,
    field: fieldOf(pointer, subject),
    in: subject.in,
    message: `${subject.name ?? (pointer === '' ? 'The body' : pointer)} ${reasonOf(error)}`,
    details: detailsOf(error, named),
  };
}

function kindOf({ keyword, data }: ErrorObject): ViolationKind {
  if (data === null && (keyword === 'type' || keyword === 'enum' || keyword === 'const')) return 'null';
  if (keyword === 'minLength' && data === '') return 'empty';
  return kinds[keyword] ?? 'other';
}

/** The property that an error is about although it stands on the object around it. */
function memberNamed({ params }: ErrorObject): string | null {
  const name = params['missingProperty'] ?? params['additionalProperty'] ?? params['unevaluatedProperty'];
  return typeof name === 'string' ? name : null;
}

function fieldOf(pointer: string, { name }: Subject): string {
  const field = tokensOf(pointer).findLast((token) => !/^\d+$/.test(token));
  return field ?? name ?? 'body';
}

function detailsOf(error: ErrorObject, named: string | null): Readonly<Record<string, string>> {
  const { data } = error;
  const value = named !== null && isRecord(data) ? data[named] : data;
  const found: [string, string][] =
    value === undefined
      ? []
      : [
          ['value', textOf(value)],
          ['actual', typeOf(value)],
        ];
  const types: [string, string | null][] = named === null ? [['type', typesOf(error)]] : nearFields(error, named);
  const entries = [...found, ...types, ...boundsOf(error), ['reason', reasonOf(error)] as const];
  return Object.fromEntries(entries.filter(([, text]) => text !== null)) as Record<string, string>;
}

/** Ajv's own words; of a choice between fields, which these are. */
function reasonOf({ keyword, schema, message = 'is invalid' }: ErrorObject): string {
  if ((keyword !== 'oneOf' && keyword !== 'anyOf') || !Array.isArray(schema)) return message;
  const branches = schema as readonly unknown[];
  const names = branches.map((branch) =>
    isRecord(branch) && Array.isArray(branch['required']) ? branch['required'] : [],
  );
  if (names.some((list) => list.length !== 1)) return message;
  return `must have ${keyword === 'oneOf' ? 'exactly' : 'at least'} one of: ${names.flat().join(', ')}`;
}

/** What the schema asks for. */
function boundsOf(error: ErrorObject): [string, string | null][] {
  const { params, keyword } = error;
  const limit: unknown = params['limit'] ?? params['multipleOf'];
  const entries: [string, unknown][] = [
    ['format', params['format']],
    ['pattern', params['pattern']],
    ['limit', limit],
    ['comparison', keyword === 'multipleOf' ? 'a multiple of' : params['comparison']],
    ['allowed', allowedOf(error)],
  ];
  return entries.flatMap(([name, value]) => (value === undefined || value === null ? [] : [[name, String(value)]]));
}

function textOf(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > 100 ? `${text.slice(0, 99)}…` : text;
}

function typeOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  return Number.isInteger(value) ? 'integer' : typeof value;
}

function typesOf({ keyword, params, parentSchema }: ErrorObject): string | null {
  const types: unknown = keyword === 'type' ? params['type'] : parentSchema?.['type'];
  if (types === undefined) return null;
  const list = (Array.isArray(types) ? types : String(types).split(',')) as readonly string[];
  return list.filter((type) => type !== 'null').join(' or ');
}

function allowedOf({ keyword, params }: ErrorObject): string | null {
  if (keyword === 'const') return textOf(params['allowedValue']);
  const values: unknown = params['allowedValues'];
  if (!Array.isArray(values)) return null;
  return values
    .filter((value) => value !== null)
    .map(textOf)
    .join(', ');
}

/** For an unknown field the one that was meant; for a missing one the unknown field that was sent in its place. */
function nearFields({ parentSchema, data }: ErrorObject, named: string): [string, string | null][] {
  if (!isRecord(data)) return [];
  const known = propertiesOf(parentSchema);
  if (!Object.hasOwn(data, named)) {
    return [
      [
        'sent',
        nearest(
          named,
          Object.keys(data).filter((name) => !known.includes(name)),
        ),
      ],
    ];
  }
  const absent = known.filter((name) => !Object.hasOwn(data, name));
  const meant = nearest(named, absent) ?? nearest(named, known);
  return [
    ['allowed', known.join(', ')],
    ['meant', meant],
    ['suggestion', meant === null ? '' : `Did you mean "${meant}"?`],
  ];
}

function propertiesOf(schema: unknown): readonly string[] {
  return isRecord(schema) && isRecord(schema['properties']) ? Object.keys(schema['properties']) : [];
}
