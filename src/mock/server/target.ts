/** A request target without what doesn't belong to the API. */
export interface Target {
  /** Percent-encoded, as it came. */
  readonly path: string;
  /** With its question mark; empty without one. */
  readonly search: string;
  /** From the path prefix; null without one. */
  readonly caseId: string | null;
}

const absoluteForm = /^https?:\/\/[^/?#]*/i;

/** What a case may be called in a URL or a header. */
export const caseIdPattern = /^[A-Za-z0-9._~-]{1,128}$/;

/** Reads a request target in origin or absolute form (RFC 9112 §3.2), and takes the case prefix off. */
export function parseTarget(raw: string, casePathPrefix: string): Target {
  const local = raw.startsWith('/') && !raw.includes('#') ? raw : raw.replace(absoluteForm, '').replace(/#.*$/, '');
  const mark = local.indexOf('?');
  const search = mark === -1 ? '' : local.slice(mark);
  const path = (mark === -1 ? local : local.slice(0, mark)) || '/';
  if (!path.startsWith(casePathPrefix)) return { path, search, caseId: null };
  const [caseId = ''] = path.slice(casePathPrefix.length).split('/', 1);
  if (!caseIdPattern.test(caseId)) return { path, search, caseId: null };
  return { path: path.slice(casePathPrefix.length + caseId.length) || '/', search, caseId };
}

/** A target with what its readers want of it. */
export interface ReadTarget extends Target {
  readonly query: ReadonlyMap<string, readonly string[]>;
  /** The whole address. */
  readonly url: string;
}

const mostKept = 1000;
const longestKept = 256;

/** Reads targets of one server, `base` being its address; those that come again and again are read once. */
export function createTargetReader(casePathPrefix: string, base: () => string): (raw: string) => ReadTarget {
  const kept = new Map<string, ReadTarget>();
  return (raw) => {
    const known = kept.get(raw);
    if (known !== undefined) return known;
    const target = parseTarget(raw, casePathPrefix);
    const url = `${base()}${target.path}${target.search}`;
    const read = { ...target, query: parseQuery(target.search), url };
    if (kept.size >= mostKept) kept.clear();
    if (raw.length <= longestKept) kept.set(raw, read);
    return read;
  };
}

const noQuery: ReadonlyMap<string, readonly string[]> = new Map();

/** Query parameters in their order, repeated ones together. */
export function parseQuery(search: string): ReadonlyMap<string, readonly string[]> {
  if (search === '') return noQuery;
  const query = new Map<string, string[]>();
  for (const [name, value] of new URLSearchParams(search)) {
    const values = query.get(name);
    if (values === undefined) query.set(name, [value]);
    else values.push(value);
  }
  return query;
}
