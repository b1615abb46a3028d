package org.tgraph.generate;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * Any script that follows the grammar is right or is rejected, and nothing else. {@code
 * -Dgenerate.nonsense=} says how many are tried, {@code -Dgenerate.seed=} which.
 */
class NonsenseTest {
  private record Outcome(long seed, String text, Optional<Failure> failure) {}

  @Test
  void isRightOrRejected() {
    Findings findings = new Findings();
    long first = Long.getLong("generate.seed", 1);
    int count = Integer.getInteger("generate.nonsense", 5000);
    Seeds.each(
        first,
        count,
        NonsenseTest::attempt,
        o -> o.failure.ifPresent(f -> findings.add(o.seed, f, o.text)));
    assertTrue(findings.isEmpty(), findings::text);
  }

  private static Outcome attempt(long seed) {
    String text = Nonsense.make(seed);
    return new Outcome(seed, text, Nonsense.attempt(text));
  }
}
