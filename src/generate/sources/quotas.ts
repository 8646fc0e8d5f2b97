import type { RateLimit } from '../../contract/failure-layer.ts';
import { quotaIdOf } from '../../scenarios/quota.ts';
import { operationPhrase } from '../names.ts';
import { allowance } from '../preparations.ts';
import type { Proposal, Subject } from '../proposal.ts';

/** More calls than this would make a scenario slow and say nothing more. */
const mostCalls = 20;

/** 429: one call more than the quota lets through; a large quota is made small first. */
export function fromQuotas({ contract, operation }: Subject): readonly Proposal[] {
  const { layer } = contract;
  const counted = layer.rateLimits.filter(
    ({ enabled, match, algorithm }) =>
      enabled && algorithm !== 'concurrent' && (match.operations?.includes(operation.id) ?? true),
  );
  const first = layer.rateLimits.find(({ enabled }) => enabled);
  if (first === undefined || counted.length === 0) return [];
  const calls = counted.map(({ rateLimit, costPerRequest }) => Math.floor(rateLimit / costPerRequest) + 1);
  const small = Math.min(...calls);
  const base = { kind: 'quota', causes: ['quota'], status: null } as const;
  return [
    small <= mostCalls
      ? { ...base, title: 'one call more than the quota allows', preparations: [], times: small }
      : {
          ...base,
          title: 'one call more than a quota of one allows',
          preparations: [allowance(operationPhrase(operation), quotaOfOne(first, operation.id))],
          times: 2,
        },
  ];
}

/** As the step makes it: with the words of the layer's first quota. */
function quotaOfOne(first: RateLimit, operationId: string): RateLimit {
  return {
    ...first,
    id: quotaIdOf(operationId),
    match: { operations: [operationId], headers: {}, query: {}, path: {}, bodyFragment: null },
    exceptCredentials: [],
    rateLimit: 1,
    resetTimeWindowSeconds: 60,
    enabled: true,
  };
}
