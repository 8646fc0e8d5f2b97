import { isRecord } from './pointer.ts';

type Schema = Readonly<Record<string, unknown>>;

/** Why nothing can ever satisfy a schema. */
export interface Contradiction {
  /**
   * `fields`: a part allows no field that it doesn't name, and another names those that have to be there; `unnamed`:
   * no part does.
   */
  readonly kind: 'types' | 'values' | 'fields' | 'unnamed';
  readonly why: string;
}

/**
 * Why nothing, or nothing but an empty object, can ever satisfy a schema whose `allOf` contradicts itself; else null. Only what is certain
 * counts: types that exclude each other, values of which none is allowed by all, fields that one part asks for and
 * another forbids, or of which no part allows those of the others. `behind` gives what a schema is behind its references.
 */
export function impossible(schema: Schema, behind: (schema: unknown) => unknown): Contradiction | null {
  const parts = partsOf(schema, behind, new Set());
  if (parts.length < 2) return null;
  return typesOf(parts) ?? valuesOf(parts) ?? fieldsOf(parts, behind);
}

/** Whether one of the parts of an `allOf` contradicts itself already, so that it is reported there. */
export function holdsImpossible(schema: Schema, behind: (schema: unknown) => unknown): boolean {
  const branches = Array.isArray(schema['allOf']) ? schema['allOf'].map(behind) : [];
  return branches.some((branch) => isRecord(branch) && branch !== schema && impossible(branch, behind) !== null);
}

function partsOf(schema: unknown, behind: (schema: unknown) => unknown, seen: Set<unknown>): readonly Schema[] {
  const found = behind(schema);
  if (!isRecord(found) || seen.has(found)) return [];
  seen.add(found);
  const branches = Array.isArray(found['allOf']) ? found['allOf'] : [];
  return [found, ...branches.flatMap((branch) => partsOf(branch, behind, seen))];
}

function typesOf(parts: readonly Schema[]): Contradiction | null {
  const typed = parts.filter(({ type }) => typeof type === 'string' || Array.isArray(type));
  const sets = typed.map((part) => new Set(acceptedTypes(part)));
  const [first, ...others] = sets;
  if (first === undefined || [...first].some((type) => others.every((set) => set.has(type)))) return null;
  const said = [...new Set(typed.map(({ type }) => JSON.stringify(type)))];
  return { kind: 'types', why: `its parts ask for ${said.join(' and ')}, which nothing is at once` };
}

function acceptedTypes({ type, nullable, 'x-nullable': old }: Schema): readonly unknown[] {
  const types = [type].flat() as readonly unknown[];
  const numbers = types.includes('number') ? ['integer'] : [];
  return [...types, ...numbers, ...(nullable === true || old === true ? ['null'] : [])];
}

function valuesOf(parts: readonly Schema[]): Contradiction | null {
  const lists = parts.flatMap((part) => {
    if (part['const'] !== undefined) return [[part['const']]];
    // An empty list is read as none.
    return Array.isArray(part['enum']) && part['enum'].length > 0 ? [part['enum'] as readonly unknown[]] : [];
  });
  const [first, ...others] = lists.map((list) => new Set(list.map((value) => JSON.stringify(value))));
  if (first === undefined || [...first].some((value) => others.every((set) => set.has(value)))) return null;
  return { kind: 'values', why: 'its parts allow different values, and none that all of them allow' };
}

function fieldsOf(parts: readonly Schema[], behind: (schema: unknown) => unknown): Contradiction | null {
  const closed = parts.filter(isClosed).map(({ properties }) => Object.keys(isRecord(properties) ? properties : {}));
  if (closed.length === 0) return null;
  const required = parts.flatMap(({ required: names }) => (Array.isArray(names) ? names.map(String) : []));
  const named = new Set(parts.flatMap((part) => namesOf(part, behind)));
  const isAllowed = (name: string) => closed.every((names) => names.includes(name));
  const forbidden = required.find((name) => !isAllowed(name));
  const kind = required.every((name) => named.has(name)) ? 'fields' : 'unnamed';
  if (forbidden !== undefined) {
    return {
      kind,
      why: `no value satisfies this allOf: one part requires "${forbidden}", another allows no such field`,
    };
  }
  if (named.size === 0 || [...named].some(isAllowed)) return null;
  return { kind, why: 'nothing but an empty object satisfies this allOf: its parts have no field in common' };
}

function isClosed({ additionalProperties, patternProperties }: Schema): boolean {
  return additionalProperties === false && patternProperties === undefined;
}

/** The fields that a part names, those of its alternatives among them. */
function namesOf(part: Schema, behind: (schema: unknown) => unknown): readonly string[] {
  const alternatives = [part['oneOf'], part['anyOf']].flatMap((list) => (Array.isArray(list) ? list : []));
  const own = isRecord(part['properties']) ? Object.keys(part['properties']) : [];
  const inner = alternatives.flatMap((one) => partsOf(one, behind, new Set([part]))).filter((one) => one !== part);
  return [...own, ...inner.flatMap(({ properties }) => (isRecord(properties) ? Object.keys(properties) : []))];
}
