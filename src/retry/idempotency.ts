import type { Signal } from './classification.ts';

// RFC 9110 §9.2.2, and QUERY, which is safe.
const idempotentMethods = ['GET', 'HEAD', 'OPTIONS', 'TRACE', 'PUT', 'DELETE', 'QUERY'];

const keys = ['idempotency-key', 'x-idempotency-key'];

/**
 * Why sending the request twice has the effect of sending it once, as a sentence; null when it hasn't.
 *
 * It counts: the method, a key, a precondition that the first success makes false, or what the operation declares.
 */
export function idempotentBecause(
  signal: Pick<Signal, 'method' | 'requestHeaders' | 'declaredIdempotent'>,
): string | null {
  const headers = signal.requestHeaders ?? {};
  const method = signal.method.toUpperCase();
  if (idempotentMethods.includes(method)) return `${method} is idempotent.`;
  if (keys.some((name) => isSet(headers[name]))) return 'Its idempotency key lets the server recognise a repeat.';
  if (isGuarded(headers)) return 'Its precondition fails once the first attempt has taken effect.';
  return signal.declaredIdempotent ? 'The operation is declared idempotent.' : null;
}

function isSet(value: string | undefined): boolean {
  return value !== undefined && value.trim() !== '' && value.trim() !== '""';
}

// `If-Match: *` holds before and after the change, so it guards nothing.
function isGuarded(headers: Readonly<Record<string, string>>): boolean {
  const match = headers['if-match']?.trim();
  return (
    (isSet(match) && match !== '*') ||
    headers['if-none-match']?.trim() === '*' ||
    isSet(headers['x-goog-if-generation-match'])
  );
}
