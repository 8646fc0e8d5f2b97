/** One token as it stands in a JSON pointer (RFC 6901). */
export function escapeToken(token: string): string {
  return /[~/]/.test(token) ? token.replaceAll('~', '~0').replaceAll('/', '~1') : token;
}

/** The pointer of a member, or of a member's member. */
export function join(pointer: string, ...tokens: readonly (string | number)[]): string {
  return tokens.reduce<string>((all, token) => `${all}/${escapeToken(String(token))}`, pointer);
}

/** The tokens of a pointer; the empty pointer has none. */
export function tokensOf(pointer: string): readonly string[] {
  if (pointer === '') return [];
  const tokens = pointer.slice(1).split('/');
  return pointer.includes('~') ? tokens.map((token) => token.replaceAll('~1', '/').replaceAll('~0', '~')) : tokens;
}

/** The pointer of what holds the value. */
export function parentOf(pointer: string): string {
  return pointer.slice(0, Math.max(0, pointer.lastIndexOf('/')));
}

/** The last token, unescaped; empty for the root. */
export function lastToken(pointer: string): string {
  return tokensOf(pointer).at(-1) ?? '';
}

/** Whether a value is an object with named members. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The member of that name, but nothing that every object inherits. */
export function member(value: unknown, token: string): unknown {
  if (Array.isArray(value)) return /^(0|[1-9]\d*)$/.test(token) ? value[Number(token)] : undefined;
  return isRecord(value) && Object.hasOwn(value, token) ? value[token] : undefined;
}

/** What a pointer leads to; undefined when it leads nowhere. */
export function valueAt(root: unknown, pointer: string): unknown {
  return tokensOf(pointer).reduce<unknown>(member, root);
}
