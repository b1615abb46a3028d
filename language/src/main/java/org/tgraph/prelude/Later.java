package org.tgraph.prelude;

import java.util.ArrayList;
import java.util.List;
import org.tgraph.check.Builtin;
import org.tgraph.diagnostic.Code;

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

  static final List<Builtin> ALL = all();

  private Later() {}

  private static List<Builtin> all() {
    List<Builtin> all = new ArrayList<>();
    for (String name : NAMES) {
      all.add(
          Builtin.of(
              name + "(*arguments)",
              "Not supported yet.",
              call -> {
                throw call.fail(Code.TG0199, call.at(), "`" + name + "` is not supported yet.");
              }));
    }
    return all;
  }
}
