package org.tgraph.check;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** What the parts of the results of functions are called, as the array API standard names them. */
public final class ResultNames {
  private static final List<String> EIGEN = List.of("eigenvalues", "eigenvectors");

  private static final Map<String, List<String>> OF =
      Map.of(
          "eig", EIGEN,
          "eigh", EIGEN,
          "qr", List.of("Q", "R"),
          "slogdet", List.of("sign", "logabsdet"),
          "svd", List.of("U", "S", "Vh"),
          "top_k", List.of("values", "indices"),
          "unique_all", List.of("values", "indices", "inverse_indices", "counts"),
          "unique_counts", List.of("values", "counts"),
          "unique_inverse", List.of("values", "inverse_indices"));

  private ResultNames() {}

  /** The result of a function, with the names of its parts if they have any. */
  public static Val named(String function, Val result) {
    List<String> names = OF.get(function);
    return names != null && result instanceof Val.Tuple t && t.parts().size() == names.size()
        ? new Val.Tuple(t.parts(), names)
        : result;
  }

  /** The place of what is called so in the result of some function. */
  static OptionalInt place(String name) {
    return OF.values().stream()
        .filter(names -> names.contains(name))
        .mapToInt(names -> names.indexOf(name))
        .min();
  }
}
