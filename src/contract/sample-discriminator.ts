import { isRecord } from './document/pointer.ts';
import { type Document, mergedSchema, propertiesOf, type Schema } from './schema-parts.ts';

/**
 * A sample of one branch of a choice, saying which branch it is where the schema has a discriminator and the branch takes
 * that value (OpenAPI 3.1.1 §4.8.25).
 */
export function saidBranch(sample: unknown, choice: Schema, branch: unknown, document: Document): unknown {
  const { discriminator } = choice;
  const reference = isRecord(branch) ? branch['$ref'] : undefined;
  if (!isRecord(sample) || !isRecord(discriminator) || typeof reference !== 'string') return sample;
  const property = String(discriminator['propertyName']);
  const meant = mergedSchema(branch, document);
  const name = nameOf(reference, discriminator['mapping']);
  if (!takes(name, property, meant, document) || (Object.hasOwn(sample, property) && isShown(meant))) return sample;
  return { ...sample, [property]: name };
}

function isShown(branch: Schema): boolean {
  return ['example', 'examples', 'default', 'const', 'enum'].some((key) => key in branch);
}

/** Whether a branch lets the property be this text. */
function takes(text: string, property: string, branch: Schema, document: Document): boolean {
  const own = propertiesOf(branch, document).get(property);
  if (own === undefined) return branch['additionalProperties'] !== false && branch['unevaluatedProperties'] !== false;
  const { type, enum: listed, const: only = text } = mergedSchema(own, document);
  const isListed = !Array.isArray(listed) || listed.includes(text);
  return only === text && isListed && [type ?? 'string'].flat().includes('string');
}

function nameOf(reference: string, mapping: unknown): string {
  const name = reference.slice(reference.lastIndexOf('/') + 1);
  const entries = Object.entries(isRecord(mapping) ? mapping : {});
  return entries.find(([, target]) => target === reference || target === name)?.[0] ?? name;
}
