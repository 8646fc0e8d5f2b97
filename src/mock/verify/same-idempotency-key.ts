import { type Exchange, headerOf } from '../../trace/exchange.ts';
import type { Judge } from './expectation.ts';

/** All attempts carry one and the same key, so that the server can recognise a repeat. */
export const sameIdempotencyKey: Judge<true> = {
  judge(attempts) {
    const keys = attempts.map(keyOf);
    const without = attempts.filter((_, index) => keys[index] === null);
    if (without.length > 0) {
      const observed = `${without.length} of ${attempts.length} attempts carried no Idempotency-Key`;
      return { verdict: 'broken', observed, evidence: without };
    }
    const different = new Set(keys).size;
    if (different > 1) {
      const observed = `${different} different keys on ${attempts.length} attempts`;
      return { verdict: 'broken', observed, evidence: attempts };
    }
    const verdict = attempts.length > 1 ? 'kept' : 'untested';
    const observed = verdict === 'kept' ? `one key on ${attempts.length} attempts` : 'there was no second attempt';
    return { verdict, observed, evidence: attempts };
  },
};

function keyOf({ request }: Exchange): string | null {
  const value = headerOf(request.headers, 'Idempotency-Key') ?? headerOf(request.headers, 'X-Idempotency-Key');
  return value === undefined || value.trim() === '' || value.trim() === '""' ? null : value;
}
