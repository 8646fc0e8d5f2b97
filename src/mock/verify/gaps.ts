import type { Exchange } from '../../trace/exchange.ts';

/** The time between two attempts that followed each other. */
export interface Gap {
  readonly before: Exchange;
  readonly after: Exchange;
  /** Counted from 1: the attempt that came before it. */
  readonly attempt: number;
  /** 0 when the second came while the first was still under way. */
  readonly ms: number;
}

/** Every gap, in order. */
export function gapsOf(attempts: readonly Exchange[]): readonly Gap[] {
  return attempts.slice(1).flatMap((after, index) => {
    const before = attempts[index];
    if (before === undefined) return [];
    return [{ before, after, attempt: index + 1, ms: Math.max(0, after.startedAt - knownAt(before)) }];
  });
}

/**
 * When the client could know what became of an attempt: at its status line, else when the connection broke.
 * When it was the client that gave up, nobody knows when it did (some close the dead socket only before the next
 * attempt), so the attempt's start counts.
 */
function knownAt({ outcome, startedAt, respondedAt, endedAt }: Exchange): number {
  if (outcome === null) return startedAt;
  if (outcome.kind === 'response') return respondedAt ?? startedAt;
  return outcome.code === 'ECONNABORTED' ? startedAt : (endedAt ?? startedAt);
}

/** `waited 1999 ms after attempt 1, 4000 ms after attempt 2`. */
export function printGaps(gaps: readonly Gap[]): string {
  return `waited ${gaps.map(({ ms, attempt }) => `${ms} ms after attempt ${attempt}`).join(', ')}`;
}

/** The exchanges on both sides of some gaps, each once. */
export function around(gaps: readonly Gap[]): readonly Exchange[] {
  return [...new Set(gaps.flatMap(({ before, after }) => [before, after]))];
}
