import { listed } from '../api.ts';
import type { DocumentRule } from '../rule.ts';
import { type ErrorSchema, errorSchemas } from './error-schemas.ts';
import { namesOf } from './header-missing.ts';

/** One API has one way to say what went wrong. */
export const inconsistentErrorBodies: DocumentRule = {
  name: 'inconsistent-error-bodies',
  about: 'document',
  severity: 'warn',
  summary: 'an error body that has nothing in common with that of most other errors',
  why: 'Every shape of error is one more branch in every client, and the branch nobody wrote is found in production.',
  reference: 'RFC 9457 §1',
  check(api) {
    const schemas = errorSchemas(api);
    const usual = most(schemas);
    if (usual === null) return [];
    return schemas
      .filter((one) => !sharesWith(one, usual) && !isOauth(one))
      .map(({ responses, properties }) => ({
        place: responses[0]?.response.place ?? {},
        message: `The error body of ${namesOf(responses)} (${fields(properties)}) shares no field with what most errors have (${fields(usual.properties)}).`,
        fix: 'Use one error schema for all operations.',
      }));
  },
};

/** A token endpoint has no choice: RFC 6749 §5.2 says what its errors look like. */
function isOauth({ properties }: ErrorSchema): boolean {
  return properties.has('error') && (properties.has('error_description') || properties.has('error_uri'));
}

function fields(properties: ErrorSchema['properties']): string {
  return listed([...properties.keys()]);
}

/** The shape that more responses have than any other, all those that share fields with it taken together. */
function most(schemas: readonly ErrorSchema[]): ErrorSchema | null {
  let best: ErrorSchema | null = null;
  let bestCount = 0;
  for (const one of schemas) {
    const alike = schemas.filter((other) => sharesWith(other, one));
    const count = alike.reduce((sum, { responses }) => sum + responses.length, 0);
    if (count > bestCount) {
      best = one;
      bestCount = count;
    }
  }
  return best;
}

function sharesWith(one: ErrorSchema, other: ErrorSchema): boolean {
  return [...one.properties.keys()].some((name) => other.properties.has(name));
}
