import { holds } from './counts.ts';
import type { Count, Judge } from './expectation.ts';

/** How many changes of stored resources the attempts left behind. */
export const sideEffects: Judge<Count> = {
  judge(attempts, wanted) {
    const acting = attempts.filter((exchange) => exchange.sideEffects.length > 0);
    const effects = acting.flatMap((exchange) => exchange.sideEffects);
    const named = effects.map(({ change, collection, id }) => `${change} "${id}" of ${collection}`);
    const observed = named.length === 0 ? 'nothing was changed' : named.join(', ');
    return { verdict: holds(wanted, effects.length) ? 'kept' : 'broken', observed, evidence: acting };
  },
};
