import type { Clock } from '../clock.ts';

/** A time in which this process did nothing, although it wanted to. */
export interface Delay {
  readonly from: number;
  readonly to: number;
}

/** How late this process was with what it wanted to do, so that its own delays aren't taken for the client's. */
export interface Lateness {
  /** The delays of a time that are long enough to count, in order. */
  between(from: number, to: number): readonly Delay[];
  /** What timers of a time were late by at worst, where they are late as a rule: 0 on a machine that isn't busy. */
  noise(from: number, to: number): number;
  stop(): void;
}

const everyMs = 10;
/** What a timer is late by on a quiet machine. */
const usualMs = 10;

const usualShare = 0.95;
const busyMs = 3;

/** Watches a clock; on a virtual one nothing is ever late. */
export function watchLateness(clock: Clock): Lateness {
  const delays: Delay[] = [];
  const samples: Delay[] = [];
  let cancel = () => {};

  function wait(): void {
    const due = clock.now() + everyMs;
    cancel = clock.timer(everyMs, () => {
      const now = clock.now();
      const delay = { from: due, to: now };
      samples.push(delay);
      if (now - due > usualMs) delays.push(delay);
      wait();
    });
  }
  if (clock.kind === 'real') wait();

  return {
    between: (from, to) => delays.filter((delay) => delay.to >= from && delay.from <= to),
    noise(from, to) {
      const within = samples.filter((sample) => sample.to >= from && sample.from <= to);
      const late = within.map((sample) => sample.to - sample.from).toSorted((one, other) => one - other);
      const usual = late[Math.floor(late.length * usualShare)] ?? 0;
      return usual < busyMs ? 0 : (late.at(-1) ?? 0);
    },
    stop: () => cancel(),
  };
}

/** What happens while a process is late is noted when it goes on: by how much at most. */
export function latenessAt(delays: readonly Delay[], moment: number): number {
  // Whatever had piled up is worked off behind the delay.
  const during = delays.filter(({ from, to }) => moment >= from && moment <= to + everyMs);
  return during.reduce((worst, { from }) => Math.max(worst, moment - from), 0);
}
