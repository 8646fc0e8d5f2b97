import { type Exchange, headerOf } from '../trace/exchange.ts';
import { defineCheck } from './check.ts';
import { conflicts } from './probes/statuses.ts';
import { isSameRequest } from './reading/attempts.ts';
import { lookForRepeat } from './reading/repeats.ts';

const guardOf = ({ request }: Exchange) =>
  ['if-match', 'if-none-match', 'if-unmodified-since'].map((name) => headerOf(request.headers, name)).join();

/** 409 and 412 want a changed request. */
export const doesNotRepeatConflictsUnchanged = defineCheck({
  name: 'does-not-repeat-conflicts-unchanged',
  id: 'N6',
  rule: 'After 409 and 412 the request is sent again only when it, or its precondition, has changed.',
  force: 'practice',
  reference: 'RFC 9110 §15.5.10, §15.5.13; Envoy, retriable-4xx',
  why: 'A conflict with the state of the resource stays one until somebody reads that state again.',
  fix: 'Read the resource again, resolve the conflict, and send the new request; do not loop on 409.',
  probes: conflicts,
  assumes: 'final',
  look: (observation) =>
    lookForRepeat(observation, (one, other) => isSameRequest(one, other) && guardOf(one) === guardOf(other)),
});
