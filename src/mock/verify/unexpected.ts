import type { Exchange } from '../../trace/exchange.ts';
import { statusOf } from '../../trace/exchange.ts';
import { holds } from './counts.ts';
import type { Count, Judge } from './expectation.ts';
import { requestOf } from './near-misses.ts';

/** How many requests led to no operation of the contract. */
export const unexpected: Judge<Count> = {
  judge(all, wanted) {
    const found = all.filter(isUnexpected);
    const observed =
      found.length === 0 ? 'every request led to an operation' : [...new Set(found.map(requestOf))].join(', ');
    return { verdict: holds(wanted, found.length) ? 'kept' : 'broken', observed, evidence: found };
  },
};

/** Whether a request led to no operation; a question about what the API can do (OPTIONS) is no stray. */
export function isUnexpected(exchange: Exchange): boolean {
  const asks = exchange.request.method === 'OPTIONS' && statusOf(exchange) === 204;
  return exchange.operationId === null && exchange.cause !== null && !asks;
}
