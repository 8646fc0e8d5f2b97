import type { Clock } from '../clock.ts';
import { printDuration } from './expectations.ts';

/** The times that pass for one that is expected: a single one on a virtual clock, some room on a real one. */
export interface Room {
  readonly fromMs: number;
  readonly toMs: number;
}

/** What is told in whole seconds may be rounded up or down. */
const roundingMs = 1000;
/** What the machine's timers, the way there and the way back may add. */
const delayMs = 1000;
/** What the machine's timers may take off. */
const earlyMs = 20;

const exactly = (ms: number): Room => ({ fromMs: ms, toMs: ms });

/** For a time until something that the API announces: it has been running down since the scenario's first request. */
export function roomOfTold(ms: number, elapsedMs: number, { kind }: Pick<Clock, 'kind'>): Room {
  if (kind === 'virtual') return exactly(ms);
  const wholeSeconds = Math.ceil(elapsedMs / 1000) * 1000;
  return { fromMs: Math.max(0, ms - wholeSeconds - roundingMs), toMs: ms + roundingMs };
}

/** For a time that something took. */
export function roomOfTook(ms: number, { kind }: Pick<Clock, 'kind'>): Room {
  return kind === 'virtual' ? exactly(ms) : { fromMs: Math.max(0, ms - earlyMs), toMs: ms + delayMs };
}

/** For a wait of the client, which may go by what the API told it. */
export function roomOfWait(ms: number, { kind }: Pick<Clock, 'kind'>): Room {
  return kind === 'virtual' ? exactly(ms) : { fromMs: Math.max(0, ms - roundingMs - earlyMs), toMs: ms + delayMs };
}

/** Whether a time passes. */
export function fits({ fromMs, toMs }: Room, ms: number | null | undefined): boolean {
  return typeof ms === 'number' && ms >= fromMs && ms <= toMs;
}

/** What is expected, as a person reads it in a message. */
export function printRoom(ms: number, { fromMs, toMs }: Room): string {
  if (fromMs === toMs) return printDuration(ms);
  return `${printDuration(ms)} (on a real clock from ${printDuration(fromMs)} to ${printDuration(toMs)})`;
}
