import type { Clock } from '../../clock.ts';

/** Hands out turns that lie apart. */
export interface Spacing {
  /** Resolves when it is the caller's turn. */
  turn(signal?: AbortSignal): Promise<void>;
}

/** Turns at least `gapMs` apart, in the order of asking: a steady rate instead of bursts. */
export function createSpacing(gapMs: number, clock: Clock): Spacing {
  let free = Number.NEGATIVE_INFINITY;
  return {
    async turn(signal) {
      const now = clock.now();
      const at = Math.max(now, free);
      free = at + gapMs;
      if (at > now) await clock.sleep(at - now, signal);
    },
  };
}
