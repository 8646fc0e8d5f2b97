import type { Probe } from '../check.ts';

/** A POST that takes effect, and whose answer is lost. */
function written(name: string, fault: string, summary: string, more: Partial<Probe> = {}): Probe {
  return {
    name: `post-${name}-then-201`,
    summary: `${summary}; a further attempt would succeed`,
    method: 'POST',
    instructions: [fault],
    always: null,
    watchMs: 20_000,
    ...more,
  };
}

export const failedWrites: readonly Probe[] = [500, 502, 504].map((status) =>
  written(`${status}`, `commit-then-return-${status}`, `POST takes effect, and is answered with ${status}`),
);
export const cutOffWrite = written(
  'reset',
  'commit-then-return-reset-connection',
  'POST takes effect, then its fresh connection is reset',
);
export const hangingWrite = written('stall', 'commit-then-stall', 'POST takes effect, and is never answered', {
  watchMs: 21_000,
  thoroughMs: 150_000,
});
export const refusedWrites: readonly Probe[] = [429, 503].map((status) =>
  written(
    `${status}-retry-after-1`,
    `return-${status}-retry-after-1s`,
    `POST is refused with ${status} and Retry-After: 1`,
  ),
);

/** Two logical writes, each of which fails once. */
export const twoWrites = written('503', 'return-503', 'two calls of POST fail once with 503 each', { calls: 2 });

export const outstandingWrite = written(
  '409-outstanding',
  'return-409-body-idempotency-key-outstanding',
  'POST is answered with 409: the first request with its key is still being processed',
);
