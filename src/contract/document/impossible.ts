import { isRecord } from './pointer.ts';

type Schema = Readonly<Record<string, unknown>>;

/**
 * Why nothing can ever satisfy a schema whose `allOf` contradicts itself; null when something might. Only what is certain
 * counts: types that exclude each other, values of which none is allowed by all, fields that one part asks for and
 * another forbids. `behind` gives what a schema is behind its references.
 */
export function impossible(schema: Schema, behind: (schema: unknown) => unknown): string | null {
  const parts = partsOf(schema, behind, new Set());
  if (parts.length < 2) return null;
  return typesOf(parts) ?? valuesOf(parts) ?? fieldsOf(parts);
}

function partsOf(schema: unknown, behind: (schema: unknown) => unknown, seen: Set<unknown>): readonly Schema[] {
  const found = behind(schema);
  if (!isRecord(found) || seen.has(found)) return [];
  seen.add(found);
  const branches = Array.isArray(found['allOf']) ? found['allOf'] : [];
  return [found, ...branches.flatMap((branch) => partsOf(branch, behind, seen))];
}

function typesOf(parts: readonly Schema[]): string | null {
  const typed = parts.filter(({ type }) => typeof type === 'string' || Array.isArray(type));
  const sets = typed.map((part) => new Set(acceptedTypes(part)));
  const [first, ...others] = sets;
  if (first === undefined || [...first].some((type) => others.every((set) => set.has(type)))) return null;
  const said = [...new Set(typed.map(({ type }) => JSON.stringify(type)))];
  return `its parts ask for ${said.join(' and ')}, which nothing is at once`;
}

function acceptedTypes({ type, nullable, 'x-nullable': old }: Schema): readonly unknown[] {
  const types = [type].flat() as readonly unknown[];
  const numbers = types.includes('number') ? ['integer'] : [];
  return [...types, ...numbers, ...(nullable === true || old === true ? ['null'] : [])];
}

function valuesOf(parts: readonly Schema[]): string | null {
  const lists = parts.flatMap((part) => {
    if (part['const'] !== undefined) return [[part['const']]];
    return Array.isArray(part['enum']) ? [part['enum'] as readonly unknown[]] : [];
  });
  const [first, ...others] = lists.map((list) => new Set(list.map((value) => JSON.stringify(value))));
  if (first === undefined || [...first].some((value) => others.every((set) => set.has(value)))) return null;
  return 'its parts allow different values, and none that all of them allow';
}

function fieldsOf(parts: readonly Schema[]): string | null {
  const required = parts.flatMap(({ required: names }) => (Array.isArray(names) ? names.map(String) : []));
  for (const { additionalProperties, properties, patternProperties } of parts) {
    if (additionalProperties !== false || patternProperties !== undefined) continue;
    const allowed = isRecord(properties) ? properties : {};
    const forbidden = required.find((name) => !Object.hasOwn(allowed, name));
    if (forbidden !== undefined) return `one part requires "${forbidden}", another allows no such field`;
  }
  return null;
}
