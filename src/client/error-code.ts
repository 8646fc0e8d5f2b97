/** The machine's word for what went wrong, from an error, its cause, or the errors it gathers; else its name. */
export function errorCodeOf(error: unknown): string {
  return codeWithin(error, 0) ?? parserCode(error) ?? (error instanceof Error ? error.name : 'UNKNOWN');
}

// Node gathers the failures of every address of a host in an AggregateError; the code stands in each.
function codeWithin(error: unknown, depth: number): string | undefined {
  if (!(error instanceof Error) || depth > 3) return undefined;
  const { code } = error as { readonly code?: unknown };
  if (typeof code === 'string') return code;
  const inner: readonly unknown[] = error instanceof AggregateError ? error.errors : [error.cause];
  return inner.map((candidate) => codeWithin(candidate, depth + 1)).find((found) => found !== undefined);
}

// Undici 8 leaves the code of its HTTPParserError undefined; llhttp's reason stands in the message.
function parserCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || error.name !== 'HTTPParserError') return undefined;
  if (/chunk size/i.test(error.message)) return 'HPE_INVALID_CHUNK_SIZE';
  return /Expected HTTP\//.test(error.message) ? 'HPE_INVALID_CONSTANT' : 'HPE_UNKNOWN';
}
