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

function objectOf(text: string): JsonObject {
  try {
    const value = JSON.parse(text) as unknown;
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as JsonObject;
  } catch {
    // Told below, in words that name the step.
  }
  throw new Problem(
    'body-not-an-object',
    `Failed to change a field of the request body: "${text}" is no JSON object.`,
    'Write the whole body with "the request body is:" instead.',
  );
}

function applyEdit(body: JsonObject, edit: BodyEdit): JsonObject {
  if (edit.kind === 'set') return { ...body, [edit.field]: edit.value };
  if (!Object.hasOwn(body, edit.field)) throw missingField(edit.field, Object.keys(body));
  const kept = Object.entries(body).filter(([name]) => name !== edit.field);
  if (edit.kind === 'remove') return Object.fromEntries(kept);
  return Object.fromEntries([...kept, [edit.to, body[edit.field]]]);
}

function missingField(field: string, fields: readonly string[]): Problem {
  return new Problem(
    'unknown-field',
    `Failed to change field "${field}" of the request body: the body has no such field.${suggest(field, fields)}`,
    `Use one of: ${fields.join(', ') || 'none, the body is empty'}.`,
  );
}
