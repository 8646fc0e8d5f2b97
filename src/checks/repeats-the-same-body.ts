import { headerOf } from '../trace/exchange.ts';
import { defineCheck } from './check.ts';
import { twoWrites } from './probes/writes.ts';
import { attemptsOf, hashOf, keyOf } from './reading/attempts.ts';
import { broken, counted, kept, untested } from './reading/verdicts.ts';

/** A repeat is the same request. */
export const repeatsTheSameBody = defineCheck({
  name: 'repeats-the-same-body',
  id: 'K2',
  rule: 'All attempts under one idempotency key carry the same body, byte for byte.',
  force: 'practice',
  reference: 'draft-ietf-httpapi-idempotency-key-header-07 §2.4 (fingerprint)',
  why: 'A body that is written anew, with a new time stamp, no longer matches its key: the server refuses it with 422.',
  fix: 'Write the body once and send the same bytes on every attempt.',
  probes: [twoWrites],
  look({ calls }) {
    const repeated = calls.map(attemptsOf).filter((attempts) => attempts.length > 1);
    const keyed = repeated.filter(([first]) => first !== undefined && keyOf(first) !== null);
    if (repeated.length === 0) return untested('not-exercised', 'no write was repeated');
    if (keyed.length === 0) return untested('not-applicable', 'it sends no idempotency key');
    const attempts = keyed.flat();
    if (attempts.some(({ request }) => headerOf(request.headers, 'content-type')?.startsWith('multipart/'))) {
      return untested('not-applicable', 'the boundary of a multipart body may differ');
    }
    const changing = keyed.find(
      (own) => new Set(own.map((one) => `${keyOf(one)} ${hashOf(one)}`)).size > new Set(own.map(keyOf)).size,
    );
    if (changing !== undefined) return broken('changed', 'the body differs under the same key', changing);
    return kept(`${counted(attempts.length, 'attempt')} with the same bytes`, attempts);
  },
});
