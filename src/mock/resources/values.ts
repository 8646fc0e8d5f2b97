type Item = Readonly<Record<string, unknown>>;

/** The body as an item's fields; anything that is no object has none. */
export function fieldsOf(body: unknown): Item {
  return typeof body === 'object' && body !== null && !Array.isArray(body) ? (body as Item) : {};
}

/** What the document's schema gives to fields that nobody set. */
export function defaultsOf(schema: unknown): Item {
  const { properties, allOf } = fieldsOf(schema);
  const own = Object.entries(fieldsOf(properties)).flatMap(([name, property]) => {
    const preset = fieldsOf(property)['default'];
    return preset === undefined ? [] : [[name, preset] as const];
  });
  const inherited = Array.isArray(allOf) ? allOf.map(defaultsOf) : [];
  return Object.assign({}, ...inherited, Object.fromEntries(own)) as Item;
}

/** JSON Merge Patch (RFC 7396): null takes a field away, objects are merged, everything else replaces. */
export function mergePatch(target: unknown, patch: unknown): unknown {
  if (!isObject(patch)) return patch;
  const merged = new Map(Object.entries(fieldsOf(target)));
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) merged.delete(name);
    else merged.set(name, mergePatch(merged.get(name), value));
  }
  return Object.fromEntries(merged);
}

function isObject(value: unknown): value is Item {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
