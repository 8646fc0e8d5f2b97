import { type CallResult, type Client, type ClientRequest, succeeded } from '../client.ts';

type Calling = Pick<Client, 'call'>;

/** An update that looks first. */
export type UpdateResult =
  | { readonly kind: 'updated'; readonly result: CallResult }
  /** The resource isn't there; nothing was changed, and nothing has to fail because of it. */
  | { readonly kind: 'skipped'; readonly because: string; readonly result: CallResult }
  | { readonly kind: 'failed'; readonly result: CallResult };

/**
 * Updates a resource only if it is there; one that isn't is skipped and logged, the rest of the work goes on.
 *
 * `update` may be made from what the read gave. A resource that is deleted between the two calls counts as missing too.
 */
export async function updateIfExists(
  client: Calling,
  {
    read,
    update,
    log = () => {},
  }: {
    readonly read: ClientRequest;
    readonly update: ClientRequest | ((found: CallResult) => ClientRequest);
    /** Gets one line for each resource that is skipped. */
    readonly log?: (line: string) => void;
  },
): Promise<UpdateResult> {
  const skip = (result: CallResult): UpdateResult => {
    const because = `${result.last.request.method} ${read.path}: not found, update skipped`;
    log(because);
    return { kind: 'skipped', because, result };
  };
  const found = await client.call(read);
  if (isMissing(found)) return skip(found);
  if (!succeeded(found)) return { kind: 'failed', result: found };
  const result = await client.call(typeof update === 'function' ? update(found) : update);
  if (isMissing(result)) return skip(result);
  return { kind: succeeded(result) ? 'updated' : 'failed', result };
}

/** How a resource came to be there. */
export interface EnsureResult {
  readonly kind: 'found' | 'created' | 'failed';
  readonly result: CallResult;
}

/**
 * Creates a resource if it isn't there. Somebody else may create it between the two calls: a 409 or 412 is answered by
 * reading once more.
 */
export async function createIfMissing(
  client: Calling,
  { read, create }: { readonly read: ClientRequest; readonly create: ClientRequest },
): Promise<EnsureResult> {
  const found = await client.call(read);
  if (!isMissing(found)) return { kind: succeeded(found) ? 'found' : 'failed', result: found };
  const created = await client.call(create);
  if (created.classification.category !== 'conflict') {
    return { kind: succeeded(created) ? 'created' : 'failed', result: created };
  }
  const again = await client.call(read);
  return { kind: succeeded(again) ? 'found' : 'failed', result: again };
}

/** Several reads, sorted by how they ended; each list in the order of asking. */
export interface Lookups {
  readonly found: readonly CallResult[];
  /** Those that the API doesn't have (404, 410). */
  readonly missing: readonly CallResult[];
  readonly failed: readonly CallResult[];
}

/** Makes every call, one after the other; one that isn't found fails nothing but itself. */
export async function ifFound(client: Calling, requests: Iterable<ClientRequest>): Promise<Lookups> {
  const results: CallResult[] = [];
  for (const request of requests) results.push(await client.call(request));
  return {
    found: results.filter(succeeded),
    missing: results.filter(isMissing),
    failed: results.filter((result) => !succeeded(result) && !isMissing(result)),
  };
}

function isMissing({ last: { outcome }, classification }: CallResult): boolean {
  return outcome?.kind === 'response' && classification.category === 'not-found';
}
