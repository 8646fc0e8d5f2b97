import type { Clock } from '../../clock.ts';

export interface BatcherOptions<T> {
  /** Ids in one request at most. */
  readonly maxItems: number;
  /** Milliseconds for which ids are gathered before they are asked for; default 0: those of the same moment. */
  readonly gatherMs?: number;
  readonly clock: Clock;
  /** One call for several ids, none twice; ids without an entry in what it gives are missing. */
  load(ids: readonly string[]): Promise<ReadonlyMap<string, T>>;
}

/** Gathers single lookups into calls for many. */
export interface Batcher<T> {
  /** The item of that id; null when the API has none. Rejects when the call for it did. */
  get(id: string): Promise<T | null>;
}

/**
 * Gathers lookups by id that come at about the same time into one call: `GET /users?ids=1,2` in place of two.
 *
 * The same id asked for twice within a batch is asked for once.
 */
export function createBatcher<T>({ maxItems, gatherMs = 0, clock, load }: BatcherOptions<T>): Batcher<T> {
  let waiting = new Map<string, PromiseWithResolvers<T | null>>();

  async function send(): Promise<void> {
    const batch = waiting;
    waiting = new Map();
    try {
      const found = await load([...batch.keys()]);
      for (const [id, { resolve }] of batch) resolve(found.get(id) ?? null);
    } catch (error) {
      for (const { reject } of batch.values()) reject(error);
    }
  }

  return {
    get(id) {
      const asked = waiting.get(id);
      if (asked !== undefined) return asked.promise;
      const own = Promise.withResolvers<T | null>();
      waiting.set(id, own);
      if (waiting.size >= maxItems) void send();
      else if (waiting.size === 1) sendLater(waiting);
      return own.promise;
    },
  };

  function sendLater(batch: typeof waiting): void {
    // A batch that filled up has gone already.
    clock.timer(gatherMs, () => void (batch === waiting && send()));
  }
}

/** A list in pieces of at most `size`. */
export function batchesOf<T>(items: readonly T[], size: number): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
}
