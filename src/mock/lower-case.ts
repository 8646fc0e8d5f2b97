const mostKept = 1000;
const longestKept = 64;
const kept = new Map<string, string>();

/** A field's name in lower case. The names of HTTP are few, and to look one up costs less than to write it anew. */
export function lowerCase(name: string): string {
  const known = kept.get(name);
  if (known !== undefined) return known;
  const lower = name.toLowerCase();
  if (name.length > longestKept) return lower;
  if (kept.size >= mostKept) kept.clear();
  kept.set(name, lower);
  return lower;
}

/** Whether two names differ in nothing but case. */
export function isSameName(one: string, other: string): boolean {
  if (one.length !== other.length) return false;
  if (one === other) return true;
  // Letters that differ in case differ in one bit.
  return ((one.charCodeAt(0) ^ other.charCodeAt(0)) & ~0x20) === 0 && lowerCase(one) === lowerCase(other);
}
