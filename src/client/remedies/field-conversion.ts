import { isoTime } from '../../clock.ts';
import type { FieldShape } from './payload.ts';

/** The value as the field wants it, when it is only written differently; else the value as it is. */
export function convertField(value: unknown, { type, format }: FieldShape): unknown {
  switch (type) {
    case 'string':
      return format === 'date-time' ? toTime(value) : toText(value);
    case 'integer':
      return toNumber(value, /^-?\d{1,15}$/);
    case 'number':
      return toNumber(value, /^-?\d{1,15}(\.\d+)?$/);
    case 'boolean':
      return toBoolean(value);
    default:
      return type satisfies never;
  }
}

function toText(value: unknown): unknown {
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : value;
}

function toNumber(value: unknown, form: RegExp): unknown {
  return typeof value === 'string' && form.test(value.trim()) ? Number(value) : value;
}

function toBoolean(value: unknown): unknown {
  if (value === 'true') return true;
  return value === 'false' ? false : value;
}

// From 1e12 on an epoch is in milliseconds (seconds would lie past the year 33000).
const firstEpochMs = 1e12;
const lastEpochMs = 8.64e15;

function toTime(value: unknown): unknown {
  const epoch = toNumber(value, /^\d{1,13}(\.\d+)?$/);
  if (typeof epoch !== 'number' || !(epoch >= 0 && epoch <= lastEpochMs)) return value;
  return isoTime(epoch >= firstEpochMs ? epoch : epoch * 1000);
}
