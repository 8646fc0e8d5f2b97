import { isRecord } from '../../contract/index.ts';
import type { DocumentRule } from '../rule.ts';
import { errorSchemas } from './error-schemas.ts';
import { namesOf } from './header-missing.ts';

/** What an error looks like is shown. */
export const errorWithoutExample: DocumentRule = {
  name: 'error-without-example',
  about: 'document',
  severity: 'warn',
  summary: 'an error body of which neither the response nor its schema gives an example',
  why: 'Messages and codes stand in examples, not in schemas; without one nobody knows what to look for in a log, and a mock has to invent it.',
  reference: 'OpenAPI 3.1 §4.8.14',
  check: (api) =>
    errorSchemas(api).flatMap(({ content, responses, properties }) => {
      const inSchema = hasExample(content.schema) || [...properties.values()].some(hasExample);
      const lacking = responses.filter(({ response }) =>
        [...response.content.values()].every(({ examples }) => Object.keys(examples).length === 0),
      );
      const [first] = lacking;
      if (inSchema || first === undefined) return [];
      const { status, place } = first.response;
      const message = `The ${status} of ${namesOf(lacking)} has no example of its body.`;
      return [{ place, message, fix: 'Add an example with the message that the API really sends.' }];
    }),
};

function hasExample(schema: unknown): boolean {
  if (!isRecord(schema)) return false;
  const fixed = ['example', 'examples', 'const', 'default', 'enum'].some((key) => schema[key] !== undefined);
  const parts = ['allOf', 'oneOf', 'anyOf'].flatMap((key) => (Array.isArray(schema[key]) ? schema[key] : []));
  return fixed || parts.some(hasExample);
}
