package org.tgraph.transform;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.tgraph.graph.Value;

/**
 * The cotangents of some values.
 *
 * @param values absent where zero
 * @param haveZeros whether elements are 0 because a choice was not taken: they stay 0 whatever they
 *     are multiplied by, where it is infinite too
 */
public record Cotangents(List<Optional<Value>> values, boolean haveZeros) {
  public Cotangents {
    values = List.copyOf(values);
  }

  /** No sums of cotangents that others are to be added to. */
  static List<Optional<Value>> none(int count) {
    return Collections.nCopies(count, Optional.empty());
  }

  public static Cotangents of(List<Optional<Value>> values) {
    return new Cotangents(values, false);
  }
}
