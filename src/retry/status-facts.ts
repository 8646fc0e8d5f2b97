import type { Category, Policy, RetryClass, Side } from './classification.ts';
import { classifyRetry } from './classify.ts';

/** What a status alone says, without a method, headers or a body. */
export interface StatusFacts {
  readonly class: RetryClass;
  readonly category: Category | null;
  readonly side: Side | null;
}

/** Class, category and side of a bare status, from the same table as `classifyRetry`. */
export function factsOfStatus(status: number, policy: Policy = 'standard'): StatusFacts {
  const { class: retryClass, category, side } = classifyRetry({ method: 'GET', status, headers: {} }, policy);
  return { class: retryClass, category, side };
}

/** Who has the problem that a status tells of; null for those that tell of none. */
export function sideOfStatus(status: number, policy: Policy = 'standard'): Side | null {
  return factsOfStatus(status, policy).side;
}
