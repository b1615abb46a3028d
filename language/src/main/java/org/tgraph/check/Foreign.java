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
          Map.entry("array", "asarray"),
          Map.entry("tensor", "asarray"),
          Map.entry("around", "round"),
          Map.entry("float_power", "pow"),
          Map.entry("unique", "unique_values"),
          Map.entry("in1d", "isin"),
          Map.entry("max_pool1d", "max_pool"),
          Map.entry("max_pool2d", "max_pool"),
          Map.entry("avg_pool1d", "avg_pool"),
          Map.entry("avg_pool2d", "avg_pool"),
          Map.entry("topk", "top_k"),
          Map.entry("index_select", "take"),
          Map.entry("trapz", "trapezoid"),
          Map.entry("unsqueeze", "expand_dims"),
          Map.entry("flatten", "reshape"),
          Map.entry("invert", "bitwise_invert"),
          Map.entry("bitwise_not", "bitwise_invert"),
          Map.entry("left_shift", "bitwise_left_shift"),
          Map.entry("right_shift", "bitwise_right_shift"),
          Map.entry("conjugate", "conj"),
          Map.entry("product", "prod"),
          Map.entry("int8", "i8"),
          Map.entry("int16", "i16"),
          Map.entry("uint8", "u8"),
          Map.entry("uint16", "u16"),
          Map.entry("uint32", "u32"),
          Map.entry("uint64", "u64"),
          Map.entry("complex64", "c64"),
          Map.entry("double", "f64"),
          Map.entry("bool_", "bool"),
          Map.entry("bucketize", "digitize"),
          Map.entry("PRNGKey", "key"),
          Map.entry("array_equiv", "array_equal"),
          Map.entry("asanyarray", "asarray"),
          Map.entry("ascontiguousarray", "asarray"),
          Map.entry("betaln", "lbeta"),
          Map.entry("binom", "comb"),
          Map.entry("chisquare", "chi2"),
          Map.entry("clamp", "clip"),
          Map.entry("cumulative_max", "cummax"),
          Map.entry("cumulative_min", "cummin"),
          Map.entry("degrees", "rad2deg"),
          Map.entry("div", "divide"),
          Map.entry("ediff1d", "diff"),
          Map.entry("erf_inv", "erfinv"),
          Map.entry("fix", "trunc"),
          Map.entry("gammaln", "lgamma"),
          Map.entry("hann", "hanning"),
          Map.entry("igamma", "gammainc"),
          Map.entry("igammac", "gammaincc"),
          Map.entry("integers", "randint"),
          Map.entry("log_expit", "log_sigmoid"),
          Map.entry("msort", "sort"),
          Map.entry("mul", "multiply"),
          Map.entry("neg", "negative"),
          Map.entry("psi", "digamma"),
          Map.entry("radians", "deg2rad"),
          Map.entry("rem", "remainder"),
          Map.entry("rint", "round"),
          Map.entry("rollaxis", "moveaxis"),
          Map.entry("row_stack", "vstack"),
          Map.entry("shuffle", "permutation"),
          Map.entry("sort_complex", "sort"),
          Map.entry("standard_cauchy", "cauchy"),
          Map.entry("standard_exponential", "exponential"),
          Map.entry("standard_gamma", "gamma"),
          Map.entry("standard_normal", "normal"),
          Map.entry("standard_t", "student_t"),
          Map.entry("sub", "subtract"),
          Map.entry("weibull_min", "weibull"),
          Map.entry("newaxis", "none"));

  /** What the modules of functions are called that need none here. */
  static final Set<String> MODULES =
      Set.of(
          "np",
          "numpy",
          "jnp",
          "jax",
          "torch",
          "math",
          "tf",
          "scipy",
          "sp",
          "linalg",
          "F",
          "random",
          "nn",
          "functional",
          "fft",
          "special",
          "stats",
          "lax",
          "ndimage",
          "signal");

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
