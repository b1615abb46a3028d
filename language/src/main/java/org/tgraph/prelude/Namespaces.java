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
 * fft.rfft}. A function that is called {@code fft.rfft} is in {@code fft} alone; those of {@code
 * linalg} can be called without it too.
 */
final class Namespaces {
  private static final List<String> LINALG =
      List.of(
          ("block_diag cholesky cond cross det diagonal eig eigh eigvals eigvalsh expm inv kron lstsq lu matmul"
                  + " matrix_norm matrix_power matrix_rank matrix_transpose norm outer pinv qr"
                  + " slogdet solve solve_triangular svd svdvals tensordot trace vecdot"
                  + " vector_norm")
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
    for (String name : LINALG) {
      spaces.get("linalg").define(name, scope.find(name).orElseThrow().val(), Optional.empty());
    }
    spaces.forEach(
        (name, space) -> scope.define(name, new Val.Module(name, space), Optional.empty()));
  }
}
