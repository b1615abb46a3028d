package org.tgraph.generate;

import java.util.Optional;

/** Compares the results of a program on the reference with those that it has in another way. */
public interface Comparison {
  Optional<Failure> of(Computation computation);

  /** How many were compared, in a line. */
  String counts();
}
