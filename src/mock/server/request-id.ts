import { randomUUID } from 'node:crypto';

/** Digits that count on; in front of them stands chance. */
const digits = Array.from({ length: 0x1000 }, (_, number) => number.toString(16).padStart(3, '0'));

let prefix = '';
let high = digits.length;
let low = 0;

/**
 * An id for a request that brings none: a UUID whose last six digits count on from one to the next. Unique as any other,
 * and to draw each of them anew would cost as much as to look up the quota.
 */
export function newRequestId(): string {
  if (high === digits.length) {
    prefix = randomUUID().slice(0, -6);
    high = 0;
  }
  const id = `${prefix}${digits[high]}${digits[low]}`;
  low += 1;
  if (low === digits.length) {
    low = 0;
    high += 1;
  }
  return id;
}
