import { type Contract, isRecord, resolveSchema } from '../../contract/index.ts';

/** Every JSON Schema keyword that stands anywhere in the schemas of requests, except where it allows everything. */
export function keywordsOfRequests({ operations, document }: Contract): ReadonlySet<string> {
  const found = new Set<string>();
  const seen = new Set<unknown>();

  function visit(schema: unknown): void {
    const resolved = resolveSchema(schema, document);
    if (seen.has(resolved)) return;
    seen.add(resolved);
    for (const [key, value] of Object.entries(resolved)) {
      if (value !== true) found.add(key);
      for (const inner of innerSchemas(key, value)) visit(inner);
    }
  }

  for (const { parameters, requestBody } of operations) {
    for (const { schema } of parameters) visit(schema);
    for (const { schema } of requestBody?.content.values() ?? []) visit(schema);
  }
  return found;
}

const maps = new Set(['properties', 'patternProperties', 'dependentSchemas']);
const data = new Set(['enum', 'const', 'example', 'examples', 'default']);

function innerSchemas(key: string, value: unknown): readonly unknown[] {
  if (data.has(key) || typeof value !== 'object' || value === null) return [];
  if (maps.has(key)) return Object.values(value);
  return Array.isArray(value) ? value.filter(isRecord) : [value];
}
