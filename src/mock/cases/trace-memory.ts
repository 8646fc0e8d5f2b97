/** What all traces of a mock may hold together. Each trace has its own bound too; this one is for many cases. */
export interface TraceMemory {
  /** Counts an entry in; past the limit the oldest entries of all are dropped, each by its own `drop`. */
  hold(held: Held, bytes: number): void;
  /** Counts an entry anew that has grown. */
  grow(held: Held, bytes: number): void;
  /** Nobody keeps the entry any more. */
  release(held: Held): void;
}

/** What is counted, in the order in which all came. The memory alone changes it. */
export interface Held {
  drop(): void;
  heldBytes: number;
  older: Held | null;
  newer: Held | null;
}

const maxTraceBytes = 32 * 1024 * 1024;

/** A memory for traces; 32 MB unless another limit is given. */
export function createTraceMemory(limitBytes = maxTraceBytes): TraceMemory {
  let oldest: Held | null = null;
  let newest: Held | null = null;
  let total = 0;

  function release(held: Held): void {
    const { older, newer } = held;
    if (older === null) oldest = newer;
    else older.newer = newer;
    if (newer === null) newest = older;
    else newer.older = older;
    held.older = null;
    held.newer = null;
    total -= held.heldBytes;
  }

  function makeRoom(): void {
    while (total > limitBytes && oldest !== null && oldest !== newest) {
      const dropped = oldest;
      release(dropped);
      dropped.drop();
    }
  }

  return {
    hold(held, bytes) {
      held.heldBytes = bytes;
      held.older = newest;
      if (newest === null) oldest = held;
      else newest.newer = held;
      newest = held;
      total += bytes;
      makeRoom();
    },
    grow(held, bytes) {
      total += bytes - held.heldBytes;
      held.heldBytes = bytes;
      makeRoom();
    },
    release,
  };
}
