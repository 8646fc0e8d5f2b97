import type { Operation } from '../contract/contract.ts';
import { type SampleRequest, withCredential } from '../contract/index.ts';
import type { HeaderList } from '../trace/exchange.ts';
import type { DraftCredential } from './draft.ts';

/** What of a request a credential may change. */
interface Bare {
  readonly path: string;
  readonly headers: HeaderList;
}

/**
 * The request with a credential for every scheme that the operation asks for: the first of its alternatives for which all
 * are known, else the first, with the general credential for the schemes that have none of their own.
 */
export function withSchemeCredentials(
  bare: Bare,
  credential: DraftCredential | null,
  operation: Operation | null,
): Bare {
  const credentials = credential?.credentials;
  if (credential === null || credentials === undefined || credential.place.in !== 'scheme') return bare;
  const alternatives = operation?.security ?? [];
  const chosen = alternatives.find((needs) => needs.every(({ scheme }) => credentials.has(scheme))) ?? alternatives[0];
  const start: SampleRequest = { method: '', body: null, ...bare };
  const { path, headers } = (chosen ?? []).reduce<SampleRequest>(
    (request, need) => withCredential(request, need, credentials.get(need.scheme) ?? credential.value),
    start,
  );
  return { path, headers };
}
