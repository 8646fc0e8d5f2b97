import { Problem } from '../problem.ts';
import { suggest } from '../suggest.ts';

/** One change to a JSON body before it is sent, so that a scenario shows only what differs from a good one. */
export type BodyEdit =
  | { readonly kind: 'set'; readonly field: string; readonly value: unknown }
  | { readonly kind: 'remove'; readonly field: string }
  | { readonly kind: 'rename'; readonly field: string; readonly to: string };

/** The text with the edits applied in order; untouched, byte for byte, when there are none. */
export function applyEdits(text: string, edits: readonly BodyEdit[]): string {
  if (edits.length === 0) return text;
  return JSON.stringify(edits.reduce(applyEdit, objectOf(text)));
}

type JsonObject = Readonly<Record<string, unknown>>;

function objectOf(text: string): unknown {
  try {
    const value = JSON.parse(text) as unknown;
    if (typeof value === 'object' && value !== null) return value;
  } catch {
    // Told below, in words that name the step.
  }
  throw new Problem(
    'body-not-an-object',
    `Failed to change a field of the request body: "${text}" is no JSON object.`,
    'Write the whole body with "the request body is:" instead.',
  );
}

/** A field of the body itself, or, where it begins with a slash, one inside of it: `/customer/name`, `/items/0`. */
function applyEdit(body: unknown, edit: BodyEdit): unknown {
  if (!edit.field.startsWith('/')) return editIn(body, edit.field, edit);
  const keys = edit.field.slice(1).split('/').map(unescapeToken);
  return editAt(body, keys, edit);
}

function unescapeToken(token: string): string {
  return token.replaceAll('~1', '/').replaceAll('~0', '~');
}

function editAt(value: unknown, [key = '', ...rest]: readonly string[], edit: BodyEdit): unknown {
  if (rest.length === 0) return editIn(value, key, edit);
  const inner = editAt(memberOf(value, key, edit), rest, edit);
  return put(value, key, inner);
}

function editIn(value: unknown, key: string, edit: BodyEdit): unknown {
  if (edit.kind === 'set') return put(value, key, edit.value);
  const removed = memberOf(value, key, edit);
  const rest = without(value, key);
  return edit.kind === 'remove' ? rest : put(rest, edit.to, removed);
}

function put(value: unknown, key: string, member: unknown): unknown {
  if (Array.isArray(value)) return value.with(Math.min(Number(key), value.length - 1), member);
  return { ...(value as JsonObject), [key]: member };
}

function without(value: unknown, key: string): unknown {
  if (Array.isArray(value)) return value.toSpliced(Number(key), 1);
  return Object.fromEntries(Object.entries(value as JsonObject).filter(([name]) => name !== key));
}

function memberOf(value: unknown, key: string, { field }: BodyEdit): unknown {
  const isObject = typeof value === 'object' && value !== null;
  if (isObject && Object.hasOwn(value, key)) return (value as JsonObject)[key];
  throw missingField(field, isObject ? Object.keys(value) : []);
}

function missingField(field: string, fields: readonly string[]): Problem {
  return new Problem(
    'unknown-field',
    `Failed to change field "${field}" of the request body: the body has no such field.${suggest(field, fields)}`,
    `Use one of: ${fields.join(', ') || 'none, the body is empty'}.`,
  );
}
