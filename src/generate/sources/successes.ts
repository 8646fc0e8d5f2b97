import type { Proposal, Subject } from '../proposal.ts';

/** A request as the contract wants it. Where a rule of the layer makes the operation fail by itself, that is what it gets. */
export function fromSuccesses({ good }: Subject): readonly Proposal[] {
  const { status } = good.answer;
  const title = status < 400 ? 'a good request succeeds' : 'even a good request fails';
  return [{ kind: 'good-request', title, preparations: [], causes: ['mock', 'rule'], status }];
}
