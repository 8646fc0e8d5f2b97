import { readFields, type Separators } from './form.ts';
import { parseJson } from './json.ts';
import { isJson } from './media-type.ts';
import type { ParsedBody } from './parse-body.ts';

interface Part {
  readonly name: string;
  readonly value: unknown;
}

/**
 * The fields of a multipart form (RFC 7578) as an object; a part of JSON is what it says, a file its content.
 *
 * Of our own because the parsers on npm read streams, or write files, and a decision is made at once.
 */
export function parseMultipart(text: string, schema: unknown, separators: Separators): ParsedBody {
  // No part at all: nothing but the closing delimiter (RFC 2046 §5.1.1).
  if (/^\s{0,10}--[^\r\n]{1,70}--\s{0,10}$/.test(text))
    return { kind: 'parsed', value: fieldsOf([], schema, separators) };
  const [, boundary] = /^(?:[\s\S]{0,1000}?\r?\n)??--([^\r\n]{1,70})\r?\n/.exec(text) ?? [];
  if (boundary === undefined) return malformed('it does not begin with a boundary');
  const sections = `\n${text}`.split(`\n--${boundary}`);
  if (!sections.at(-1)?.startsWith('--')) return malformed('its last boundary is missing');
  const parts = sections.slice(1, -1).map(partOf);
  if (parts.includes(null)) return malformed('a part has no name');
  return { kind: 'parsed', value: fieldsOf(parts as readonly Part[], schema, separators) };
}

function malformed(reason: string): ParsedBody {
  return { kind: 'malformed', reason };
}

function partOf(section: string): Part | null {
  const [, head = '', body = ''] = /^[ \t]*\r?\n([\s\S]*?)\r?\n\r?\n([\s\S]*)$/.exec(section) ?? [];
  const [, quoted, bare] = /^content-disposition:.*?;\s*name=(?:"([^"\r\n]*)"|([^;\s]+))/im.exec(head) ?? [];
  const name = quoted ?? bare;
  if (name === undefined) return null;
  const [, type = ''] = /^content-type:\s*([^;\s]+)/im.exec(head) ?? [];
  const text = body.replace(/\r$/, '');
  return { name, value: isJson(type.toLowerCase()) ? jsonOf(text) : text };
}

function jsonOf(text: string): unknown {
  const parsed = parseJson(text);
  return parsed.kind === 'parsed' ? parsed.value : text;
}

/** Text fields as in any form, then those that brought a value of their own. */
function fieldsOf(parts: readonly Part[], schema: unknown, separators: Separators): Readonly<Record<string, unknown>> {
  const texts = parts.flatMap(({ name, value }) => (typeof value === 'string' ? [[name, value] as const] : []));
  const values = Map.groupBy(
    parts.filter(({ value }) => typeof value !== 'string'),
    ({ name }) => name,
  );
  const own = [...values].map(([name, all]) => [
    name,
    all.length === 1 ? all[0]?.value : all.map(({ value }) => value),
  ]);
  return { ...readFields(texts, schema, separators), ...(Object.fromEntries(own) as Record<string, unknown>) };
}
