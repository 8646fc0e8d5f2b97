import type { RetryClass } from './classification.ts';
import type { Facts } from './facts.ts';
import type { Row } from './row.ts';

/** What the server said in so many words about a repeat of this very request. */
export interface Override {
  readonly class: RetryClass;
  readonly reason: string;
  readonly source: string;
}

const shouldRetry = [
  ['x-should-retry', 'X-Should-Retry (Stainless SDKs)'],
  ['stripe-should-retry', 'Stripe-Should-Retry (Stripe docs, "Advanced error handling")'],
] as const;

/** The server's explicit word on a failed call, which counts more than its status; null when it gave none. */
export function findOverride(row: Row, facts: Facts): Override | null {
  if (facts.status !== null && facts.status < 400) return null;
  return readPushback(facts.signal.headers) ?? readShouldRetry(row, facts);
}

function readPushback(headers: Readonly<Record<string, string>>): Override | null {
  const pushback = headers['grpc-retry-pushback-ms'];
  // gRPC A6: an unreadable value counts like a negative one.
  if (pushback === undefined || /^\d+$/.test(pushback.trim())) return null;
  return {
    class: 'not-retryable',
    reason: 'The server asks, by a negative or unreadable pushback, not to try again.',
    source: 'gRPC A6, grpc-retry-pushback-ms',
  };
}

function readShouldRetry(row: Row, facts: Facts): Override | null {
  for (const [name, source] of shouldRetry) {
    const value = facts.signal.headers[name]?.trim().toLowerCase();
    if (value === 'false') return { class: 'not-retryable', reason: 'The server says not to try again.', source };
    if (value === 'true') return { class: wantedClass(row, facts), reason: 'The server says to try again.', source };
  }
  return null;
}

function wantedClass(row: Row, { wait, status }: Facts): RetryClass {
  if (row.class === 'retryable' || row.class === 'retryable-after-delay') return row.class;
  // Repeating a conflict at once meets the same conflict (Envoy on retriable-4xx).
  return wait !== null || status === 409 || status === 429 ? 'retryable-after-delay' : 'retryable';
}
