import { defineCheck } from './check.ts';
import { outstandingWrite } from './probes/writes.ts';
import { attemptsIn, gapBetween, keyOf } from './reading/attempts.ts';
import { broken, kept, span, untested, warned } from './reading/verdicts.ts';

/** A write under way is waited for. */
export const waitsForOutstandingWrites = defineCheck({
  name: 'waits-for-outstanding-writes',
  id: 'K3',
  rule: 'After a 409 that says that the first request with its key is still being processed, a write is repeated with the same key.',
  force: 'practice',
  reference: 'draft-ietf-httpapi-idempotency-key-header-07 §2.7',
  why: 'A new key does the work a second time while the first is still under way.',
  fix: 'On that 409 wait and ask again with the same key.',
  probes: [outstandingWrite],
  look(observation) {
    const [first, next] = attemptsIn(observation);
    if (first === undefined || keyOf(first) === null) return untested('not-applicable', 'it sends no idempotency key');
    if (next === undefined)
      return warned('gave-up', 'it gave up, though the first request was still being processed', [first]);
    const seen = `it asked again after ${span(gapBetween(first, next))}`;
    if (keyOf(next) !== keyOf(first)) return broken('new-key', `${seen}, with another key`, [first, next]);
    return kept(`${seen}, with the same key`, [first, next]);
  },
});
