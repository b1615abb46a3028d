package org.tgraph.generate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Many programs, and what came of them. */
public final class Campaign {
  private final StringBuilder failures = new StringBuilder();
  private final TreeMap<String, Integer> kinds = new TreeMap<>();
  private final Mutants mutants = new Mutants();
  private final List<Comparison> comparisons = new ArrayList<>();
  private int programs;

  /**
   * @param comparisons with the reference, of other backends
   */
  public Campaign(List<Comparison> comparisons) {
    this.comparisons.addAll(comparisons);
  }

  /** Makes the program of a seed, and tries it and those that differ from it in one place. */
  public void run(long seed) {
    programs++;
    Script script = Generator.make(seed);
    Optional<Failure> failure = Trial.of(script);
    if (failure.isPresent()) {
      report(seed, script, failure.get(), Trial::of);
      return;
    }
    for (Comparison comparison : comparisons) {
      comparison.of(script).ifPresent(f -> report(seed, script, f, comparison::of));
    }
    mutants.of(script, seed).ifPresent(wrong -> note(seed, wrong.failure(), wrong.text()));
  }

  private interface Attempt {
    Optional<Failure> of(Script script);
  }

  private void report(long seed, Script script, Failure failure, Attempt attempt) {
    int before = kinds.getOrDefault(failure.kind(), 0);
    boolean isNew = before < 2;
    Script small = isNew ? new Shrinker(attempt::of, failure.kind()).shrink(script) : script;
    Failure shown = isNew ? attempt.of(small).orElse(failure) : failure;
    note(seed, shown, isNew ? small.print().text() : "");
  }

  private void note(long seed, Failure failure, String text) {
    if (kinds.merge(failure.kind(), 1, Integer::sum) <= 2) {
      failures.append(
          "seed %d: %s%n%s%n%s%n".formatted(seed, failure.kind(), failure.details(), text));
    }
  }

  public boolean hasFailed() {
    return !kinds.isEmpty();
  }

  /** What was tried, and each kind of failure with the smallest programs found. */
  public String report() {
    StringBuilder out = new StringBuilder(programs + " programs; " + mutants.counts() + "\n");
    comparisons.forEach(c -> out.append(c.counts()).append('\n'));
    kinds.forEach((kind, count) -> out.append(count).append(" x ").append(kind).append('\n'));
    return out.append(failures).toString();
  }
}
