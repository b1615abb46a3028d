package org.tgraph.generate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.tgraph.check.Builtin;
import org.tgraph.prelude.Prelude;

/**
 * Well-typed programs don't go wrong. {@code -Dgenerate.programs=} says how many are tried, {@code
 * -Dgenerate.seed=} which.
 */
class GeneratedProgramsTest {
  /** What has an effect, reads files, or belongs to other tests. */
  private static final Set<String> NOT_CALLED =
      new TreeSet<>(
          List.of(
              "bernoulli",
              "beta",
              "bits",
              "categorical",
              "cauchy",
              "checkpoint",
              "chi2",
              "choice",
              "codes",
              "custom_derivative",
              "dirichlet",
              "exponential",
              "fold_in",
              "fori",
              "gamma",
              "gumbel",
              "hessian",
              "hvp",
              "jacobian",
              "jvp",
              "key",
              "laplace",
              "linearize",
              "logistic",
              "multivariate_normal",
              "normal",
              "permutation",
              "print",
              "rademacher",
              "randint",
              "read",
              "save",
              "scan",
              "split",
              "stop_gradient",
              "student_t",
              "truncated_normal",
              "uniform",
              "vjp",
              "vmap",
              "while"));

  @Test
  void wellTypedProgramsDoNotGoWrong() {
    Campaign campaign = new Campaign(List.of());
    long seed = Long.getLong("generate.seed", 1);
    for (int i = 0; i < Integer.getInteger("generate.programs", 2000); i++) {
      campaign.run(seed + i);
    }
    System.out.println("seed " + seed + ": " + campaign.report());
    assertFalse(campaign.hasFailed(), campaign::report);
  }

  @Test
  void callsEveryFunctionOfThePrelude() {
    Set<String> rest = new TreeSet<>();
    for (Builtin builtin : Prelude.FUNCTIONS) {
      if (!builtin.isLater()) {
        rest.add(builtin.name());
      }
    }
    Rules.covered().forEach(rest::remove);
    assertEquals(NOT_CALLED, rest, "add a rule in Rules, or the name here");
  }
}
