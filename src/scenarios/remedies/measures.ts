import { Problem } from '../../problem.ts';
import type { ScenarioContext } from '../context.ts';
import type { Fate } from '../workload.ts';

/** How many of the items met this end; `untried` is every item that work never came to. */
export function countOf(scenario: ScenarioContext, fate: Fate | 'untried'): number {
  begun(scenario);
  const { items, fates } = scenario.workload;
  if (fate === 'untried') return items.length - fates.length;
  return fates.filter((found) => found === fate).length;
}

/** How many requests went on the wire, in all calls together. */
export function requestsSent(scenario: ScenarioContext): number {
  if (scenario.calls.length === 0) begun(scenario);
  return scenario.exchanges.length;
}

/** Milliseconds that the client waited: for its turn before a call, and between the attempts of one. */
export function waitedMs(scenario: ScenarioContext): number {
  return made(scenario).reduce(
    (sum, { queuedMs, waitsMs }) => waitsMs.reduce((ms, wait) => ms + wait, sum + queuedMs),
    0,
  );
}

/** Milliseconds from the beginning of the work to its end. */
export function elapsedMs(scenario: ScenarioContext): number {
  const { startedAt, endedAt } = begun(scenario);
  return endedAt - startedAt;
}

/** How many calls were answered by what the client had kept. */
export function answeredFromCache(scenario: ScenarioContext): number {
  return made(scenario).filter(({ cached }) => cached).length;
}

/** How many calls the client itself refused to send. */
export function unsent(scenario: ScenarioContext): number {
  return made(scenario).filter(({ exchanges, cached }) => exchanges.length === 0 && !cached).length;
}

/** How many requests a quota refused. */
export function refusals({ exchanges }: ScenarioContext): number {
  return exchanges.filter(({ outcome }) => outcome?.kind === 'response' && outcome.response.status === 429).length;
}

/** The calls; a Problem when there are none, so that no count of nothing passes for a finding. */
function made(scenario: ScenarioContext): ScenarioContext['calls'] {
  scenario.lastCall;
  return scenario.calls;
}

function begun({ workload: { startedAt, endedAt } }: ScenarioContext) {
  if (startedAt !== null && endedAt !== null) return { startedAt, endedAt };
  throw new Problem(
    'no-work',
    'Failed to check what became of the work: none was begun.',
    'Put a When step before it, such as "the client calls operation getUser for each of them".',
  );
}
