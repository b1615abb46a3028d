package org.tgraph.prelude;

import java.util.List;
import org.tgraph.check.Builtin;
import org.tgraph.type.Kind;

/**
 * Functions of SciPy that are written in the language, in {@code stdlib/special.tgraph}. See {@link
 * LibraryFunctions}.
 */
final class SpecialLibrary {
  static final List<Builtin> ALL =
      List.of(
          Builtin.inLibrary(
              "special",
              "factorial(n)",
              "The factorials of whole numbers, as `f64`; 0 of negative ones.",
              Kind.INT,
              "n"),
          Builtin.inLibrary(
              "special",
              "perm(n, k)",
              "How many ways there are to arrange `k` of `n` things, whole numbers, as `f64`.",
              Kind.INT,
              "n",
              "k"),
          Builtin.inLibrary(
              "special",
              "comb(n, k)",
              "How many ways there are to choose `k` of `n` things, whole numbers, as `f64`.",
              Kind.INT,
              "n",
              "k"),
          Builtin.inLibrary(
              "special",
              "multigammaln(a, d)",
              "The logarithm of the multivariate gamma function of dimension `d`.",
              Kind.FLOAT,
              "a"),
          Builtin.inLibrary("special", "erfcinv(x)", "The inverse of `erfc`.", Kind.FLOAT, "x"),
          Builtin.inLibrary("special", "exprel(x)", "`expm1(x) / x`, and 1 at 0.", Kind.FLOAT, "x"),
          Builtin.inLibrary("special", "cosm1(x)", "`cos(x) - 1`.", Kind.FLOAT, "x"),
          Builtin.inLibrary(
              "special",
              "rel_entr(x, y)",
              "`x * log(x / y)`: the terms of a relative entropy; infinite where there"
                  + " is none.",
              Kind.FLOAT,
              "x",
              "y"),
          Builtin.inLibrary(
              "special",
              "kl_div(x, y)",
              "`x * log(x / y) - x + y`, which is never negative; infinite where there"
                  + " is none.",
              Kind.FLOAT,
              "x",
              "y"),
          Builtin.inLibrary(
              "special",
              "boxcox(x, lmbda)",
              "The transformation of Box and Cox: `(x ** lmbda - 1) / lmbda`, and"
                  + " `log(x)` where `lmbda` is 0.",
              Kind.FLOAT,
              "x",
              "lmbda"),
          Builtin.inLibrary(
              "special", "boxcox1p(x, lmbda)", "`boxcox(1 + x, lmbda)`.", Kind.FLOAT, "x", "lmbda"),
          Builtin.inLibrary(
              "special",
              "inv_boxcox(y, lmbda)",
              "The inverse of `boxcox`.",
              Kind.FLOAT,
              "y",
              "lmbda"),
          Builtin.inLibrary(
              "special",
              "inv_boxcox1p(y, lmbda)",
              "The inverse of `boxcox1p`.",
              Kind.FLOAT,
              "y",
              "lmbda"));

  private SpecialLibrary() {}
}
