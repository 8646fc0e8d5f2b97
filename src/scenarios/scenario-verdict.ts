import { problemsOf } from '../problem.ts';
import type { StepResult, Verdict } from '../result.ts';
import { statusOf } from '../trace/exchange.ts';
import type { Evidence } from './evidence.ts';
import type { Execution, MessageLog } from './messages.ts';
import { messageOf } from './step-results.ts';
import { thrownBySteps } from './thrown.ts';

/** What became of a scenario, and why it isn't kept. */
export interface ScenarioVerdict {
  readonly verdict: Verdict;
  readonly because: string | null;
}

const untested = (because: string): ScenarioVerdict => ({ verdict: 'untested', because });
const broken = (because: string): ScenarioVerdict => ({ verdict: 'broken', because });

/** The first reason that holds counts. What is not known to hold is never kept. */
export function judgeScenario(
  execution: Execution,
  steps: readonly StepResult[],
  evidence: Evidence | null,
  { log, isLive, isDry }: { readonly log: MessageLog; readonly isLive: boolean; readonly isDry: boolean },
): ScenarioVerdict {
  return (
    unfit(steps, execution) ??
    (isDry ? untested('it was a dry run: nothing was sent') : null) ??
    (isLive ? (withheld(evidence) ?? throttled(steps, evidence)) : null) ??
    failed(execution, log) ??
    unfinished(steps, evidence) ??
    neverFired(evidence) ?? { verdict: 'kept', because: null }
  );
}

/** Something is wrong with the scenario itself, so it says nothing about the API. */
function unfit(steps: readonly StepResult[], { id, testCase, pickle, outcomes }: Execution): ScenarioVerdict | null {
  const unmatched = steps.find(({ status }) => status === 'undefined' || status === 'ambiguous');
  if (unmatched !== undefined) return untested(`step "${unmatched.text}" is ${unmatched.status}`);
  if (pickle.steps.length === 0) return untested('it has no steps');
  if (!pickle.steps.some(({ type }) => type === 'Outcome')) return untested('it has no Then');
  const [misuse] = testCase.testSteps
    .filter((step) => outcomes.get(step.id)?.status === 'FAILED')
    .flatMap((step) => problemsOf(thrownBySteps.get(`${id} ${step.id}`)));
  return misuse === undefined ? null : untested(misuse.message);
}

/** What must not be sent to a live target ends the scenario, wherever that was noticed. */
function withheld(evidence: Evidence | null): ScenarioVerdict | null {
  return evidence === null || evidence.untested === null ? null : untested(evidence.untested);
}

/** On a live target scenarios share its quota, so an answer of 429 that a scenario says nothing about is not its own. */
function throttled(steps: readonly StepResult[], evidence: Evidence | null): ScenarioVerdict | null {
  if (!steps.some(({ status }) => status === 'failed')) return null;
  if (evidence === null || evidence.asserted.some(({ failure }) => failure === '429')) return null;
  const refused = evidence.calls.some(({ exchanges }) => exchanges.some((exchange) => statusOf(exchange) === 429));
  return refused ? untested('the target answered 429: its quota was used up before this scenario') : null;
}

function failed({ testCase, outcomes }: Execution, log: MessageLog): ScenarioVerdict | null {
  const failure = testCase.testSteps.find(({ id }) => outcomes.get(id)?.status === 'FAILED');
  const outcome = outcomes.get(failure?.id ?? '');
  if (failure === undefined || outcome === undefined) return null;
  if (failure.hookId === undefined) return broken(messageOf(outcome));
  const { uri, location } = log.hooks.get(failure.hookId)?.sourceReference ?? {};
  return broken(`the hook at ${uri}:${location?.line} failed: ${messageOf(outcome)}`);
}

function unfinished(steps: readonly StepResult[], evidence: Evidence | null): ScenarioVerdict | null {
  const pending = steps.find(({ status }) => status === 'pending');
  if (pending !== undefined) return untested(`step "${pending.text}" is pending`);
  if (evidence === null) return untested('it left no evidence');
  if (evidence.untested !== null) return untested(evidence.untested);
  const skipped = steps.find(({ status }) => status === 'skipped');
  return skipped === undefined ? null : untested(`step "${skipped.text}" was skipped`);
}

function neverFired(evidence: Evidence | null): ScenarioVerdict | null {
  const idle = evidence?.injected.find(({ hits }) => hits === 0);
  if (idle === undefined) return null;
  return broken(`the fault "${idle.fault}" was injected on ${idle.operation} and never fired`);
}
