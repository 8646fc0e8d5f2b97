import { isRecord } from './document/pointer.ts';
import { textOfPattern } from './pattern-text.ts';

/** A text that an id's schema accepts; other numbers give other ids. */
export function freshId<Source>(
  schema: unknown,
  number: number,
  random: Source,
  drawUuid: (random: Source) => string,
): string {
  const { format, pattern, minLength, maxLength, example } = isRecord(schema) ? schema : {};
  if (pattern === undefined && (format === 'uuid' || isUuid(example))) return drawUuid(random);
  const bounds = { minLength: numberOr(minLength), maxLength: numberOr(maxLength) };
  if (typeof pattern === 'string') return textOfPattern(pattern, bounds, number) ?? String(number);
  return String(number).padStart(bounds.minLength ?? 0, '0');
}

/** A bound of a schema that may not be one. */
export function numberOr(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined;
}

/** Whether a value is written like a UUID (RFC 9562 §4). */
function isUuid(value: unknown): boolean {
  return typeof value === 'string' && /^[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}$/i.test(value);
}
