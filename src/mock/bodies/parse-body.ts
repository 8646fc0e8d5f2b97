import { parseForm, type Separators } from './form.ts';
import { parseJson } from './json.ts';
import { isJson } from './media-type.ts';
import { parseMultipart } from './multipart.ts';

export type ParsedBody =
  | { readonly kind: 'parsed'; readonly value: unknown }
  /** Only who can read it could judge it (binary, XML). */
  | { readonly kind: 'opaque' }
  | { readonly kind: 'malformed'; readonly reason: string };

/** The body's text as the value that schemas speak of. */
export function parseBody(text: string, type: string, schema: unknown, separators: Separators = {}): ParsedBody {
  if (isJson(type)) return parseJson(text);
  if (type === 'application/x-www-form-urlencoded')
    return { kind: 'parsed', value: parseForm(text, schema, separators) };
  if (type === 'multipart/form-data') return parseMultipart(text, schema, separators);
  return type.startsWith('text/') ? { kind: 'parsed', value: text } : { kind: 'opaque' };
}
