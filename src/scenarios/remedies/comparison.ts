import { Problem } from '../../problem.ts';
import { ScenarioContext } from '../context.ts';
import { callForEach } from './each.ts';
import { elapsedMs, refusals } from './measures.ts';

/** How another way to do the same work differs from the scenario's. */
export interface Difference {
  /** Milliseconds; negative when it is done sooner. */
  readonly laterMs: number;
  /** Requests that the quota refuses; negative when they are fewer. */
  readonly moreRefused: number;
}

/** Enough for any window: each refusal says when the next one begins, so the second attempt gets through. */
const patience = 10;

/**
 * What the same items cost a client that makes a call for each and waits as long as `Retry-After` says, beside what they
 * cost the scenario's. Measured on a case of its own, with the scenario's credential, headers and quotas.
 */
export async function differenceOfWaiting(scenario: ScenarioContext, operation: string): Promise<Difference> {
  const other = twinOf(scenario);
  try {
    await callForEach(other, operation);
    return {
      laterMs: elapsedMs(other) - elapsedMs(scenario),
      moreRefused: refusals(other) - refusals(scenario),
    };
  } finally {
    await other.client.close();
    other.mock?.close();
  }
}

function twinOf(scenario: ScenarioContext): ScenarioContext {
  const { session, draft, quotas, workload, injected, policy } = scenario;
  if (injected.length > 0) {
    throw new Problem(
      'no-comparison',
      'Failed to compare with a client that waits for Retry-After: the scenario injects failures, which it would not meet.',
      'Compare only where the failure layer itself, or a changed quota, refuses requests.',
    );
  }
  const other = new ScenarioContext(session);
  other.policy = policy;
  Object.assign(other.draft, draft);
  other.workload.items = workload.items;
  for (const quota of quotas.values()) other.setQuota(quota);
  Object.assign(other.client.settings, { maxAttempts: patience, policies: { backoff: { baseMs: 0 } } });
  return other;
}
