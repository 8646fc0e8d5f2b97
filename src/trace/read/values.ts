import { parseIsoTime } from '../../clock.ts';
import type { HeaderList } from '../exchange.ts';

/** An object with members, as JSON gives it. */
export type Members = Readonly<Record<string, unknown>>;

/** The value as an object; null for everything else, arrays too. */
export function asObject(value: unknown): Members | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Members) : null;
}

/** The first of these members that is there. */
export function firstOf(object: Members | null, ...names: readonly string[]): unknown {
  for (const name of names) {
    const value = object?.[name];
    if (value !== undefined && value !== null) return value;
  }
  return undefined;
}

/** The value as text; undefined when it is none. */
export function asText(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** The value as a number, also when it was written as text; undefined when it is none. */
export function asNumber(value: unknown): number | undefined {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
}

/** Header fields in any of the ways in which programs write them: an object, pairs, objects with name and value, lines. */
export function asHeaders(value: unknown): HeaderList {
  if (Array.isArray(value)) return value.flatMap(headerOfItem);
  const object = asObject(value);
  if (object === null) return [];
  return Object.entries(object).flatMap(([name, member]) =>
    (Array.isArray(member) ? member : [member]).map((one) => [name, String(one)] as const),
  );
}

function headerOfItem(item: unknown): HeaderList {
  if (Array.isArray(item) && item.length === 2) return [[String(item[0]), String(item[1])]];
  const object = asObject(item);
  const name = asText(firstOf(object, 'name', 'key', 'Name'));
  const value = firstOf(object, 'value', 'Value');
  if (name !== undefined && value !== undefined && object?.['disabled'] !== true) return [[name, String(value)]];
  const [, lineName, lineValue] = typeof item === 'string' ? (/^([\w-]+):\s*(.*)$/.exec(item) ?? []) : [];
  return lineName === undefined || lineValue === undefined ? [] : [[lineName, lineValue]];
}

/** A body in any form as the text that was sent. */
export function asBodyText(value: unknown): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** The text as JSON; undefined when it is none. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** A time in milliseconds since the epoch: ISO 8601 with or without a zone (then UTC), or an epoch number; undefined when it is none. */
export function asTime(value: unknown): number | undefined {
  const number = asNumber(value);
  if (number !== undefined) return number > 1e12 ? number : number > 1e9 ? number * 1000 : undefined;
  const text = asText(value);
  if (text === undefined) return undefined;
  const [, day, clock, fraction = '', zone = 'Z'] =
    /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}:\d{2})([.,]\d+)?\s*(Z|[+-]\d{2}:?\d{2})?/.exec(text) ?? [];
  if (day === undefined || clock === undefined) return undefined;
  return parseIsoTime(`${day}T${clock}${fraction.replace(',', '.')}${zone}`);
}
