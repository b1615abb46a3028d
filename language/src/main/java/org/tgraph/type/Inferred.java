package org.tgraph.type;

import java.util.List;

/** The types of an operation's results, or why it has none. */
public sealed interface Inferred {
  record Types(List<TensorType> types) implements Inferred {
    public Types {
      types = List.copyOf(types);
    }
  }

  record Problem(ShapeProblem problem) implements Inferred {}

  static Inferred of(TensorType... types) {
    return new Types(List.of(types));
  }

  static Inferred of(Element element, Shape shape) {
    return of(new TensorType(element, shape));
  }

  static Inferred problem(ShapeProblem problem) {
    return new Problem(problem);
  }

  /** The types, where a problem would be a mistake of ours. */
  default List<TensorType> orThrow(String what) {
    return switch (this) {
      case Types t -> t.types();
      case Problem p -> throw new IllegalStateException(what + ": " + p.problem());
    };
  }
}
