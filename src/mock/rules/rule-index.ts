import type { Rule } from '../../contract/failure-layer.ts';
import { type Injection, injectionOfRule } from './injection.ts';
import { concerns } from './match.ts';

type ByOperation = Map<string, Readonly<Record<Injection['place'], readonly Injection[]>>>;

const indexes = new WeakMap<readonly Rule[], ByOperation>();

/** The rules that may act on an operation at this place, in order; worked out once for each list of rules. */
export function rulesFor(rules: readonly Rule[], operationId: string, place: Injection['place']): readonly Injection[] {
  const index = indexes.get(rules) ?? new Map();
  indexes.set(rules, index);
  const known = index.get(operationId);
  if (known !== undefined) return known[place];
  const all = rules.filter(({ match, enabled }) => enabled && concerns(match, operationId)).map(injectionOfRule);
  const sorted = {
    infrastructure: all.filter((injection) => injection.place === 'infrastructure'),
    backend: all.filter((injection) => injection.place === 'backend'),
  };
  index.set(operationId, sorted);
  return sorted[place];
}
