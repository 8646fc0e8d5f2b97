import { Problem } from '../problem.ts';
import { ScenarioContext } from './context.ts';
import { evidenceMediaType, holdEvidence } from './evidence.ts';
import { gatherEvidence } from './gather.ts';
import type { Session } from './session.ts';

const contexts = new WeakMap<object, ScenarioContext>();

/** Gives a scenario its context; the shipped Before hook does this. */
export function openContext(world: object, session: Session): ScenarioContext {
  const context = new ScenarioContext(session);
  contexts.set(world, context);
  return context;
}

/** What cucumber's World offers for evidence. */
export interface Attaching {
  attach(data: string, mediaType: string): unknown;
}

/** Ends a scenario: closes its client and its case, and attaches the evidence; the shipped After hook does this. */
export async function closeContext(world: Attaching): Promise<void> {
  const context = contexts.get(world);
  if (context === undefined) return;
  contexts.delete(world);
  world.attach(holdEvidence(await gatherEvidence(context)), evidenceMediaType);
  context.mock?.close();
}

/** The context of the scenario whose World this is. Throws a Problem outside of one. */
export function scenarioContext(world: object): ScenarioContext {
  const context = contexts.get(world);
  if (context !== undefined) return context;
  throw new Problem(
    'no-context',
    'Failed to run a step: its scenario has no context.',
    'Write steps as "function" (not as arrows), pass "this", and run the features with "faultline run".',
  );
}
