import type { Random } from '../../clock.ts';
import { type HeaderList, headerOf } from '../../trace/exchange.ts';

const keyed = ['POST', 'PATCH'];

/**
 * The `Idempotency-Key` header for a request that needs one: POST or PATCH without a key of its own.
 *
 * Made once for a call and sent with each of its attempts. The value is a quoted string, as
 * draft-ietf-httpapi-idempotency-key-header-07 §2.1 wants, around a version 4 UUID.
 */
export function idempotencyKeyFor(method: string, headers: HeaderList, random: Random): HeaderList {
  if (!keyed.includes(method.toUpperCase()) || headerOf(headers, 'Idempotency-Key') !== undefined) return [];
  return [['Idempotency-Key', `"${drawUuid(random)}"`]];
}

function drawUuid(random: Random): string {
  const digit = (choices: number) => Math.floor(random() * choices).toString(16);
  const digits = (count: number) => Array.from({ length: count }, () => digit(16)).join('');
  const variant = (8 + Math.floor(random() * 4)).toString(16);
  return `${digits(8)}-${digits(4)}-4${digits(3)}-${variant}${digits(3)}-${digits(12)}`;
}
