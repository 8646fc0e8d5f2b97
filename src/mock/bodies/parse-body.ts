import { parseForm, type Separators } from './form.ts';
import { isJson } from './media-type.ts';
import { parseMultipart } from './multipart.ts';

export type ParsedBody =
  | { readonly kind: 'parsed'; readonly value: unknown }
  /** Only who can read it could judge it (binary, XML). */
  | { readonly kind: 'opaque' }
  | { readonly kind: 'malformed'; readonly reason: string };

/** Deeper bodies are refused: no API nests so far, and whoever walks through them would run out of stack. */
const maxDepth = 100;

/** The body's text as the value that schemas speak of. */
export function parseBody(text: string, type: string, schema: unknown, separators: Separators = {}): ParsedBody {
  if (isJson(type)) return parseJson(text);
  if (type === 'application/x-www-form-urlencoded')
    return { kind: 'parsed', value: parseForm(text, schema, separators) };
  if (type === 'multipart/form-data') return parseMultipart(text, schema, separators);
  return type.startsWith('text/') ? { kind: 'parsed', value: text } : { kind: 'opaque' };
}

/** JSON text as the value it says; what is nested too deep counts as malformed. */
export function parseJson(text: string): Exclude<ParsedBody, { readonly kind: 'opaque' }> {
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
