/**
 * What is worked out of an object once, and kept as long as the object is. The one that was asked for last is found without
 * being looked up, which is most of what a request asks; it is kept until another is asked for.
 */
export function onceFor<Key extends object, Value>(make: (key: Key) => Value): (key: Key) => Value {
  const kept = new WeakMap<Key, Value>();
  let lastKey: Key | undefined;
  let lastValue: Value | undefined;

  function look(key: Key): Value {
    const known = kept.get(key);
    if (known !== undefined) return known;
    const made = make(key);
    kept.set(key, made);
    return made;
  }

  return (key) => {
    if (key !== lastKey || lastValue === undefined) {
      lastValue = look(key);
      lastKey = key;
    }
    return lastValue;
  };
}
