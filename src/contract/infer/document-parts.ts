import type { Operation } from '../contract.ts';
import type { OpenApi } from '../document/open-api.ts';
import { isRecord } from '../document/pointer.ts';
import { type Document, resolveSchema } from '../schema-parts.ts';

type Part = Readonly<Record<string, unknown>>;

/**
 * The object of an operation as it stands in the document. Read without compiling anything: of a large document most
 * operations are never called.
 */
export function partOf({ root }: OpenApi, { path, method }: Operation, ...tokens: readonly string[]): Part {
  return partAt(root, ['paths', path, method.toLowerCase(), ...tokens]);
}

/** What a path leads to from the root, each step behind its references; empty where it leads nowhere. */
function partAt(root: Document, tokens: readonly string[]): Part {
  return tokens.reduce<Part>((part, token) => resolveSchema(part[token], root), root);
}

/** The statuses that it declares. */
export function statusesOf(part: Part): readonly string[] {
  return Object.keys(isRecord(part['responses']) ? part['responses'] : {});
}

/** What a document gives as a path parameter's example: beside its schema, or in it. */
export function exampleOfParameter(document: Document, { path, method }: Operation, name: string): unknown {
  const item = partAt(document, ['paths', path]);
  const lists = [resolveSchema(item[method.toLowerCase()], document)['parameters'], item['parameters']];
  const listed = lists.flatMap((list) => (Array.isArray(list) ? list : []));
  const parameters = listed.map((one) => resolveSchema(one, document));
  const found = parameters.find((one) => one['in'] === 'path' && one['name'] === name);
  const named = Object.values(isRecord(found?.['examples']) ? found['examples'] : {});
  const [first] = named.map((one) => resolveSchema(one, document)['value']);
  const { example, examples } = resolveSchema(found?.['schema'], document);
  return found?.['example'] ?? first ?? example ?? (Array.isArray(examples) ? examples[0] : undefined);
}
