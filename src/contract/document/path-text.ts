/** Two templates with the same shape match the same paths, whatever their parameters are called. */
export function templateShape(path: string): string {
  return sentPath(path).replaceAll(/\{[^{}]*\}/g, '{}');
}

/** Whether two templates differ by what stands behind the path: each has parameters or a body of its own, and is meant by these. */
export function differsBehindPath(path: string, other: string): boolean {
  return path !== other && sentPath(path) === sentPath(other);
}

/**
 * A template as far as it is a path: some documents tell operations apart by a fragment, which no request carries, or by a
 * query, which OpenAPI keeps out of paths.
 */
export function sentPath(path: string): string {
  return /^(?:[^#?{]|\{[^{}]*\}?)*/.exec(path)?.[0] ?? path;
}

/** What a template says of the query of every request that is meant: `/orders?status=open`. */
export function fixedQuery(path: string): readonly (readonly [name: string, value: string])[] {
  const rest = path.slice(sentPath(path).length);
  if (!rest.startsWith('?')) return [];
  return [...new URLSearchParams(rest.replace(/#.*$/s, ''))].filter(([, value]) => !/[{}]/.test(value));
}

/** Names of the parameters that stand in a template. */
export function namesIn(path: string): readonly string[] {
  return [...sentPath(path).matchAll(/\{([^{}]+)\}/g)].map(([, name]) => name ?? '');
}
