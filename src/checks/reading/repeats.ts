import type { Exchange } from '../../trace/exchange.ts';
import type { CheckSettings, CheckVerdict } from '../check.ts';
import type { Observation } from '../observation.ts';
import { isClosed } from '../preconditions.ts';
import { attemptsIn, gapBetween, gapsOf, isSameRequest, isSuccess, keyOf, statusesOf } from './attempts.ts';
import { broken, counted, kept, span, untested } from './verdicts.ts';

/** A wait this long between two requests with different keys is a caller who asks again, not a retry. */
const callerMs = 5000;

/** Kept when the request was not sent again as it was. */
export function lookForRepeat(observation: Observation, isSame = isSameRequest): CheckVerdict {
  const attempts = attemptsIn(observation);
  const [first] = attempts;
  if (first === undefined) return untested('not-exercised', 'no request came');
  const repeats = attempts.slice(1).filter((attempt) => isSame(first, attempt));
  const [repeat] = repeats;
  if (repeat === undefined) {
    const changed = attempts.length > 1 ? ', then another request' : '';
    return kept(`${counted(1, 'attempt')} was made${changed}`, attempts);
  }
  if (keyOf(first) !== keyOf(repeat) && gapBetween(first, repeat) >= callerMs) {
    return untested(
      'ambiguous',
      `the same came ${span(gapBetween(first, repeat))} later under another key: another call`,
    );
  }
  return broken('repeated', `the same request was sent ${counted(repeats.length + 1, 'time')}`, [first, ...repeats]);
}

/** How often a transient failure has to be tried again. */
interface Expected {
  /** Attempts until the API is well again. */
  readonly attempts: number;
}

/** Kept when the client tried again, up to its limit, until it got its answer. */
export function lookForRetry(
  observation: Observation,
  { declared, maxAttempts }: Pick<CheckSettings, 'declared' | 'maxAttempts'>,
  { attempts: needed }: Expected,
): CheckVerdict {
  const attempts = attemptsIn(observation);
  const seen = `${counted(attempts.length, 'attempt')} (${statusesOf(attempts)})`;
  if (attempts.length > Math.max(maxAttempts, 1) && maxAttempts < needed) {
    return broken('retried-a-retry', `${seen}, where ${maxAttempts} are allowed`, attempts);
  }
  if (isSuccess(attempts.at(-1))) return kept(`it got its answer with ${seen}`, attempts);
  if (attempts.length >= Math.min(needed, maxAttempts)) return kept(`it tried again: ${seen}`, attempts);
  if (!isClosed(observation.window)) return untested('window', `it was still at it after ${seen}`);
  if (attempts.length < 2 && declared.retries !== true) {
    return untested('not-declared', 'it made a single attempt, and doesn’t say that it retries');
  }
  return broken('gave-up', `it gave up after ${seen}`, attempts);
}

/** Gaps shorter than this, one after the other, are a storm. */
export const stormMs = 50;
/** A retry sooner than this comes at once. */
export const atOnceMs = 20;

/** Whether the client came back again and again without a pause. */
export function isStorm(attempts: readonly Exchange[], shorterThanMs = stormMs): boolean {
  const gaps = gapsOf(attempts);
  return gaps.length >= 2 && gaps.every((gap) => gap < shorterThanMs);
}
