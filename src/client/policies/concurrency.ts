import { bulkhead } from 'cockatiel';

/** Runs tasks, so many at a time; the others wait their turn. */
export interface Concurrency {
  run<T>(task: () => Promise<T>, signal?: AbortSignal): Promise<T>;
}

/** At most `limit` tasks at once, the rest in order of asking. Cockatiel's bulkhead: it uses no timers (decisions.md). */
export function createConcurrency(limit: number): Concurrency {
  const gate = bulkhead(limit, Number.POSITIVE_INFINITY);
  return { run: (task, signal) => gate.execute(task, signal) };
}
