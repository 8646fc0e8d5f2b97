import type { Exchange } from '../trace/exchange.ts';

/**
 * What the mock recorded of each exchange of a client. A call may bring an id of its own, which several have then: the first
 * of them is the first that was recorded, and so on.
 */
export function paired(seen: readonly Exchange[], trace: readonly Exchange[]): ReadonlyMap<Exchange, Exchange> {
  const recorded = Map.groupBy(trace, ({ id }) => id);
  const pairs = [...Map.groupBy(seen, ({ id }) => id)].flatMap(([id, some]) =>
    some.flatMap((exchange, index): readonly (readonly [Exchange, Exchange])[] => {
      const own = recorded.get(id)?.[index];
      return own === undefined ? [] : [[exchange, own]];
    }),
  );
  return new Map(pairs);
}
