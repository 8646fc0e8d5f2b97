import type { Contradiction } from './impossible.ts';

/** Something in a schema that OpenAPI doesn't have there, and what it is taken for. */
export interface Oddity {
  readonly code: string;
  readonly message: string;
  readonly fix: string;
}

/** What is served although it is written otherwise than OpenAPI and JSON Schema have it. */
export const oddities = {
  nothing: {
    code: 'empty-schema',
    message: 'Nothing stands where a schema should, so any value is taken.',
    fix: 'Describe the value, or write {} for one that may be anything.',
  },
  emptyEnum: {
    code: 'empty-enum',
    message: 'The list of allowed values is empty, which would allow none; it is read as if it were not there.',
    fix: 'List the values, or remove "enum".',
  },
  listOfItems: {
    code: 'list-of-items',
    message: 'A list of schemas in "items" describes one place of an array after the other, and nothing but arrays.',
    fix: 'Write one schema; of alternatives, "anyOf" within it; in OpenAPI 3.1 "prefixItems" says it of places.',
  },
  flaggedBound: {
    code: 'flagged-bound',
    message: 'A bound is said to be exclusive by true or false, as OpenAPI 3.0 has it; it is read so.',
    fix: 'In OpenAPI 3.1 "exclusiveMinimum" and "exclusiveMaximum" are the bounds themselves.',
  },
  referredProperties: {
    code: 'referred-properties',
    message: 'A reference can’t stand in place of "properties"; the fields that it leads to are read.',
    fix: 'Refer to a whole schema instead, for example within "allOf".',
  },
} as const satisfies Readonly<Record<string, Oddity>>;

/** What is said of an `allOf` that is read as if its parts allowed more fields. */
export function openedParts({ kind, why }: Contradiction): Oddity {
  const read = kind === 'fields' ? 'each part allowed the fields of the others' : 'each part allowed any field';
  return {
    code: 'closed-parts',
    message: `As it is written, ${why}. It is read as if ${read}.`,
    fix: 'Leave "additionalProperties: false" out of the parts; in OpenAPI 3.1 "unevaluatedProperties: false" beside "allOf" closes the whole.',
  };
}
