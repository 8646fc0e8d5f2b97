/** A copy of the map. Entry by entry: half as dear as by the constructor. */
function copyOf<Key, Value>(map: ReadonlyMap<Key, Value>): Map<Key, Value> {
  const copy = new Map<Key, Value>();
  for (const [key, value] of map) copy.set(key, value);
  return copy;
}

/** A copy of the map with one entry set. */
export function withEntry<Key, Value>(map: ReadonlyMap<Key, Value>, key: Key, value: Value): ReadonlyMap<Key, Value> {
  return copyOf(map).set(key, value);
}

/** A copy of the map without one entry. */
export function withoutEntry<Key, Value>(map: ReadonlyMap<Key, Value>, key: Key): ReadonlyMap<Key, Value> {
  const copy = copyOf(map);
  copy.delete(key);
  return copy;
}
