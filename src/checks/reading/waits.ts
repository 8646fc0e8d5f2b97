import { fieldsOf, readRetryAfter } from '../../retry/index.ts';
import type { Exchange } from '../../trace/exchange.ts';
import { statusOf } from '../../trace/exchange.ts';
import type { CheckVerdict } from '../check.ts';
import type { Observation } from '../observation.ts';
import { attemptsIn, gapBetween, releasedAt } from './attempts.ts';
import { broken, kept, span, untested, warned } from './verdicts.ts';

/** How much too early a wait may end: timers fire early by a little. */
export function earlyBy(toldMs: number): number {
  return Math.max(50, toldMs * 0.01);
}

/** An HTTP-date and seconds since 1970 know no milliseconds. */
export const dateTolerance = 1000;

/** Nothing that nobody asked for is waited for longer than this. */
export const absurdMs = 60_000;

/** What an answer's `Retry-After` asks for, in milliseconds from the answer's end. Null: nothing that can be read. */
export function toldBy(exchange: Exchange): number | null {
  const { outcome, respondedAt } = exchange;
  if (outcome === null || outcome.kind === 'no-response') return null;
  const headers = fieldsOf(outcome.response.headers);
  return readRetryAfter({ headers, ...(respondedAt === null ? {} : { now: respondedAt }) })?.ms ?? null;
}

/** A wait that an answer asked for, and what the client did. */
export interface Asked {
  readonly refused: Exchange;
  readonly next: Exchange;
  readonly toldMs: number;
  readonly toleranceMs: number;
}

/** A wait cut short this late was begun and broken off: the client has a cap of its own. */
const cappedFromMs = 5000;

/** Kept when the next attempt came no earlier than told. */
export function judgeWait({ refused, next, toldMs, toleranceMs }: Asked): CheckVerdict {
  const waited = gapBetween(refused, next);
  const seen = `it was told to wait ${span(toldMs)} and waited ${span(waited)}`;
  if (waited >= toldMs - toleranceMs) return kept(seen, [refused, next]);
  const subtype = waited >= cappedFromMs ? 'capped' : 'early';
  return broken(subtype, `${seen}: ${span(toldMs - waited)} too early`, [refused, next]);
}

/** Looks whether the first refusal's `Retry-After` was waited for. A client that gave up instead is warned of. */
export function lookAtRetryAfter(observation: Observation): CheckVerdict {
  const [refused, next] = attemptsIn(observation);
  const toldMs = refused === undefined ? null : toldBy(refused);
  if (refused === undefined || toldMs === null) return untested('not-exercised', 'no wait was asked for');
  if (next === undefined) return gaveUp(observation, refused, toldMs);
  return judgeWait({ refused, next, toldMs, toleranceMs: earlyBy(toldMs) });
}

/** Nothing came behind a refusal. */
export function gaveUp({ window }: Observation, refused: Exchange, toldMs: number): CheckVerdict {
  const waited = window.closedAt - releasedAt(refused);
  if (window.end === 'watch-ended' || window.end === 'stopped') {
    return untested(
      'window',
      `it was told to wait ${span(toldMs)}; nothing came in the ${span(waited)} that were watched`,
    );
  }
  const status = statusOf(refused);
  return warned('gave-up', `it gave up at the first ${status}, though told to come back in ${span(toldMs)}`, [refused]);
}
