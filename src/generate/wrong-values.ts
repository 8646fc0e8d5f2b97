type Schema = Readonly<Record<string, unknown>>;

/** A value that a schema refuses, and the rule of it that is broken. */
export interface WrongValue {
  readonly kind: string;
  readonly title: string;
  readonly value: unknown;
}

const typesOf = ({ type }: Schema): readonly unknown[] => [type].flat();
const isNumeric = (schema: Schema) => typesOf(schema).some((type) => type === 'integer' || type === 'number');
const isText = (schema: Schema) => typesOf(schema).includes('string');

/** Everything that may be wrong with one value, one rule of its schema at a time. Whoever asks finds out whether it is refused. */
export function wrongValues(schema: Schema): readonly WrongValue[] {
  return [
    ...wrongType(schema),
    ...notListed(schema),
    ...outOfBounds(schema),
    ...wrongLength(schema),
    ...wrongFormat(schema),
    ...wrongCount(schema),
  ];
}

const otherTypes: readonly (readonly [type: string, value: unknown])[] = [
  ['string', 5],
  ['integer', 'many'],
  ['number', 'many'],
  ['boolean', 'perhaps'],
  ['array', 'no list'],
  ['object', 'no object'],
];

function wrongType(schema: Schema): readonly WrongValue[] {
  const types = typesOf(schema);
  const [, value] = otherTypes.find(([type]) => types.includes(type)) ?? [];
  const isFraction = types.includes('integer') && !types.includes('number');
  return [
    ...(value === undefined ? [] : [{ kind: 'type', title: 'is of the wrong type', value }]),
    ...(isFraction ? [{ kind: 'type', title: 'is of the wrong type', value: 1.5 }] : []),
    ...(types.includes('null') || types.length === 0 ? [] : [{ kind: 'null', title: 'is null', value: null }]),
  ];
}

function notListed(schema: Schema): readonly WrongValue[] {
  const { enum: allowed, const: only } = schema;
  if (!Array.isArray(allowed) && only === undefined) return [];
  const value = isNumeric(schema) ? 987_654 : 'something-else';
  return [{ kind: 'enum', title: 'is none of the allowed values', value }];
}

function outOfBounds({
  minimum,
  maximum,
  exclusiveMinimum,
  exclusiveMaximum,
  multipleOf,
}: Schema): readonly WrongValue[] {
  const below = numberOf(exclusiveMinimum) ?? minusOne(minimum, exclusiveMinimum === true);
  const above = numberOf(exclusiveMaximum) ?? plusOne(maximum, exclusiveMaximum === true);
  const step = numberOf(multipleOf);
  return [
    ...(below === undefined ? [] : [{ kind: 'bounds', title: 'is out of bounds', value: below }]),
    ...(above === undefined ? [] : [{ kind: 'bounds', title: 'is out of bounds', value: above }]),
    ...(step === undefined ? [] : [{ kind: 'bounds', title: 'is out of bounds', value: step * 1.5 }]),
  ];
}

function numberOf(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined;
}

function minusOne(minimum: unknown, isExclusive: boolean): number | undefined {
  return typeof minimum === 'number' ? minimum - (isExclusive ? 0 : 1) : undefined;
}

function plusOne(maximum: unknown, isExclusive: boolean): number | undefined {
  return typeof maximum === 'number' ? maximum + (isExclusive ? 0 : 1) : undefined;
}

function wrongLength({ minLength, maxLength }: Schema): readonly WrongValue[] {
  const least = numberOf(minLength) ?? 0;
  const most = numberOf(maxLength);
  return [
    ...(least > 0
      ? [{ kind: 'length', title: 'is too short or too long', value: 'x'.repeat(Math.min(least, 10_000) - 1) }]
      : []),
    ...(most === undefined || most > longestText
      ? []
      : [{ kind: 'length', title: 'is too short or too long', value: 'x'.repeat(most + 1) }]),
  ];
}

/** A longer one would say nothing more about the API, and soon be too much for a header or a body. */
const longestText = 100_000;

function wrongFormat(schema: Schema): readonly WrongValue[] {
  const { format, pattern, minLength } = schema;
  if (!isText(schema)) return [];
  const filler = '!'.repeat(Math.max(1, Math.min(numberOf(minLength) ?? 1, 100)));
  return [
    ...(format === undefined ? [] : [{ kind: 'format', title: 'is in the wrong format', value: 'not so' }]),
    ...(pattern === undefined ? [] : [{ kind: 'pattern', title: 'breaks its pattern', value: filler }]),
  ];
}

function wrongCount({ minItems, maxItems }: Schema): readonly WrongValue[] {
  const least = numberOf(minItems) ?? 0;
  const most = numberOf(maxItems);
  return [
    ...(least === 1 ? [{ kind: 'items', title: 'has too few or too many items', value: [] }] : []),
    ...(most === undefined || most > 40
      ? []
      : [{ kind: 'items', title: 'has too few or too many items', value: Array(most + 1).fill('x') }]),
  ];
}
