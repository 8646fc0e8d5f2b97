interface Entry<Key, Value> {
  readonly key: Key;
  value: Value;
  before: Entry<Key, Value> | null;
  behind: Entry<Key, Value> | null;
}

/**
 * Takes one change back: what stood there before. `behind` is the key in front of which a removed entry stood; `earlier` is
 * the change before it, which is to be taken back next.
 */
type Undo<Key, Value> = { readonly key: Key; readonly earlier: Undo<Key, Value> | null } & (
  | { readonly kind: 'added' }
  | { readonly kind: 'set'; readonly value: Value }
  | { readonly kind: 'removed'; readonly value: Value; readonly behind: Entry<Key, Value> | null }
);

/** Entries in the order of their insertion, changed in place. */
class Store<Key, Value> {
  readonly index = new Map<Key, Entry<Key, Value>>();
  first: Entry<Key, Value> | null = null;
  last: Entry<Key, Value> | null = null;

  insert(key: Key, value: Value, behind: Entry<Key, Value> | null = null): void {
    const before = behind === null ? this.last : behind.before;
    const entry = { key, value, before, behind };
    if (before === null) this.first = entry;
    else before.behind = entry;
    if (behind === null) this.last = entry;
    else behind.before = entry;
    this.index.set(key, entry);
  }

  remove(entry: Entry<Key, Value>): void {
    const { key, before, behind } = entry;
    // What is gone must not hold on to what came after it, which would be kept with it until old objects are looked at.
    entry.before = null;
    entry.behind = null;
    if (before === null) this.first = behind;
    else before.behind = behind;
    if (behind === null) this.last = before;
    else behind.before = before;
    this.index.delete(key);
  }

  undo(change: Undo<Key, Value>): void {
    const { key } = change;
    if (change.kind === 'removed') {
      this.insert(key, change.value, change.behind === null ? null : this.index.get(change.behind.key));
      return;
    }
    const entry = this.index.get(key);
    if (entry === undefined) return;
    if (change.kind === 'added') this.remove(entry);
    else entry.value = change.value;
  }

  copy(): Store<Key, Value> {
    const copy = new Store<Key, Value>();
    for (let entry = this.first; entry !== null; entry = entry.behind) copy.insert(entry.key, entry.value);
    return copy;
  }
}

/** How an older version is got back from the one that came after it. */
interface Successor<Key, Value> {
  readonly version: VersionedMap<Key, Value>;
  /** The last change of several. */
  readonly undo: Undo<Key, Value>;
}

/**
 * A map that is never seen to change and yet costs next to nothing to change: the newest version holds the entries,
 * older ones know how to get back to theirs, and make themselves a copy when somebody asks.
 *
 * Whoever goes on from the newest version, as every case does, never pays for a copy. Keys keep their order of insertion.
 */
export class VersionedMap<Key, Value> implements ReadonlyMap<Key, Value> {
  #store: Store<Key, Value> | null;
  #successor: Successor<Key, Value> | null = null;
  #isLeft = false;

  private constructor(store: Store<Key, Value>) {
    this.#store = store;
  }

  static from<Key, Value>(entries: Iterable<readonly [Key, Value]>): VersionedMap<Key, Value> {
    const store = new Store<Key, Value>();
    for (const [key, value] of entries) set(store, key, value, null);
    return new VersionedMap(store);
  }

  /** A version with some keys taken out, then some entries set. */
  with(entries: readonly (readonly [Key, Value])[], without: readonly Key[] = []): VersionedMap<Key, Value> {
    const store = this.#own();
    let undo: Undo<Key, Value> | null = null;
    for (const key of without) {
      const entry = store.index.get(key);
      if (entry === undefined) continue;
      undo = { kind: 'removed', key, value: entry.value, behind: entry.behind, earlier: undo };
      store.remove(entry);
    }
    for (const [key, value] of entries) undo = set(store, key, value, undo);
    if (undo === null) return this;
    const version = new VersionedMap(store);
    this.#store = null;
    this.#successor = { version, undo };
    return version;
  }

  /**
   * Nobody will ask for this version again. A version that is only forgotten would hold on to all that came after it for
   * as long as the garbage collector has not looked at old objects, and so would each of those. `gone` hears of what the next
   * version holds no more.
   */
  leave(gone?: (key: Key, value: Value) => void): void {
    if (this.#successor === null) return;
    if (gone !== undefined) this.#successor.version.#tell(this.#successor.undo, gone);
    this.#successor = null;
    this.#isLeft = true;
  }

  get size(): number {
    return this.#own().index.size;
  }

  get(key: Key): Value | undefined {
    return this.#own().index.get(key)?.value;
  }

  has(key: Key): boolean {
    return this.#own().index.has(key);
  }

  /** The first key of an entry that passes; undefined: there is none. */
  find(test: (value: Value) => boolean): Key | undefined {
    for (let entry = this.#own().first; entry !== null; entry = entry.behind) if (test(entry.value)) return entry.key;
    return undefined;
  }

  *entries(): MapIterator<[Key, Value]> {
    for (let entry = this.#own().first; entry !== null; entry = entry.behind) yield [entry.key, entry.value];
  }

  *keys(): MapIterator<Key> {
    for (let entry = this.#own().first; entry !== null; entry = entry.behind) yield entry.key;
  }

  *values(): MapIterator<Value> {
    for (let entry = this.#own().first; entry !== null; entry = entry.behind) yield entry.value;
  }

  [Symbol.iterator](): MapIterator<[Key, Value]> {
    return this.entries();
  }

  forEach(callback: (value: Value, key: Key, map: ReadonlyMap<Key, Value>) => void): void {
    for (const [key, value] of this) callback(value, key, this);
  }

  #tell(last: Undo<Key, Value>, gone: (key: Key, value: Value) => void): void {
    for (let undo: Undo<Key, Value> | null = last; undo !== null; undo = undo.earlier) {
      if (undo.kind !== 'added' && this.get(undo.key) !== undo.value) gone(undo.key, undo.value);
    }
  }

  /** The entries of this very version; one that was left behind makes a copy of the newest and goes back in it. */
  #own(): Store<Key, Value> {
    if (this.#store !== null) return this.#store;
    if (this.#isLeft) throw new Error('A version of a map was used after it was left.');
    const steps: Undo<Key, Value>[] = [];
    let newest: VersionedMap<Key, Value> = this;
    for (let next = newest.#successor; next !== null; next = newest.#successor) {
      steps.push(next.undo);
      newest = next.version;
    }
    const store = newest.#own().copy();
    for (const last of steps.reverse()) {
      for (let undo: Undo<Key, Value> | null = last; undo !== null; undo = undo.earlier) store.undo(undo);
    }
    this.#store = store;
    this.#successor = null;
    return store;
  }
}

function set<Key, Value>(
  store: Store<Key, Value>,
  key: Key,
  value: Value,
  earlier: Undo<Key, Value> | null,
): Undo<Key, Value> {
  const known = store.index.get(key);
  if (known === undefined) {
    store.insert(key, value);
    return { kind: 'added', key, earlier };
  }
  const undo = { kind: 'set', key, value: known.value, earlier } as const;
  known.value = value;
  return undo;
}

/** The map as one that is cheap to change. */
export function versioned<Key, Value>(map: ReadonlyMap<Key, Value>): VersionedMap<Key, Value> {
  return map instanceof VersionedMap ? map : VersionedMap.from(map);
}
