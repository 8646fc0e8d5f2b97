import { tokensOf } from '../contract/index.ts';

/** The normalized JSONPath (RFC 9535 §2.7) of what a pointer means, in a document whose keys are all names. */
export function documentPath(pointer: string): string {
  const names = tokensOf(pointer).map((token) => `['${token.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}']`);
  return `$${names.join('')}`;
}
