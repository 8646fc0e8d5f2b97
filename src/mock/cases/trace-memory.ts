/** What all traces of a mock may hold together. Each trace has its own bound too; this one is for many cases. */
export interface TraceMemory {
  /** Counts an entry in; past the limit the oldest entries of all are dropped, each by its own `drop`. */
  hold(bytes: number, drop: () => void): Held;
  /** Counts an entry anew that has grown. */
  grow(held: Held, bytes: number): void;
  /** Nobody keeps the entry any more. */
  release(held: Held): void;
}

/** An entry that is counted, in the order in which all came. */
export interface Held {
  readonly drop: () => void;
  bytes: number;
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
    total -= held.bytes;
  }

  function makeRoom(): void {
    while (total > limitBytes && oldest !== null && oldest !== newest) {
      const { drop } = oldest;
      release(oldest);
      drop();
    }
  }

  return {
    hold(bytes, drop) {
      const held: Held = { drop, bytes, older: newest, newer: null };
      if (newest === null) oldest = held;
      else newest.newer = held;
      newest = held;
      total += bytes;
      makeRoom();
      return held;
    },
    grow(held, bytes) {
      total += bytes - held.bytes;
      held.bytes = bytes;
      makeRoom();
    },
    release,
  };
}
