import { callsOf, type Probe } from '../checks/check.ts';
import { type Bench, comparesWaits, type Observed, observe, watchOf } from './observe.ts';
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
  /** Whether what was seen hangs on the judge's own delays, so that it is worth another look at once; default: never. */
  isNoisy?(observed: Observed): boolean;
  onProgress(progress: ProbeProgress): void;
}

/**
 * Runs probes side by side, those that may take longest first, so that none of them is waited for at the end. Those that
 * compare many waits begin one by one when all others are under way, since programs that start disturb each other.
 */
export async function runProbes(
  bench: Bench,
  probes: readonly PlannedProbe[],
  { concurrency, round, onProgress, isNoisy = () => false }: RunProbesOptions,
): Promise<readonly Observed[]> {
  const room = createRoom(concurrency);

  async function run({ probe, planned }: PlannedProbe, onBegun: () => void): Promise<readonly Observed[]> {
    const places = Math.min(concurrency, placesOf(probe, bench.thorough));
    await room.enter(places);
    onBegun();
    try {
      if (bench.stopped.aborted) return [];
      onProgress({ kind: 'started', probe, watchMs: watchOf(probe, bench.thorough) });
      const first = await observe(bench, probe, planned, round);
      const again = isNoisy(first) && !bench.stopped.aborted;
      const observed = again ? await observe(bench, probe, planned, round + 1) : first;
      onProgress({ kind: 'ended', observed });
      return [observed];
    } finally {
      room.leave(places);
    }
  }

  const [measured, others] = split(probes, bench.thorough);
  const begun = others.map(() => Promise.withResolvers<void>());
  const done = others.map((one, index) => run(one, () => begun[index]?.resolve()));
  await Promise.all(begun.map(({ promise }) => promise));
  const last: (readonly Observed[])[] = [];
  for (const one of measured) last.push(await run(one, () => {}));
  return [...(await Promise.all(done)), ...last].flat();
}

/** The probes whose many waits are compared with each other, and all the others, each with the longest first. */
function split(
  probes: readonly PlannedProbe[],
  thorough: boolean,
): readonly [readonly PlannedProbe[], readonly PlannedProbe[]] {
  const expected = ({ probe }: PlannedProbe) => watchOf(probe, thorough);
  const order = probes.toSorted((one, other) => expected(other) - expected(one));
  const { measured = [], others = [] } = Object.groupBy(order, ({ probe }) =>
    comparesWaits(probe, thorough) ? 'measured' : 'others',
  );
  return [measured, others];
}

/** How many of its calls begin at the same time. */
function placesOf(probe: Probe, thorough: boolean): number {
  return probe.parallel === true && (probe.everyMs ?? 0) === 0 ? callsOf(probe, thorough) : 1;
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
