import { impossible } from './impossible.ts';
import type { OpenApi } from './open-api.ts';
import { isRecord, valueAt } from './pointer.ts';
import { referenceIn, visitReferences } from './visit-references.ts';

type Members = Readonly<Record<string, unknown>>;

/**
 * Finds parts that may hold a schema which can't be compiled, without compiling any: a look at each value of a large
 * document takes a hundredth of the time. Suspecting a sound part costs only that it is compiled at once.
 */
export interface Suspects {
  /** Whether one of these parts, or something that they refer to, is suspected. */
  reaches(pointers: readonly string[]): boolean;
}

const types = new Set(['null', 'boolean', 'integer', 'number', 'string', 'array', 'object']);
const isNumber = (value: unknown) => typeof value === 'number';
const isSchema = (value: unknown) => isRecord(value) || typeof value === 'boolean';
const isSchemaList = (value: unknown) => Array.isArray(value) && value.length > 0 && value.every(isSchema);

/** What Ajv asks of a keyword; some are words of other objects than schemas too, hence a boolean `required`. */
const sound: Readonly<Record<string, (value: unknown) => boolean>> = {
  type: (value) => [value].flat().every((one) => types.has(String(one))),
  pattern: (value) => typeof value === 'string' && isPattern(value),
  required: (value) =>
    typeof value === 'boolean' || (Array.isArray(value) && value.every((one) => typeof one === 'string')),
  enum: (value) => Array.isArray(value) && value.length > 0,
  properties: (value) => isRecord(value) && typeof value['$ref'] !== 'string',
  patternProperties: (value) => isRecord(value) && Object.keys(value).every(isPattern),
  items: isSchema,
  additionalProperties: isSchema,
  not: isSchema,
  allOf: isSchemaList,
  anyOf: isSchemaList,
  oneOf: isSchemaList,
  prefixItems: isSchemaList,
  uniqueItems: (value) => typeof value === 'boolean',
  minimum: isNumber,
  maximum: isNumber,
  exclusiveMinimum: (value) => isNumber(value) || typeof value === 'boolean',
  exclusiveMaximum: (value) => isNumber(value) || typeof value === 'boolean',
  multipleOf: isNumber,
  minLength: isNumber,
  maxLength: isNumber,
  minItems: isNumber,
  maxItems: isNumber,
  minProperties: isNumber,
  maxProperties: isNumber,
};
const checks = new Map(Object.entries(sound));

function isPattern(text: string): boolean {
  try {
    new RegExp(text);
    return true;
  } catch {
    return false;
  }
}

interface Look {
  isBad: boolean;
  readonly references: Set<string>;
}

/** Nothing is looked at before it is asked for, and then once. */
export function createSuspects({ root, references, behind }: OpenApi): Suspects {
  const looks = new Map<string, Look>();

  function lookAt(pointer: string): Look {
    const known = looks.get(pointer);
    if (known !== undefined) return known;
    const look: Look = { isBad: false, references: new Set() };
    looks.set(pointer, look);
    visitReferences(valueAt(root, pointer), (value) => note(look, value));
    return look;
  }

  function note(look: Look, value: Members): void {
    const text = referenceIn(value);
    if (text !== undefined) noteReference(look, value, text);
    for (const key in value) if (checks.get(key)?.(value[key]) === false) look.isBad = true;
    look.isBad ||= Array.isArray(value['allOf']) && impossible(value, behind) !== null;
  }

  function noteReference(look: Look, value: Members, text: string): void {
    const target = references.target('', value);
    look.isBad ||= target === undefined || references.badTexts.has(text);
    if (target !== undefined) look.references.add(target);
  }

  function reaches(pointers: readonly string[]): boolean {
    const seen = new Set(pointers);
    for (const pointer of seen) {
      const look = lookAt(pointer);
      if (look.isBad) return true;
      for (const reference of look.references) seen.add(reference);
    }
    return false;
  }

  return { reaches };
}
