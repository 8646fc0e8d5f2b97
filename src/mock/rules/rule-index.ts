import type { Rule } from '../../contract/failure-layer.ts';
import { onceFor } from '../../once-for.ts';
import { type Injection, injectionOfRule } from './injection.ts';
import { concerns } from './match.ts';

/** The rules of one operation at one place, in order. */
interface Rules {
  readonly all: readonly Injection[];
  /** Without those that ask for a header. */
  readonly unasked: readonly Injection[];
  /** The headers that they ask for, lower case: a request that has none of them meets only the others. */
  readonly headers: readonly string[];
}

type ByOperation = Map<string, Readonly<Record<Injection['place'], Rules>>>;

const indexOf = onceFor((_: readonly Rule[]): ByOperation => new Map());

/** The rules that a request to an operation may meet at this place, in order. */
export function rulesFor(
  rules: readonly Rule[],
  operationId: string,
  place: Injection['place'],
  given: Readonly<Record<string, string>>,
): readonly Injection[] {
  const { all, unasked, headers } = indexed(rules, operationId)[place];
  for (const name of headers) if (given[name] !== undefined) return all;
  return unasked;
}

/** Worked out once for each list of rules. */
function indexed(rules: readonly Rule[], operationId: string): Readonly<Record<Injection['place'], Rules>> {
  const index = indexOf(rules);
  const known = index.get(operationId);
  if (known !== undefined) return known;
  const all = rules.filter(({ match, enabled }) => enabled && concerns(match, operationId)).map(injectionOfRule);
  const sorted = { infrastructure: rulesAt(all, 'infrastructure'), backend: rulesAt(all, 'backend') };
  index.set(operationId, sorted);
  return sorted;
}

function rulesAt(injections: readonly Injection[], place: Injection['place']): Rules {
  const all = injections.filter((injection) => injection.place === place);
  const asked = (injection: Injection) => Object.keys(injection.rule?.match.headers ?? {});
  return {
    all,
    unasked: all.filter((injection) => asked(injection).length === 0),
    headers: [...new Set(all.flatMap(asked))],
  };
}
