import { propertiesOf, requiredOf, type ViolationKind } from '../../contract/index.ts';

type Body = Readonly<Record<string, unknown>>;
type Schema = Readonly<Record<string, unknown>>;

/** A good body, and what its schema says. */
export interface GoodBody {
  readonly body: Body;
  readonly schema: unknown;
  readonly document: Readonly<Record<string, unknown>>;
}

/** A kind of mistake, and the bodies that may make it; the schema itself decides which of them does. */
export interface BodyMistake {
  readonly summary: string;
  /** What the schema has to find wrong with it, and nothing else. */
  readonly kinds: readonly ViolationKind[];
  readonly plain: boolean;
  make(good: GoodBody): readonly { readonly body: Body; readonly field: string | null }[];
}

interface Property {
  readonly name: string;
  readonly schema: Schema;
  readonly required: boolean;
}

function propertiesIn({ schema, document }: GoodBody): readonly Property[] {
  const required = requiredOf(schema, document);
  return [...propertiesOf(schema, document)].map(([name, own]) => ({
    name,
    schema: own,
    required: required.includes(name),
  }));
}

/** For each property the value that would be wrong there; undefined where there is none. */
function wrongValue(
  summary: string,
  kinds: readonly ViolationKind[],
  wrong: (property: Property, good: GoodBody) => unknown,
): BodyMistake {
  return {
    summary,
    kinds,
    plain: false,
    make: (good) =>
      propertiesIn(good).flatMap((property) => {
        const value = wrong(property, good);
        return value === undefined ? [] : [{ body: { ...good.body, [property.name]: value }, field: property.name }];
      }),
  };
}

/** A property under the name that people give it who are used to another spelling. */
function wrongName(summary: string, kinds: readonly ViolationKind[], required: boolean): BodyMistake {
  return {
    summary,
    kinds,
    plain: false,
    make: (good) =>
      propertiesIn(good)
        .filter((property) => property.required === required)
        .toSorted((one, other) => Number(isCompound(other.name)) - Number(isCompound(one.name)))
        .map(({ name }) => {
          const { [name]: value = 'x', ...others } = good.body;
          return { body: { ...others, [misspelt(name)]: value }, field: misspelt(name) };
        }),
  };
}

/** Names of several words are those that are spelt in several ways. */
function isCompound(name: string): boolean {
  return /_|[a-z][A-Z]/.test(name);
}

/** `alert_type` → `alertType`, `alertType` → `alert_type`; a word without its last letter. */
function misspelt(name: string): string {
  const camel = name.replace(/_+([a-z])/g, (_, letter: string) => letter.toUpperCase());
  if (camel !== name) return camel;
  const snake = name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  return snake !== name ? snake : name.slice(0, -1);
}

const typesOf = ({ type }: Schema): readonly unknown[] => [type].flat();
const isNumber = (schema: Schema) => typesOf(schema).some((type) => type === 'integer' || type === 'number');
const isText = (schema: Schema) => typesOf(schema).includes('string');

/** Midday of 15 January 2026, as a machine counts. */
const epochSeconds = 1768478400;

/** What clients get wrong in a body, in the order in which it is most often met. */
export const bodyMistakes: readonly BodyMistake[] = [
  {
    summary: 'required fields left out',
    kinds: ['missing'],
    plain: true,
    make({ body, schema, document }) {
      const names = requiredOf(schema, document);
      const first = Object.entries(body).filter(([name]) => name === names[0]);
      return [
        { body: Object.fromEntries(first), field: null },
        { body: {}, field: null },
      ];
    },
  },
  wrongName('a required field misspelt', ['missing', 'unknown-field'], true),
  wrongName('an optional field misspelt', ['unknown-field'], false),
  wrongValue('null instead of a value', ['null'], ({ required }) => (required ? null : undefined)),
  wrongValue('an empty text', ['empty', 'pattern'], ({ schema }) => (isText(schema) ? '' : undefined)),
  wrongValue('a text where a number belongs', ['type'], ({ schema }) => (isNumber(schema) ? '5' : undefined)),
  wrongValue('a number where a text belongs', ['type'], ({ schema }) => (isText(schema) ? 5 : undefined)),
  wrongValue('a value that is not in the list', ['enum'], ({ schema }) =>
    Array.isArray(schema['enum']) ? 'something-else' : undefined,
  ),
  wrongValue('epoch seconds where ISO 8601 belongs', ['format'], ({ schema }) =>
    schema['format'] === 'date-time' ? String(epochSeconds) : undefined,
  ),
  wrongValue('epoch seconds as a number', ['type'], ({ schema }) =>
    schema['format'] === 'date-time' ? epochSeconds : undefined,
  ),
  wrongValue('a value in the wrong format', ['format'], ({ schema }) =>
    isText(schema) && schema['format'] !== 'date-time' && schema['format'] !== undefined ? 'x' : undefined,
  ),
  wrongValue('a number out of range', ['range'], ({ schema }) => outOfRange(schema)),
  wrongValue('a text that is too long', ['length'], ({ schema }) => {
    const { maxLength } = schema;
    return typeof maxLength === 'number' && maxLength <= 100 ? 'x'.repeat(maxLength + 1) : undefined;
  }),
  wrongValue('a text that breaks its pattern', ['pattern'], ({ schema }) =>
    schema['pattern'] === undefined ? undefined : '!'.repeat(Number(schema['minLength'] ?? 1)),
  ),
];

/** A number behind the bounds of a schema; undefined when it has none. */
export function outOfRange({ maximum, minimum, exclusiveMaximum, exclusiveMinimum }: Schema): number | undefined {
  const upper = maximum ?? exclusiveMaximum;
  if (typeof upper === 'number') return Math.ceil(upper) + 1;
  const lower = minimum ?? exclusiveMinimum;
  return typeof lower === 'number' ? Math.floor(lower) - 1 : undefined;
}
