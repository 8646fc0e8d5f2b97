/**
 * Time and chance, injected: the only place where `Date`, timers and random numbers are taken from the machine.
 */

/** Ends a timer early; calling it again, or after the timer fired, does nothing. */
export type Cancel = () => void;

export interface Clock {
  readonly kind: 'real' | 'virtual';
  /** Milliseconds since the epoch. On a virtual clock it moves only when nothing is left to do. */
  now(): number;
  /** Calls back after `ms` milliseconds. */
  timer(ms: number, callback: () => void): Cancel;
  /** Resolves after `ms` milliseconds, or rejects with the signal's reason. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
  /** A call with this id is under way: a virtual clock stands still until it ends or is parked. */
  begin(callId: string): void;
  /** The server has put the call aside (a delay, a hang): it no longer holds the clock. */
  park(callId: string): void;
  /** The server goes on with the call. */
  unpark(callId: string): void;
  end(callId: string): void;
}

/** A number from 0 up to, not including, 1. */
export type Random = () => number;

interface Timer {
  readonly at: number;
  readonly order: number;
  readonly callback: () => void;
}

/** Sleep as every clock has it: by its own timer. */
export function sleepOn(clock: Pick<Clock, 'timer'>, ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason as Error);
    const stop = () => {
      cancel();
      reject(signal?.reason as Error);
    };
    const cancel = clock.timer(ms, () => {
      signal?.removeEventListener('abort', stop);
      resolve();
    });
    signal?.addEventListener('abort', stop, { once: true });
  });
}

const longestTimeout = 2 ** 31 - 1;

/** The machine's own clock. Timers don't keep the process alive longer than its sockets do. */
export function createRealClock(): Clock {
  const clock: Clock = {
    kind: 'real',
    now: () => Date.now(),
    timer(ms, callback) {
      const handle = setTimeout(callback, Math.min(Math.max(0, ms), longestTimeout));
      return () => clearTimeout(handle);
    },
    sleep: (ms, signal) => sleepOn(clock, ms, signal),
    begin() {},
    park() {},
    unpark() {},
    end() {},
  };
  return clock;
}

/**
 * The machine's clock, read once and from then on counted by its monotonic one: nobody who sets the time bends a gap
 * between two of its moments.
 */
export function createMonotonicClock(): Clock {
  const real = createRealClock();
  const start = Date.now() - performance.now();
  const clock: Clock = {
    ...real,
    now: () => start + performance.now(),
    sleep: (ms, signal) => sleepOn(clock, ms, signal),
  };
  return clock;
}

interface TimerQueue {
  add(at: number, callback: () => void): Cancel;
  /** Takes the earliest timer out; those due at the same time come in the order they were set. */
  takeNext(): Timer | undefined;
}

function createTimerQueue(): TimerQueue {
  let order = 0;
  const timers = new Set<Timer>();
  const before = (one: Timer, other: Timer) => one.at < other.at || (one.at === other.at && one.order < other.order);
  return {
    add(at, callback) {
      order += 1;
      const timer: Timer = { at, order, callback };
      timers.add(timer);
      return () => timers.delete(timer);
    },
    takeNext() {
      let next: Timer | undefined;
      for (const timer of timers) if (next === undefined || before(timer, next)) next = timer;
      if (next !== undefined) timers.delete(next);
      return next;
    },
  };
}

/** Which calls are at work and which the server has put aside, each in one of the two at most. */
function createCallLedger(): Pick<Clock, 'begin' | 'park' | 'unpark' | 'end'> & {
  readonly working: ReadonlySet<string>;
} {
  const working = new Set<string>();
  const parked = new Set<string>();
  return {
    working,
    begin: (callId) => void working.add(callId),
    park(callId) {
      if (working.delete(callId)) parked.add(callId);
    },
    unpark(callId) {
      if (parked.delete(callId)) working.add(callId);
    },
    end(callId) {
      parked.delete(callId);
      working.delete(callId);
    },
  };
}

/**
 * A clock that jumps to its next timer as soon as no call is at work, so that waits cost nothing and are exact.
 *
 * A call counts as work from `begin` to `end`, except while it is parked. `start` is in milliseconds since the epoch.
 */
export function createVirtualClock(start = Date.UTC(2026, 0, 1)): Clock {
  let now = start;
  let turn = 0;
  const timers = createTimerQueue();
  const { working, begin, park, unpark, end } = createCallLedger();

  function check(): void {
    const next = working.size === 0 ? timers.takeNext() : undefined;
    if (next === undefined) return;
    now = Math.max(now, next.at);
    next.callback();
    schedule();
  }

  // Two turns of the loop from the last change on: whoever was just resolved may begin its next call, and what was
  // just written to a socket is read at its other end, before time moves.
  function schedule(): void {
    turn += 1;
    const mine = turn;
    setImmediate(() => setImmediate(() => mine === turn && check()));
  }

  const clock: Clock = {
    kind: 'virtual',
    now: () => now,
    timer(ms, callback) {
      schedule();
      return timers.add(now + Math.max(0, ms), callback);
    },
    sleep: (ms, signal) => sleepOn(clock, ms, signal),
    begin,
    park(callId) {
      park(callId);
      schedule();
    },
    unpark,
    end(callId) {
      end(callId);
      schedule();
    },
  };
  return clock;
}

/** The same seed gives the same numbers (mulberry32); without one they come from the machine. */
export function createRandom(seed?: number): Random {
  if (seed === undefined) return Math.random;
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** A moment as HTTP writes it (RFC 9110 §5.6.7): whole seconds, in GMT. */
export function httpDate(ms: number): string {
  const second = Math.floor(ms / 1000);
  if (second !== lastSecond.second) lastSecond = { second, text: new Date(ms).toUTCString() };
  return lastSecond.text;
}

/** Most answers are of the second of the one before. */
let lastSecond = { second: Number.NaN, text: '' };

/** A moment as JSON documents write it (RFC 3339, in UTC). */
export function isoTime(ms: number): string {
  if (ms !== lastMoment.ms) lastMoment = { ms, text: new Date(ms).toISOString() };
  return lastMoment.text;
}

/** A busy server writes the same moment many times over. */
let lastMoment = { ms: Number.NaN, text: '' };

/** Whether a text is a day of the calendar, as `2026-12-31`. */
export function isDay(text: string): boolean {
  const ms = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(text) : Number.NaN;
  return !Number.isNaN(ms) && isoTime(ms).startsWith(text);
}

/** An ISO 8601 time with a zone in milliseconds since the epoch; undefined when it is none. */
export function parseIsoTime(text: string): number | undefined {
  const ms = Date.parse(text);
  return Number.isNaN(ms) ? undefined : ms;
}

/** A moment as JavaScript writes it, for libraries that ask for that. */
export function dateOf(ms: number): Date {
  return new Date(ms);
}
