import { defineCheck } from './check.ts';
import { twoWrites } from './probes/writes.ts';
import { attemptsOf, keyOf } from './reading/attempts.ts';
import { broken, counted, kept, untested } from './reading/verdicts.ts';

/** One key for one write. */
export const keepsIdempotencyKeys = defineCheck({
  name: 'keeps-idempotency-keys',
  id: 'K1',
  rule: 'All attempts of one write carry the same Idempotency-Key, and two writes carry different ones.',
  force: 'must',
  reference: 'draft-ietf-httpapi-idempotency-key-header-07 §2.2',
  why: 'A new key on a retry does the work twice; a key used again makes the second write vanish.',
  fix: 'Make the key once for each logical call, before the first attempt, and keep it through all of them.',
  probes: [twoWrites],
  look({ calls }) {
    const writes = calls.map(attemptsOf).filter((attempts) => attempts.length > 0);
    const all = writes.flat();
    if (all.every((attempt) => keyOf(attempt) === null))
      return untested('not-applicable', 'it sends no idempotency key');
    const changing = writes.find((attempts) => new Set(attempts.map(keyOf)).size > 1);
    if (changing !== undefined)
      return broken('changed', `${counted(changing.length, 'attempt')} of one call, with different keys`, changing);
    const keys = new Set(writes.map((attempts) => attempts[0] && keyOf(attempts[0])));
    if (keys.size < writes.length) return broken('reused', `${counted(writes.length, 'call')} share one key`, all);
    if (writes.every((attempts) => attempts.length < 2)) return untested('not-exercised', 'no write was repeated');
    return kept(
      `${counted(writes.length, 'call')}, each with a key of its own on ${counted(all.length, 'attempt')} in all`,
      all,
    );
  },
});
