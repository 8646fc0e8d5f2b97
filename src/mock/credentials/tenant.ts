import { bareType } from '../bodies/media-type.ts';
import { parseBody } from '../bodies/parse-body.ts';
import type { Passage } from '../gates/gate.ts';
import { collectionUse } from '../resources/collections.ts';
import { fieldsOf } from '../resources/values.ts';

/**
 * The tenant that a request writes an item for although its credential belongs to another; null: it doesn't.
 * It is looked for in front of the quota, which a refusal doesn't count against; what can't be read is judged behind it.
 */
export function foreignTenant({ contract, operation, request }: Passage, own: string): string | null {
  const property = collectionUse(contract, operation)?.collection.tenantProperty ?? null;
  const type = bareType(request.headers['content-type']);
  if (property === null || request.body.kind !== 'text' || type === null) return null;
  const body = parseBody(request.body.text, type, null);
  const named = body.kind === 'parsed' ? fieldsOf(body.value)[property] : undefined;
  return typeof named === 'string' && named !== own ? named : null;
}
