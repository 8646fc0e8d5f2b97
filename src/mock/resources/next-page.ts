import type { BodyContent, Contract } from '../../contract/contract.ts';
import { mergedSchema, propertiesOf, requiredOf } from '../../contract/index.ts';

type Rest = Readonly<Record<string, unknown>>;
type Document = Contract['document'];

/** What an answer says about the page behind it, in the type that the document gives the property. */
export interface NextPage {
  readonly from: (id: string) => Rest;
  /** Null where the document allows it, else nothing, else the empty text of Slack's and Google's APIs or a zero. */
  readonly none: Rest;
}

/** How the answers of a list, whose success holds `content`, name the next page by `property`. */
export function nextPageOf(content: BodyContent | null, property: string, document: Document): NextPage {
  const schema = propertiesOf(content?.schema, document).get(property);
  const merged = schema === undefined ? {} : mergedSchema(schema, document);
  const isNumber = allows(merged, 'integer', document) && !allows(merged, 'string', document);
  return {
    from: (id) => ({ [property]: isNumber ? Number(id) : id }),
    none: noneOf(),
  };

  function noneOf(): Rest {
    if (allows(merged, 'null', document)) return { [property]: null };
    if (!requiredOf(content?.schema, document).includes(property)) return {};
    return { [property]: isNumber ? 0 : '' };
  }
}

function allows(schema: Rest, type: string, document: Document): boolean {
  const { nullable, 'x-nullable': old, type: own } = schema;
  if (type === 'null' && (nullable === true || old === true)) return true;
  const choices = [schema['anyOf'], schema['oneOf']].find((list) => Array.isArray(list)) as
    | readonly unknown[]
    | undefined;
  if (choices !== undefined) return choices.some((choice) => allows(mergedSchema(choice, document), type, document));
  const types = [own ?? []].flat() as readonly unknown[];
  if (types.length === 0) return !('enum' in schema);
  return types.includes(type) || (type === 'integer' && types.includes('number'));
}
