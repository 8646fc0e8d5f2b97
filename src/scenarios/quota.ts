import type { FailureLayer, RateLimit } from '../contract/failure-layer.ts';
import { matching } from '../contract/index.ts';

/** What a step says about a quota; the rest stays as the failure layer has it. */
export type QuotaInput = Partial<Omit<RateLimit, 'id' | 'match'>> & { readonly id?: string };

/**
 * The quota that a step means: one for an operation alone, one of the layer by its id, or else the layer's first.
 * A new one takes its words and headers from the layer's first.
 */
export function quotaOf(
  { rateLimits }: FailureLayer,
  operationId: string | null,
  change: QuotaInput,
): Partial<RateLimit> & { readonly id: string } {
  const first = rateLimits.find(({ enabled }) => enabled) ?? rateLimits[0];
  if (operationId !== null) {
    const match = matching({ operations: [operationId] });
    return { ...first, exceptCredentials: [], ...change, match, id: quotaIdOf(operationId), enabled: true };
  }
  const id = change.id ?? first?.id ?? 'quota';
  return { ...change, id, enabled: true };
}

/** What the quota of one operation is called: ids of quotas have no slashes and blanks. */
export function quotaIdOf(operationId: string): string {
  return `quota-of-${operationId.replace(/[^A-Za-z0-9._-]+/g, '-')}`;
}
