/** What a text says as JSON. */
export type ParsedJson =
  | { readonly kind: 'parsed'; readonly value: unknown }
  | { readonly kind: 'malformed'; readonly reason: string };

/** Deeper bodies are refused: no API nests so far, and whoever walks through them would run out of stack. */
const maxDepth = 100;

/** JSON text as the value it says; what is nested too deep counts as malformed. */
export function parseJson(text: string): ParsedJson {
  try {
    const value: unknown = JSON.parse(text);
    // Each level takes an opening and a closing sign.
    return text.length > 2 * maxDepth && isDeeper(value, maxDepth)
      ? { kind: 'malformed', reason: `nested more than ${maxDepth} levels deep` }
      : { kind: 'parsed', value };
  } catch (error) {
    return { kind: 'malformed', reason: error instanceof Error ? error.message : String(error) };
  }
}

function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((inner) => isDeeper(inner, levels - 1));
}
