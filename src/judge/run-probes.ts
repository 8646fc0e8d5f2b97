import type { Probe } from '../checks/check.ts';
import { type Bench, type Observed, observe, watchOf } from './observe.ts';
import type { PlannedRequest } from './requests.ts';

/** A probe with the call that it makes. */
export interface PlannedProbe {
  readonly probe: Probe;
  readonly planned: PlannedRequest;
}

/** What a person may be told while probes are under way. */
export type ProbeProgress =
  | { readonly kind: 'started'; readonly probe: Probe; readonly watchMs: number }
  | { readonly kind: 'ended'; readonly observed: Observed };

export interface RunProbesOptions {
  /** Calls under way at the same time at most; a probe whose calls are parallel may take all of them. */
  readonly concurrency: number;
  /** Counted from 1; a probe that is run again gets cases of its own. */
  readonly round: number;
  onProgress(progress: ProbeProgress): void;
}

/** Runs probes side by side, those that may take longest first, so that none of them is waited for at the end. */
export async function runProbes(
  bench: Bench,
  probes: readonly PlannedProbe[],
  { concurrency, round, onProgress }: RunProbesOptions,
): Promise<readonly Observed[]> {
  const room = createRoom(concurrency);
  const expected = ({ probe }: PlannedProbe) => watchOf(probe, bench.thorough);
  const order = probes.toSorted((one, other) => expected(other) - expected(one));
  const done = order.map(async ({ probe, planned }) => {
    const places = Math.min(concurrency, probe.parallel === true ? (probe.calls ?? 1) : 1);
    await room.enter(places);
    try {
      if (bench.stopped.aborted) return [];
      onProgress({ kind: 'started', probe, watchMs: watchOf(probe, bench.thorough) });
      const observed = await observe(bench, probe, planned, round);
      onProgress({ kind: 'ended', observed });
      return [observed];
    } finally {
      room.leave(places);
    }
  });
  return (await Promise.all(done)).flat();
}

interface Room {
  /** Resolves, in the order of asking, when so many places are free. */
  enter(places: number): Promise<void>;
  leave(places: number): void;
}

function createRoom(capacity: number): Room {
  let free = capacity;
  const waiting: { readonly places: number; readonly go: () => void }[] = [];

  function admit(): void {
    for (let next = waiting[0]; next !== undefined && next.places <= free; next = waiting[0]) {
      waiting.shift();
      free -= next.places;
      next.go();
    }
  }

  return {
    enter: (places) =>
      new Promise((go) => {
        waiting.push({ places, go });
        admit();
      }),
    leave(places) {
      free += places;
      admit();
    },
  };
}
