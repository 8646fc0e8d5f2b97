import { headerOf } from '../../trace/exchange.ts';
import { type CallResult, type ClientRequest, succeeded } from '../client.ts';

export interface CacheOptions {
  /** Milliseconds for which an answer is used again. */
  readonly ttlMs: number;
  /** Answers kept at most; the one unused for longest gives way. Default 1000. */
  readonly maxEntries?: number;
}

type Send = (request: ClientRequest) => Promise<CallResult>;

interface Entry {
  readonly storedAt: number;
  readonly result: CallResult;
}

/**
 * Wraps the sending of calls so that the same GET isn't sent twice within `ttlMs`, nor twice at the same time.
 *
 * Requests are the same when path, query and headers are. Only complete successes are kept, none that says
 * `Cache-Control: no-store` (RFC 9111 §3); a successful write to a path forgets what was kept of it (RFC 9111 §4.4).
 */
export function createCache({ ttlMs, maxEntries = 1000 }: CacheOptions, now: () => number, send: Send): Send {
  const entries = new Map<string, Entry>();
  const underWay = new Map<string, Promise<CallResult>>();

  function fresh(key: string): Entry | undefined {
    const entry = entries.get(key);
    if (entry === undefined) return undefined;
    entries.delete(key);
    if (now() - entry.storedAt >= ttlMs) return undefined;
    entries.set(key, entry);
    return entry;
  }

  function store(key: string, result: CallResult): void {
    if (!mayBeKept(result)) return;
    entries.set(key, { storedAt: now(), result });
    const [oldest] = entries.keys();
    if (entries.size > maxEntries && oldest !== undefined) entries.delete(oldest);
  }

  async function fetchOnce(key: string, request: ClientRequest): Promise<CallResult> {
    const sending = send(request).finally(() => underWay.delete(key));
    underWay.set(key, sending);
    const result = await sending;
    store(key, result);
    return result;
  }

  return async (request) => {
    if (request.method.toUpperCase() !== 'GET') return invalidate(entries, request, await send(request));
    const key = keyOf(request);
    const asked = underWay.get(key);
    const kept = asked === undefined ? fresh(key)?.result : await shared(asked);
    return kept === undefined ? fetchOnce(key, request) : { ...kept, attempts: [], waitsMs: [], cached: true };
  };
}

// A failure is the caller's own: only a success is shared with those who asked meanwhile.
async function shared(sending: Promise<CallResult>): Promise<CallResult | undefined> {
  const result = await sending;
  return succeeded(result) ? result : undefined;
}

const safe = ['HEAD', 'OPTIONS', 'TRACE', 'QUERY'];

function invalidate(entries: Map<string, Entry>, request: ClientRequest, result: CallResult): CallResult {
  if (safe.includes(request.method.toUpperCase()) || !succeeded(result)) return result;
  const path = pathOf(request.path);
  for (const key of entries.keys()) if (pathOf(key) === path) entries.delete(key);
  return result;
}

const pathOf = (target: string) => target.split(/[?\n]/, 1)[0];

function keyOf({ path, headers = [] }: ClientRequest): string {
  const lines = headers.map(([name, value]) => `${name.toLowerCase()}: ${value}`).sort();
  return [path, ...lines].join('\n');
}

function mayBeKept(result: CallResult): boolean {
  const { outcome } = result.last;
  if (!succeeded(result) || outcome?.kind !== 'response') return false;
  return !/\bno-store\b/i.test(headerOf(outcome.response.headers, 'Cache-Control') ?? '');
}
