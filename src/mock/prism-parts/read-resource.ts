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
  const { value, open } = dereference(document, { responses: final(responses), deprecated });
  const paths = { [path]: { [method.toLowerCase()]: value } };
  const [resource] = parts.readOperations({ ...document, servers: [], security: [], paths });
  if (resource === undefined || !open) return resource;
  return parts.bundle({ document: { ...document, __target__: resource }, path: '#/__target__' });
}

/** Without the interim ones, which end no request (RFC 9110 §15.2): whoever got a 101 unasked would wait for ever. */
function final(responses: unknown): unknown {
  if (typeof responses !== 'object' || responses === null) return responses;
  return Object.fromEntries(Object.entries(responses).filter(([status]) => !/^1\d\d$/.test(status)));
}
