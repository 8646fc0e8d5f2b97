import type { Passage } from '../gates/gate.ts';
import type { CaseState } from '../state.ts';
import { count, inForce, uncounted } from './due.ts';
import type { Injection } from './injection.ts';
import { matches } from './match.ts';
import { rulesFor } from './rule-index.ts';

/**
 * The first rule at this place that matches and is due, with the state in which its turn is counted.
 * Rules behind the one that acts are not asked, so they keep their turns.
 */
export function chooseRule(
  passage: Passage,
  place: Injection['place'],
): { state: CaseState; injection: Injection | null } {
  const { state, now, random, operation } = passage;
  let counts: Map<string, { matched: number; hits: number }> | null = null;
  for (const injection of rulesFor(state.rules, operation.id, place, passage.request.headers)) {
    if (injection.rule === null || !isAsked(injection, passage, now - state.openedAt)) continue;
    const before = state.ruleCounts.get(injection.rule.id) ?? uncounted;
    const after = count(injection.rule.when, before, random);
    counts ??= new Map(state.ruleCounts);
    counts.set(injection.rule.id, after);
    if (after.hits > before.hits) return { state: { ...state, ruleCounts: counts }, injection };
  }
  return { state: counts === null ? state : { ...state, ruleCounts: counts }, injection: null };
}

function isAsked({ rule, needsReusedConnection }: Injection, passage: Passage, elapsedMs: number): boolean {
  if (rule === null || (needsReusedConnection && passage.request.reusedConnection !== true)) return false;
  return inForce(rule.when, elapsedMs) && matches(rule.match, passage);
}
