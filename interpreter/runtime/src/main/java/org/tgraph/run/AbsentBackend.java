package org.tgraph.run;

import java.util.Optional;
import org.tgraph.graph.Graph;
import org.tgraph.op.Op;
import org.tgraph.type.DType;

/** Stands for a backend that is installed but cannot be loaded, and says why. */
record AbsentBackend(String name, String reason) implements Backend {
  @Override
  public String description() {
    return "not available";
  }

  @Override
  public Optional<String> unavailable() {
    return Optional.of(reason);
  }

  @Override
  public Lowering lowering(Op op, DType type) {
    return new Lowering.Gap(reason);
  }

  @Override
  public Executable compile(Graph graph) {
    throw new IllegalStateException(reason);
  }
}
