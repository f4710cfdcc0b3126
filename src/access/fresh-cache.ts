/** Values that are believed for a while, each loaded by its key. */
export interface FreshCache<Key, Value> {
  get(key: Key): Promise<Value>;
  /** Forgets all, and what is being loaded now is not kept: it may be from before the change. */
  forget(): void;
}

export interface FreshCacheOptions<Key, Value> {
  load(key: Key): Promise<Value>;
  /** How long a value is believed. */
  maxAgeMs: number;
  /** How many are kept; the oldest go first. */
  maxEntries: number;
  /** Milliseconds on a clock that never goes back. */
  clock(): number;
}

export function createFreshCache<Key, Value>(
  options: FreshCacheOptions<Key, Value>,
): FreshCache<Key, Value> {
  let entries = new Map<Key, { value: Promise<Value>; loadedAt: number }>();
  return {
    get(key) {
      const known = entries.get(key);
      if (known && options.clock() - known.loadedAt < options.maxAgeMs) return known.value;
      entries.delete(key);
      const value = options.load(key);
      const entry = { value, loadedAt: options.clock() };
      const into = entries;
      into.set(key, entry);
      value.catch(() => into.get(key) === entry && into.delete(key));
      if (into.size > options.maxEntries) {
        for (const oldest of into.keys()) {
          into.delete(oldest);
          break;
        }
      }
      return value;
    },
    forget() {
      entries = new Map();
    },
  };
}
