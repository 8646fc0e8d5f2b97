import { propertiesOf, resolveSchema } from '../../contract/index.ts';
import { listed } from '../api.ts';
import type { DocumentRule } from '../rule.ts';
import { type ErrorSchema, errorSchemas } from './error-schemas.ts';
import { namesOf } from './header-missing.ts';

type Schema = Readonly<Record<string, unknown>>;
type Document = Schema;

/** A machine can tell one error from another. */
export const errorWithoutType: DocumentRule = {
  name: 'error-without-type',
  about: 'document',
  severity: 'warn',
  summary: 'an error body without a code or type that a machine could read',
  why: 'Where only a sentence says what went wrong, clients compare sentences, and break when somebody rewords one.',
  reference: 'RFC 9457 §3.1.1',
  check: (api) =>
    errorSchemas(api)
      .filter((one) => !hasType(one, api.contract.document))
      .map(({ responses, properties }) => ({
        place: responses[0]?.response.place ?? {},
        message: `The error body of ${namesOf(responses)} (${listed([...properties.keys()])}) has no field for a code or type.`,
        fix: 'Add a field such as "type" (RFC 9457) or "code", with a fixed value for each kind of error.',
      })),
};

const telling =
  /^(?:@?type|.*code|.*error_?(?:name|id|key)|(?!content|media|mime).*type|error|reason|kind|category|slug)$/i;
const maxDepth = 3;

function hasType({ mediaType, content }: ErrorSchema, document: Document): boolean {
  return mediaType.includes('problem+json') || tells(content.schema, document, 0);
}

/** Also in what it holds: `{"errors": [{"code": …}]}`. What says nothing about its members may have one. */
function tells(schema: unknown, document: Document, depth: number): boolean {
  const properties = propertiesOf(schema, document);
  if (depth > 0 && (properties.size === 0 || depth > maxDepth)) return true;
  return [...properties].some(
    ([name, property]) => telling.test(name) || isWord(property) || holdsType(property, document, depth),
  );
}

/** Such as `not_found`, whatever the field is called that is to have it. */
function isWord({ example, enum: allowed }: Schema): boolean {
  const shown: unknown = Array.isArray(allowed) ? allowed[0] : example;
  return typeof shown === 'string' && /^[A-Za-z]+(?:[_-][A-Za-z]+)+$/.test(shown);
}

function holdsType(property: Schema, document: Document, depth: number): boolean {
  const { items, type } = resolveSchema(property, document);
  if (items !== undefined) return isObject(resolveSchema(items, document)) && tells(items, document, depth + 1);
  return type === undefined || isObject(property) ? tells(property, document, depth + 1) : false;
}

function isObject({ type, properties, allOf, oneOf, anyOf }: Schema): boolean {
  return [type].flat().includes('object') || [properties, allOf, oneOf, anyOf].some((part) => part !== undefined);
}
