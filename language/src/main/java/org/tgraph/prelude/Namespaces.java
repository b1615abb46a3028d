package org.tgraph.prelude;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tgraph.check.Builtin;
import org.tgraph.check.Scope;
import org.tgraph.check.Val;

/**
 * The names under which the array API standard has its extensions: {@code linalg.det}, {@code
 * fft.rfft}, and NumPy and JAX their samplers: {@code random.normal}. A function that is called
 * {@code fft.rfft} is in {@code fft} alone; those of {@code linalg} and most of {@code random} can
 * be called without it too.
 */
final class Namespaces {
  private static final List<String> LINALG =
      List.of(
          ("block_diag cholesky cond cross det diagonal eig eigh eigvals eigvalsh expm inv kron lstsq lu matmul"
                  + " matrix_norm matrix_power matrix_rank matrix_transpose norm outer pinv qr"
                  + " slogdet solve solve_triangular svd svdvals tensordot trace vecdot"
                  + " vector_norm")
              .split(" "));

  private static final List<String> RANDOM =
      List.of(
          ("ball bernoulli beta binomial bits categorical cauchy chi2 choice dirichlet"
                  + " double_sided_maxwell exponential fold_in gamma generalized_normal geometric"
                  + " gumbel hypergeometric key laplace loggamma logistic lognormal logseries"
                  + " maxwell multinomial multivariate_hypergeometric multivariate_normal"
                  + " negative_binomial noncentral_chisquare noncentral_f normal orthogonal pareto"
                  + " permutation poisson rademacher randint rayleigh split student_t triangular"
                  + " truncated_normal uniform vonmises wald weibull zipf")
              .split(" "));

  private Namespaces() {}

  /** Puts the functions into a scope, and the namespaces with those that are in one. */
  static void define(Scope scope, List<Builtin> functions) {
    Map<String, Scope> spaces = new LinkedHashMap<>();
    spaces.put("linalg", Scope.top());
    for (Builtin builtin : functions) {
      String name = builtin.name();
      int dot = name.indexOf('.');
      Scope to =
          dot < 0 ? scope : spaces.computeIfAbsent(name.substring(0, dot), space -> Scope.top());
      to.define(name.substring(dot + 1), new Val.Prelude(builtin), Optional.empty());
    }
    put(scope, LINALG, spaces.get("linalg"));
    put(scope, RANDOM, spaces.get("random"));
    spaces.forEach(
        (name, space) -> scope.define(name, new Val.Module(name, space), Optional.empty()));
  }

  private static void put(Scope scope, List<String> names, Scope space) {
    for (String name : names) {
      space.define(name, scope.find(name).orElseThrow().val(), Optional.empty());
    }
  }
}
