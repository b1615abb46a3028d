package org.tgraph.check;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/** What was made once while a script is checked, and is the same whenever it is asked for again. */
final class Memo<K, V> {
  private final Recording recording;
  private final Map<K, V> made = new HashMap<>();

  Memo(Recording recording) {
    this.recording = recording;
  }

  /** What was made for that key; null if nothing was. */
  V get(K key) {
    V found = made.get(key);
    recording.memo(this, key, found);
    return found;
  }

  void put(K key, V value) {
    recording.remembered(this, key, value);
    made.put(key, value);
  }

  V computeIfAbsent(K key, Function<K, V> make) {
    V found = get(key);
    if (found == null) {
      found = make.apply(key);
      put(key, found);
    }
    return found;
  }

  // For the recheck

  Object peek(Object key) {
    return made.get(key);
  }

  @SuppressWarnings("unchecked") // It was put here with these types.
  void putAgain(Object key, Object value) {
    made.put((K) key, (V) value);
  }

  void clear() {
    made.clear();
  }
}
