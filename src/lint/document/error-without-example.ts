import { isRecord, resolveSchema } from '../../contract/index.ts';
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
    errorSchemas(api).flatMap(({ content, responses }) => {
      const lacking = responses.filter(({ response }) =>
        [...response.content.values()].every(({ examples }) => Object.keys(examples).length === 0),
      );
      const [first] = lacking;
      if (
        first === undefined ||
        hasExample(content.schema, { document: api.contract.document, seen: new Set(), depth: 0 })
      )
        return [];
      const { status, place } = first.response;
      const message = `The ${status} of ${namesOf(lacking)} has no example of its body.`;
      return [{ place, message, fix: 'Add an example with the message that the API really sends.' }];
    }),
};

/** Of the body and its own fields values that are always the same say as much as an example does. */
const fixed = ['example', 'examples', 'const', 'default', 'enum'];
const shown = ['example', 'examples'];
const combines = ['allOf', 'oneOf', 'anyOf'];

interface Look {
  readonly document: Readonly<Record<string, unknown>>;
  readonly seen: Set<unknown>;
  readonly depth: number;
}

/** Also of something that the body holds: `{"errors": [{"message": …}]}`. */
function hasExample(schema: unknown, { document, seen, depth }: Look): boolean {
  const resolved = resolveSchema(schema, document);
  if (seen.has(resolved)) return false;
  seen.add(resolved);
  if ((depth < 2 ? fixed : shown).some((key) => resolved[key] !== undefined)) return true;
  const has = (further: number) => (part: unknown) =>
    isRecord(part) && hasExample(part, { document, seen, depth: depth + further });
  const held = isRecord(resolved['properties']) ? Object.values(resolved['properties']) : [];
  const parts = combines.flatMap((key) => (Array.isArray(resolved[key]) ? resolved[key] : []));
  return parts.some(has(0)) || [...held, resolved['items']].some(has(1));
}
