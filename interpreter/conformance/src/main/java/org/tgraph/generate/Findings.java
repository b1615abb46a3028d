package org.tgraph.generate;

import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** What went wrong in many programs: each kind counted, and the first of a kind made small. */
final class Findings {
  /** How many failures of one kind are made small and shown. */
  private static final int SHOWN = 2;

  private final StringBuilder shown = new StringBuilder();
  private final TreeMap<String, Integer> kinds = new TreeMap<>();

  /**
   * A failure of a program.
   *
   * @param again tries a smaller program in the same way
   */
  void add(long seed, Script script, Failure failure, Function<Script, Optional<Failure>> again) {
    boolean isNew = kinds.getOrDefault(failure.kind(), 0) < SHOWN;
    Script small = isNew ? new Shrinker(again, failure.kind()).shrink(script) : script;
    Failure now = isNew ? again.apply(small).orElse(failure) : failure;
    add(seed, now, isNew ? small.print().text() : "");
  }

  /** A failure of a program that is not made smaller. */
  void add(long seed, Failure failure, String text) {
    if (kinds.merge(failure.kind(), 1, Integer::sum) <= SHOWN) {
      shown.append(
          "seed %d: %s%n%s%n%s%n".formatted(seed, failure.kind(), failure.details(), text));
    }
  }

  boolean isEmpty() {
    return kinds.isEmpty();
  }

  /** How many there are of each kind, and what is shown of them. */
  String text() {
    StringBuilder out = new StringBuilder();
    kinds.forEach((kind, count) -> out.append(count).append(" x ").append(kind).append('\n'));
    return out.append(shown).toString();
  }
}
