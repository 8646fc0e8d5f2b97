import { type Cancel, type Clock, createRealClock, sleepOn } from './clock.ts';

/** A real clock that can be moved forward by hand. */
export interface AdjustableClock extends Clock {
  /** Moves the clock forward; timers that fall due on the way fire in order, each at its own time. */
  advance(ms: number): void;
  /** Sets the clock back to the machine's time; timers keep what they have left. */
  reset(): void;
}

interface Waiting {
  at: number;
  readonly callback: () => void;
  cancel: Cancel;
}

/** Runs with the machine's clock and can be put ahead of it, so that nobody has to wait for a window to pass. */
export function createAdjustableClock(real: Clock = createRealClock()): AdjustableClock {
  let ahead = 0;
  const waiting = new Set<Waiting>();
  const now = () => real.now() + ahead;

  function arm(timer: Waiting): void {
    timer.cancel = real.timer(timer.at - now(), () => fire(timer));
  }

  function rearm(): void {
    for (const timer of waiting) {
      timer.cancel();
      arm(timer);
    }
  }

  function fire(timer: Waiting): void {
    if (waiting.delete(timer)) timer.callback();
  }

  function nextDue(until: number): Waiting | undefined {
    const due = [...waiting].filter(({ at }) => at <= until);
    return due.toSorted((one, other) => one.at - other.at)[0];
  }

  return {
    ...real,
    now,
    timer(ms, callback) {
      const timer: Waiting = { at: now() + Math.max(0, ms), callback, cancel: () => {} };
      waiting.add(timer);
      arm(timer);
      return () => {
        waiting.delete(timer);
        timer.cancel();
      };
    },
    sleep(ms, signal) {
      return sleepOn(this, ms, signal);
    },
    advance(ms) {
      const target = now() + ms;
      for (let next = nextDue(target); next !== undefined; next = nextDue(target)) {
        ahead += Math.max(0, next.at - now());
        next.cancel();
        fire(next);
      }
      ahead += Math.max(0, target - now());
      rearm();
    },
    reset() {
      for (const timer of waiting) timer.at -= ahead;
      ahead = 0;
      rearm();
    },
  };
}
