import { isRecord, join } from './pointer.ts';

type Schema = Record<string, unknown>;

/** The schemas around, and who is told of those that are made. */
interface Schemas {
  /** What stands behind the references at this pointer. */
  resolved(pointer: string): { readonly pointer: string; readonly value: unknown } | undefined;
  made(schema: object, pointer: string): void;
}

/**
 * `oneOf` with a discriminator, as a choice by the property's value, so that only the schema meant is reported on.
 * Where a branch is no reference, its name can't be known, and `oneOf` stays.
 */
export function chooseByDiscriminator(
  schema: Readonly<Schema>,
  out: Schema,
  pointer: string,
  schemas: Schemas,
): Schema {
  const keyword = ['oneOf', 'anyOf'].find((name) => Array.isArray(out[name]));
  const discriminator = schema['discriminator'];
  if (keyword === undefined || !isRecord(discriminator) || typeof discriminator['propertyName'] !== 'string')
    return out;
  const property = discriminator['propertyName'];
  const branches = schema[keyword] as readonly unknown[];
  const names = branches.map((branch, index) => {
    const own = valuesIn(property, join(pointer, keyword, index), schemas);
    return meantBy(valuesOf(branch, discriminator['mapping']), own);
  });
  const all = names.flat();
  const meant = new Set(
    branches.flatMap((branch, index) => names[index]?.map((value) => JSON.stringify([value, branch]))),
  );
  if (names.some((values) => values.length === 0) || new Set(all).size < meant.size) return out;
  const { [keyword]: converted, ...rest } = out;
  const choices = (converted as readonly unknown[]).map((then, index) => {
    const test = { required: [property], properties: { [property]: { enum: names[index] } } };
    schemas.made(test, pointer);
    return { if: test, then };
  });
  const known = { required: [property], properties: { [property]: { enum: all } } };
  const isAsked = branches.every((_, index) => asksFor(property, join(pointer, keyword, index), schemas));
  const then = { allOf: [known, ...choices] };
  const chosen = isAsked ? then.allOf : [{ if: { required: [property] }, then, else: { [keyword]: converted } }];
  return { ...rest, allOf: [...((rest['allOf'] as readonly unknown[] | undefined) ?? []), ...chosen] };
}

/** Whether a branch can't do without a property. One that can is no discriminator's to refuse (OpenAPI 3.1.1 §4.8.25). */
function asksFor(property: string, pointer: string, schemas: Schemas, depth = 0): boolean {
  const branch = schemas.resolved(pointer);
  if (branch === undefined || !isRecord(branch.value) || depth > mostInherited) return false;
  const { required, allOf } = branch.value;
  if (Array.isArray(required) && required.includes(property)) return true;
  const parts = Array.isArray(allOf) ? allOf : [];
  return parts.some((_, index) => asksFor(property, join(branch.pointer, 'allOf', index), schemas, depth + 1));
}

/** The values that a branch itself leaves a property; null: any. */
function valuesIn(property: string, pointer: string, schemas: Schemas, depth = 0): readonly string[] | null {
  const branch = schemas.resolved(pointer);
  if (branch === undefined || !isRecord(branch.value) || depth > mostInherited) return null;
  const { allOf, properties } = branch.value;
  const parts = Array.isArray(allOf) ? allOf : [];
  const inherited = parts.map((_, index) =>
    valuesIn(property, join(branch.pointer, 'allOf', index), schemas, depth + 1),
  );
  const own =
    isRecord(properties) && Object.hasOwn(properties, property) ? join(branch.pointer, 'properties', property) : '';
  const sets = [...inherited, own === '' ? null : listed(schemas.resolved(own)?.value)].filter((one) => one !== null);
  return sets.length === 0 ? null : sets.reduce((one, other) => one.filter((value) => other.includes(value)));
}

function listed(schema: unknown): readonly string[] | null {
  if (!isRecord(schema)) return null;
  const values = 'const' in schema ? [schema['const']] : schema['enum'];
  return Array.isArray(values) && values.length > 0 ? values.filter((one) => typeof one === 'string') : null;
}

/** A schema's name is a value unless the schema says that its values are others: a discriminator changes no schema (OpenAPI 3.1.1 §4.8.25). */
function meantBy(named: readonly string[], own: readonly string[] | null): readonly string[] {
  if (own === null || named.length === 0) return named;
  const both = named.filter((value) => own.includes(value));
  return both.length === 0 ? own : both;
}

/** So many schemas inherit from each other at most. */
const mostInherited = 8;

function valuesOf(branch: unknown, mapping: unknown): string[] {
  const reference = isRecord(branch) ? branch['$ref'] : undefined;
  if (typeof reference !== 'string') return [];
  const name = reference.slice(reference.lastIndexOf('/') + 1);
  const entries = Object.entries(isRecord(mapping) ? mapping : {});
  const mapped = entries.filter(([, target]) => target === reference || target === name).map(([value]) => value);
  // A mapping adds to the names of the schemas, which mean what they say unless it says otherwise.
  return entries.some(([value]) => value === name) ? mapped : [...mapped, name];
}
