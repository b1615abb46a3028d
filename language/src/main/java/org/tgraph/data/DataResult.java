package org.tgraph.data;

import java.util.function.Function;

/** What came of looking at a file: {@code value}, or what is wrong with the file. */
public sealed interface DataResult<T> {
  record Found<T>(T value) implements DataResult<T> {}

  record Failed<T>(DataProblem problem) implements DataResult<T> {}

  /** Goes on with what was found. */
  default <U> DataResult<U> then(Function<T, DataResult<U>> next) {
    return switch (this) {
      case Found<T> found -> next.apply(found.value());
      case Failed<T> failed -> new Failed<>(failed.problem());
    };
  }
}
