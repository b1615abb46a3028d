package org.tgraph.check;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;

/** What names of NumPy, JAX, R and Stan are called here. */
final class Foreign {
  private static final Map<String, String> NAMES =
      Map.ofEntries(
          Map.entry("concatenate", "concat"),
          Map.entry("vstack", "concat"),
          Map.entry("hstack", "concat"),
          Map.entry("absolute", "abs"),
          Map.entry("fabs", "abs"),
          Map.entry("power", "pow"),
          Map.entry("amax", "max"),
          Map.entry("amin", "min"),
          Map.entry("length", "size"),
          Map.entry("len", "size"),
          Map.entry("arcsin", "asin"),
          Map.entry("arccos", "acos"),
          Map.entry("arctan", "atan"),
          Map.entry("arctan2", "atan2"),
          Map.entry("arcsinh", "asinh"),
          Map.entry("arccosh", "acosh"),
          Map.entry("arctanh", "atanh"),
          Map.entry("identity", "eye"),
          Map.entry("true_divide", "divide"),
          Map.entry("mod", "remainder"),
          Map.entry("range", "arange"),
          Map.entry("crossprod", "matmul"),
          Map.entry("chol", "cholesky"),
          Map.entry("float", "f64"),
          Map.entry("float32", "f32"),
          Map.entry("float64", "f64"),
          Map.entry("int", "i64"),
          Map.entry("int32", "i32"),
          Map.entry("int64", "i64"),
          Map.entry("complex128", "c128"),
          Map.entry("True", "true"),
          Map.entry("False", "false"),
          Map.entry("TRUE", "true"),
          Map.entry("FALSE", "false"),
          Map.entry("NULL", "none"),
          Map.entry("NA", "nan"),
          Map.entry("ifelse", "where"),
          Map.entry("cat", "concat"),
          Map.entry("append", "concat"),
          Map.entry("colMeans", "mean"),
          Map.entry("rowSums", "sum"),
          Map.entry("seq", "arange"),
          Map.entry("rep", "repeat"),
          Map.entry("sd", "std"),
          Map.entry("inverse", "inv"),
          Map.entry("assert_allclose", "allclose"),
          Map.entry("None", "none"),
          Map.entry("null", "none"),
          Map.entry("NaN", "nan"),
          Map.entry("Inf", "inf"),
          Map.entry("logdet", "slogdet"),
          Map.entry("newaxis", "none"),
          Map.entry("fft2", "fftn"),
          Map.entry("ifft2", "ifftn"),
          Map.entry("rfft2", "rfftn"),
          Map.entry("irfft2", "irfftn"));

  /** What the modules of functions are called that need none here. */
  static final Set<String> MODULES =
      Set.of("np", "numpy", "jnp", "jax", "torch", "math", "tf", "scipy", "F");

  /** The named parts of the tuples that functions of the array API standard return. */
  private static final List<List<String>> PARTS =
      List.of(
          List.of("eigenvalues", "Q", "sign", "U"),
          List.of("eigenvectors", "R", "logabsdet", "S"),
          List.of("Vh"));

  private Foreign() {}

  /** The place in its tuple of what the standard calls {@code name}. */
  static OptionalInt part(String name) {
    return IntStream.range(0, PARTS.size()).filter(i -> PARTS.get(i).contains(name)).findFirst();
  }

  /** The name here of what is called {@code name} elsewhere. */
  static Optional<String> name(String name) {
    return Optional.ofNullable(NAMES.get(name));
  }
}
