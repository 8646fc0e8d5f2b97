import type { Random } from '../../clock.ts';
import type { When } from '../../contract/failure-layer.ts';

/** How often a rule's match held when it was the rule's turn, and how often it acted. */
export interface RuleCount {
  readonly matched: number;
  readonly hits: number;
}

/** No request so far. */
export const uncounted: RuleCount = { matched: 0, hits: 0 };

/** Whether the rule is in force at this moment of the case's clock; outside of it nothing is counted. */
export function inForce({ fromMs, untilMs }: When, elapsedMs: number): boolean {
  return (fromMs === null || elapsedMs >= fromMs) && (untilMs === null || elapsedMs < untilMs);
}

/** Counts one matching request; `hits` has grown when the rule acts on it. */
export function count(when: When, before: RuleCount, random: Random): RuleCount {
  const matched = before.matched + 1;
  const turn = matched - when.skip;
  const due =
    turn >= 1 &&
    (when.times === null || before.hits < when.times) &&
    (when.every === null || turn % when.every === 0) &&
    // Drawn last, so that a rule takes a number only where the number decides.
    (when.probability === null || random() < when.probability);
  return { matched, hits: before.hits + (due ? 1 : 0) };
}
