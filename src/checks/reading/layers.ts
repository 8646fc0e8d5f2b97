import { type Exchange, headerOf } from '../../trace/exchange.ts';
import { gapsOf } from './attempts.ts';

/** Headers in which SDKs count the retries of one call. */
const counters = [
  ['x-stainless-retry-count', /^(\d+)$/],
  ['amz-sdk-request', /attempt=(\d+)/],
  ['grpc-previous-rpc-attempts', /^(\d+)$/],
  ['x-retry-count', /^(\d+)$/],
] as const;

/** How attempts show that two layers retry, one inside the other; null: they don't. */
export function layersOf(attempts: readonly Exchange[]): string | null {
  return countedAnew(attempts) ?? burstsOf(attempts);
}

function countedAnew(attempts: readonly Exchange[]): string | null {
  for (const [name, pattern] of counters) {
    const counts = attempts.map(({ request }) =>
      Number(pattern.exec(headerOf(request.headers, name) ?? '')?.[1] ?? NaN),
    );
    const restarts = counts.filter((count, index) => count < (counts[index - 1] ?? count));
    if (restarts.length > 0)
      return `${name} begins anew ${restarts.length === 1 ? 'once' : `${restarts.length} times`}`;
  }
  return null;
}

function burstsOf(attempts: readonly Exchange[]): string | null {
  const gaps = gapsOf(attempts);
  for (let size = 2; size <= attempts.length / 2; size += 1) {
    const bursts = attempts.length / size;
    // Two waits that happen to be alike prove nothing.
    if (!Number.isInteger(bursts) || (bursts - 1) * (size - 1) < 2) continue;
    if (repeats(gaps, size)) return `${bursts} bursts of ${size}`;
  }
  return null;
}

/** Whether the waits within every burst are those of the first, and the waits between bursts are longer than all of them. */
function repeats(gaps: readonly number[], size: number): boolean {
  const isOuter = (index: number) => (index + 1) % size === 0;
  const inner = gaps.filter((_, index) => !isOuter(index));
  const outer = gaps.filter((_, index) => isOuter(index));
  const alike = inner.every((gap, index) => isAlike(gap, inner[index % (size - 1)] ?? gap));
  return alike && Math.min(...outer) > 1.5 * Math.max(...inner) + 50;
}

function isAlike(one: number, other: number): boolean {
  return Math.abs(one - other) <= Math.max(50, 0.25 * Math.max(one, other));
}
