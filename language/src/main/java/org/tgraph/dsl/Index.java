package org.tgraph.dsl;

import java.util.Map;
import java.util.Optional;
import org.tgraph.check.Val;

/** What can stand between the brackets of {@code x[…]} beside numbers and tensors. */
public sealed interface Index {
  /** {@code start:stop:step}; numbers or sizes. */
  record Slice(Optional<Object> start, Optional<Object> stop, Optional<Object> step)
      implements Index {}

  /** {@code :}. */
  Index ALL = new Slice(Optional.empty(), Optional.empty(), Optional.empty());

  /** {@code ...}. */
  Index REST = new Rest();

  /** {@code none}: a new axis. */
  Index NEW_AXIS = new NewAxis();

  record Rest() implements Index {}

  record NewAxis() implements Index {}

  static Index from(Object start) {
    return new Slice(Optional.of(start), Optional.empty(), Optional.empty());
  }

  static Index to(Object stop) {
    return new Slice(Optional.empty(), Optional.of(stop), Optional.empty());
  }

  static Index range(Object start, Object stop) {
    return new Slice(Optional.of(start), Optional.of(stop), Optional.empty());
  }

  static Index step(Object step) {
    return new Slice(Optional.empty(), Optional.empty(), Optional.of(step));
  }

  /** As the language writes it. */
  default String text(Map<String, Val> names) {
    return switch (this) {
      case Rest r -> "...";
      case NewAxis n -> "none";
      case Slice s ->
          s.start.map(v -> Spelling.of(v, names)).orElse("")
              + ":"
              + s.stop.map(v -> Spelling.of(v, names)).orElse("")
              + s.step.map(v -> ":" + Spelling.of(v, names)).orElse("");
    };
  }
}
