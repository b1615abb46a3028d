package org.tgraph.prelude;

import java.util.List;
import java.util.stream.Stream;
import org.tgraph.check.Builtin;

/** Names that the language has and that do nothing yet: using one says so. */
final class Later {
  private static final String INFERENCE =
      """
      transformed
      """;

  private static final String DISTRIBUTIONS =
      """
      GaussianProcess
      """;

  static final List<Builtin> ALL =
      Stream.of(INFERENCE, DISTRIBUTIONS)
          .flatMap(names -> Stream.of(names.strip().split("\\s+")))
          .map(Builtin::later)
          .toList();

  private Later() {}
}
