import { headerOf } from '../../trace/exchange.ts';
import { type CallResult, type Client, type ClientRequest, succeeded } from '../client.ts';

/** The path of the page after this one; null when it was the last. `path` is the one just asked for. */
export type NextPage = (result: CallResult, path: string) => string | null;

export interface PaginationOptions {
  /** Default: the `Link` header. */
  readonly next?: NextPage;
  /** Stops there, in case an API never ends; default 1000. */
  readonly maxPages?: number;
}

/**
 * Walks a list page by page: each answer as it comes, so that nobody has to hold (or wait for) the whole.
 *
 * A page that fails is given out like the others and ends the walk; so does a page that points back to one seen.
 */
export async function* pagesOf(
  client: Pick<Client, 'call'>,
  request: ClientRequest,
  { next = nextByLink, maxPages = 1000 }: PaginationOptions = {},
): AsyncGenerator<CallResult, void, undefined> {
  const seen = new Set<string>();
  let path: string | null = request.path;
  while (path !== null && !seen.has(path) && seen.size < maxPages) {
    seen.add(path);
    const result: CallResult = await client.call({ ...request, path });
    yield result;
    path = succeeded(result) ? next(result, path) : null;
  }
}

/** The next page as `Link: <…>; rel="next"` says (RFC 8288): its path and query. */
export const nextByLink: NextPage = ({ last: { outcome, request } }, path) => {
  if (outcome?.kind !== 'response') return null;
  const links = headerOf(outcome.response.headers, 'Link') ?? '';
  for (const [, target, parameters] of links.matchAll(/<([^>]*)>([^<]*)/g)) {
    if (!/;\s*rel="?(?:[^"]* )?next\b/i.test(parameters ?? '')) continue;
    const next = URL.parse(target ?? '', request.url);
    return next === null ? null : withoutBase(next, request.url, path);
  }
  return null;
};

// The client puts its base path in front again.
function withoutBase({ pathname, search }: URL, asked: string, path: string): string {
  const base = new URL(asked.slice(0, -path.length)).pathname.replace(/\/$/, '');
  return `${pathname.startsWith(`${base}/`) ? pathname.slice(base.length) : pathname}${search}`;
}

/** The next page by a member of the JSON body that holds a cursor, sent back as a query parameter. An empty one is none. */
export function nextByCursor(member: string, parameter: string): NextPage {
  return ({ body }, path) => {
    const cursor = readMember(body, member);
    return (typeof cursor === 'string' && cursor !== '') || typeof cursor === 'number'
      ? withParameter(path, parameter, String(cursor))
      : null;
  };
}

/** The next page by counting up an offset or page number, until a page holds fewer than `size` items. */
export function nextByOffset(options: {
  readonly parameter: string;
  /** Items of a full page. */
  readonly size: number;
  /** Added to the parameter each time: `size` for an offset, 1 for a page number. */
  readonly step: number;
  /** Where the first page stands; default 0. */
  readonly first?: number;
  /** Member that holds the items; default: the body is the list. */
  readonly member?: string;
}): NextPage {
  const { parameter, size, step, first = 0, member } = options;
  return ({ body }, path) => {
    const items = member === undefined ? readJson(body) : readMember(body, member);
    if (!Array.isArray(items) || items.length < size) return null;
    const at = Number(new URL(path, 'http://any').searchParams.get(parameter) ?? first);
    return withParameter(path, parameter, String(at + step));
  };
}

function withParameter(path: string, name: string, value: string): string {
  const url = new URL(path, 'http://any');
  url.searchParams.set(name, value);
  return `${url.pathname}${url.search}`;
}

function readJson(body: string | null): unknown {
  try {
    return body === null ? undefined : (JSON.parse(body) as unknown);
  } catch {
    return undefined;
  }
}

function readMember(body: string | null, name: string): unknown {
  const json = readJson(body);
  if (typeof json !== 'object' || json === null || !Object.hasOwn(json, name)) return undefined;
  return (json as Readonly<Record<string, unknown>>)[name];
}
