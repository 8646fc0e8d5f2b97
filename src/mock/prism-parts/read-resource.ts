import { dereference, memberBehind } from './dereference.ts';
import type { PrismParts, Resource } from './load-prism.ts';

type Members = Readonly<Record<string, unknown>>;

/** One operation of a document as Prism wants it: what it answers, and nothing of what it asks for or calls back. */
export function readResource(parts: PrismParts, document: Members, method: string, path: string): Resource | undefined {
  const [responses, deprecated] = ['responses', 'deprecated'].map((name) =>
    [path, method.toLowerCase(), name].reduce(
      (value, token) => memberBehind(document, value, token),
      document['paths'],
    ),
  );
  const { value, open } = dereference(document, { responses, deprecated });
  const paths = { [path]: { [method.toLowerCase()]: value } };
  const [resource] = parts.readOperations({ ...document, servers: [], security: [], paths });
  if (resource === undefined || !open) return resource;
  return parts.bundle({ document: { ...document, __target__: resource }, path: '#/__target__' });
}
