import type { Habits, Turn } from './habits.ts';

/** The good client with one bad habit. */
export interface BadClient {
  /** What it does. */
  readonly name: string;
  /** Id of the check that has to catch it. */
  readonly breaks: string;
  readonly habits: Partial<Habits>;
  /** What else it can't help breaking, by id of the check, with the reason. */
  readonly also: Readonly<Record<string, string>>;
  /** Only a long look shows it. */
  readonly thorough?: boolean;
  /** Milliseconds that it gives a call, where it says something else than the good client. */
  readonly deadlineMs?: number;
}

/** Repeats answers with these statuses as well. */
export function alsoRetries(good: Habits, ...statuses: readonly number[]): Partial<Habits> {
  return { tryAgain: (turn) => (turn.status !== null && statuses.includes(turn.status)) || good.tryAgain(turn) };
}

/** Stops where this holds. */
export function stopsAt(good: Habits, where: (turn: Turn) => boolean): Partial<Habits> {
  return { tryAgain: (turn) => !where(turn) && good.tryAgain(turn) };
}

/** Waits otherwise where this holds. */
export function waitsOtherwise(
  good: Habits,
  where: (turn: Turn) => boolean,
  waitMs: (turn: Turn) => number,
): Partial<Habits> {
  return { waitMs: (turn) => (where(turn) ? waitMs(turn) : good.waitMs(turn)) };
}
