package org.tgraph.generate;

import java.util.Optional;

/** Compares what another backend makes of a program with the reference. */
public interface Comparison {
  Optional<Failure> of(Script script);

  /** How many were compared, in a line. */
  String counts();
}
