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
          Map.entry("fft2", "fftn"),
          Map.entry("ifft2", "ifftn"),
          Map.entry("rfft2", "rfftn"),
          Map.entry("irfft2", "irfftn"),
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
          Map.entry("column_stack", "stack"),
          Map.entry("dstack", "stack"),
          Map.entry("row_stack", "concat"),
          Map.entry("fliplr", "flip"),
          Map.entry("flipud", "flip"),
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
          Map.entry("newaxis", "none"));

  /** What the modules of functions are called that need none here. */
  static final Set<String> MODULES =
      Set.of(
          "np", "numpy", "jnp", "jax", "torch", "math", "tf", "scipy", "sp", "linalg", "F", "random",
          "nn", "functional", "fft", "special", "stats", "lax", "ndimage", "signal");

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
