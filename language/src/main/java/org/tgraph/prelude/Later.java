package org.tgraph.prelude;

import java.util.List;
import org.tgraph.check.Builtin;

/** Names that the language has and that do nothing yet: using one says so. */
final class Later {
  private static final List<String> NAMES =
      List.of(
          "scan",
          "fori",
          "while",
          "hessian",
          "jvp",
          "vjp",
          "vmap",
          "jacobian",
          "hvp",
          "linearize",
          "minimize",
          "key",
          "split",
          "fold_in",
          "normal",
          "uniform",
          "randint",
          "sample",
          "summary",
          "loo",
          "log_density",
          "Normal",
          "HalfNormal",
          "HalfCauchy",
          "Exponential",
          "Dirichlet",
          "Mixture",
          "ordered");

  static final List<Builtin> ALL = NAMES.stream().map(Builtin::later).toList();

  private Later() {}
}
