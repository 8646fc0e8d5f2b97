/**
 * Stands in for what a module exports until something uses it: only then is the module loaded.
 *
 * Whoever holds it may read its members, call it and construct it, as the parts of Prism do with what they require.
 */
export function standInFor(load: () => object): object {
  // Only a proxy of a class can be called and constructed; a bound one has no properties that a proxy must repeat.
  return new Proxy(class {}.bind(null), {
    get: (_, key) => Reflect.get(load(), key) as unknown,
    apply: (_, self, args) => Reflect.apply(load() as () => unknown, self, args) as unknown,
    construct: (_, args) => Reflect.construct(load() as new () => object, args),
  });
}

/**
 * Stands in for an object that is set up long before it is used. What it is told by the methods of `setup` is kept, and
 * told to the real one when anything else is asked of it.
 */
export function standInForSetUp(load: () => object, setup: ReadonlySet<string | symbol>): object {
  const told: (readonly [method: string | symbol, args: readonly unknown[]])[] = [];
  let real: object | undefined;
  function settled(): object {
    if (real !== undefined) return real;
    const loaded = load();
    for (const [method, args] of told) Reflect.apply(Reflect.get(loaded, method) as () => unknown, loaded, args);
    real = loaded;
    return real;
  }
  return new Proxy(
    {},
    {
      get: (_, key) =>
        real === undefined && setup.has(key)
          ? (...args: readonly unknown[]) => void told.push([key, args])
          : (Reflect.get(settled(), key) as unknown),
    },
  );
}
