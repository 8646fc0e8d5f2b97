import type { BodyContent, Contract } from '../../contract/contract.ts';
import { mergedSchema, propertiesOf } from '../../contract/index.ts';

type Document = Contract['document'];

/** Read once: a form's texts become what its schema says at each request. */
const known = new WeakMap<BodyContent, object>();

/** The schema of a form with its fields, and the items of those that are lists, as they are behind their references. */
export function formSchemaOf(content: BodyContent, document: Document): object {
  const found = known.get(content) ?? readForm(content.schema, document);
  known.set(content, found);
  return found;
}

function readForm(schema: unknown, document: Document): object {
  const fields = [...propertiesOf(schema, document)].map(([name, field]) => {
    const { items, ...own } = mergedSchema(field, document);
    return [name, items === undefined ? own : { ...own, items: mergedSchema(items, document) }] as const;
  });
  return { type: 'object', properties: Object.fromEntries(fields) };
}
