import type { Effect } from './fault.ts';

/** Whether an effect works on the answer the API gives: the request runs the whole way first. */
export function needsAnswer(effect: Effect): boolean {
  switch (effect.kind) {
    case 'reset':
    case 'close':
      return effect.afterBytes !== null;
    case 'hang':
      return effect.afterBytes !== null || effect.forMs !== null;
    case 'status':
    case 'garbage':
    case 'refuse':
      return false;
    case 'delay':
    case 'drip':
    case 'malformed-chunk':
    case 'rewrite':
      return true;
    default:
      return effect satisfies never;
  }
}
