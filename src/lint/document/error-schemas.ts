import { type BodyContent, propertiesOf } from '../../contract/index.ts';
import { onceFor } from '../../once-for.ts';
import type { Api, ApiResponse } from '../api.ts';

/** A JSON schema that error responses have for their body, with the responses that share it. */
export interface ErrorSchema {
  readonly mediaType: string;
  readonly content: BodyContent;
  readonly responses: readonly ApiResponse[];
  /** Names of the properties at the top. */
  readonly properties: ReadonlyMap<string, Readonly<Record<string, unknown>>>;
}

/** The error schemas of a document, each once. Those without named properties say nothing about their shape, and are left out. */
export const errorSchemas = onceFor(collect);

function collect({ operations, contract }: Api): readonly ErrorSchema[] {
  const bodies = operations
    .flatMap(({ errors }) => errors)
    .flatMap((one) => [...one.response.content].map(([mediaType, content]) => ({ one, mediaType, content })))
    .filter(({ mediaType, content }) => mediaType.includes('json') && content.schema !== true);
  const groups = Map.groupBy(bodies, ({ content }) => content.schema);
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const properties = propertiesOf(first.content.schema, contract.document);
    const { mediaType, content } = first;
    return properties.size === 0 ? [] : [{ mediaType, content, properties, responses: group.map(({ one }) => one) }];
  });
}
