import { tokensOf } from '../document/pointer.ts';
import { textOfPattern } from '../pattern-text.ts';
import type { Schema } from '../schema-parts.ts';
import type { Slot } from './slots.ts';
import { codeLike, nearestCode, type Speaker } from './values.ts';

/** What stands in a string of an error body; undefined: nothing is known of it. */
export function textFor(slots: readonly Slot[], schema: Schema, speaker: Speaker): unknown {
  if (Array.isArray(schema['enum'])) return nearestCode(schema['enum'], speaker);
  const format = String(schema['format'] ?? '');
  const slot = slots[0];
  if (slot === 'time' || (format === 'date-time' && slot !== 'message')) return timeText(format, speaker.time);
  const text = slot === undefined ? undefined : said[slot](speaker, schema);
  return text === undefined ? undefined : fitText(text, schema);
}

type Speak = (speaker: Speaker, schema: Schema) => string | undefined;

/** Only of a violation: an error as a whole has none of these. */
const ofViolation =
  (say: (violation: NonNullable<Speaker['violation']>, speaker: Speaker) => string | undefined): Speak =>
  (speaker) =>
    speaker.violation === null ? undefined : say(speaker.violation, speaker);

const said: Readonly<Record<Slot, Speak>> = {
  message: ({ violation, message }) => violation?.text ?? message,
  title: ({ violation, title }) => (violation === null ? title : undefined),
  status: ({ status }) => String(status),
  code: (speaker, schema) => codeLike(shownIn(schema), speaker),
  type: (speaker, schema) =>
    isAddress(schema) ? String(schema['default'] ?? 'about:blank') : codeLike(shownIn(schema), speaker),
  'request-id': ({ requestId }) => requestId,
  path: (speaker) => (speaker.violation === null ? speaker.path : fieldPath(speaker)),
  field: ofViolation((_, speaker) => fieldPath(speaker)),
  pointer: ofViolation(({ in: place, at }) => (place === 'body' ? at : `/${at}`)),
  place: ofViolation(({ in: place }) => place),
  value: ofViolation(({ details }) => details['value']),
  time: ({ time }) => time,
  list: () => undefined,
  success: () => undefined,
};

function shownIn({ example, examples, default: preset }: Schema): unknown {
  return example ?? (Array.isArray(examples) ? (examples[0] as unknown) : undefined) ?? preset;
}

/** The `type` of problem details (RFC 9457 §3.1.1) is a URI. */
function isAddress(schema: Schema): boolean {
  return /uri|url/.test(String(schema['format'])) || /^(https?:|about:|\/)/.test(String(shownIn(schema)));
}

/** `address.city`; the field's own name where it stands alone. */
function fieldPath({ violation }: Speaker): string {
  if (violation === null) return '';
  const tokens = violation.in === 'body' ? tokensOf(violation.at) : [violation.at];
  return tokens.length === 0 ? violation.field : tokens.join('.');
}

/** Where a violation is, as a list of names and indexes: `["body", "items", 0]`. */
export function locationOf({ violation }: Speaker): readonly (string | number)[] {
  if (violation === null) return [];
  const tokens = violation.in === 'body' ? tokensOf(violation.at) : [violation.at];
  return [violation.in, ...tokens.map((token) => (/^\d+$/.test(token) ? Number(token) : token))];
}

function timeText(format: string, time: string): string {
  return format === 'date' ? time.slice(0, 10) : time;
}

/** The text within the bounds of its schema. */
function fitText(text: string, { minLength, maxLength, pattern }: Schema): string {
  const cut = typeof maxLength === 'number' && text.length > maxLength ? text.slice(0, maxLength) : text;
  const long = typeof minLength === 'number' ? cut.padEnd(minLength, '.') : cut;
  if (typeof pattern !== 'string') return long;
  try {
    if (new RegExp(pattern, 'u').test(long)) return long;
  } catch {
    return long;
  }
  const bounds = {
    ...(typeof maxLength === 'number' ? { maxLength } : {}),
    ...(typeof minLength === 'number' ? { minLength } : {}),
  };
  return textOfPattern(pattern, bounds) ?? long;
}
