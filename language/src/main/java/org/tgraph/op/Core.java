package org.tgraph.op;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tgraph.op.special.SpecialOps;

/**
 * Which operations a backend must have. All others are either composed of these ({@link
 * Op#decompose}), or long computations of their own that a backend may leave to {@link Op#evaluate}
 * on the host until it has something better.
 */
public final class Core {
  /** What a new backend has to do with an operation. */
  public enum Role {
    /** It must have its own code. */
    PRIMITIVE("primitive"),
    /** It may leave it to the operation's definition. */
    DEFINITION("definition"),
    /** It gets what the operation is made of. */
    COMPOSITE("composed");

    private final String text;

    Role(String text) {
      this.text = text;
    }

    @Override
    public String toString() {
      return text;
    }
  }

  /** Only these take or give complex numbers alone; a backend without those has none of them. */
  public static final Set<String> COMPLEX = Set.of("complex", "imag", "real");

  public static final Set<String> PRIMITIVES =
      Set.of(
          // Making tensors.
          "constant",
          "iota",
          "size",
          // Element by element.
          "abs",
          "add",
          "atan2",
          "bitwise_and",
          "bitwise_invert",
          "cast",
          "complex",
          "cos",
          "divide",
          "equal",
          "exp",
          "expm1",
          "floor",
          "floor_divide",
          "imag",
          "left_shift",
          "less",
          "log",
          "log1p",
          "maximum",
          "minimum",
          "multiply",
          "negative",
          "nextafter",
          "pow",
          "real",
          "remainder",
          "right_shift",
          "round",
          "select",
          "sin",
          "sqrt",
          "subtract",
          // Reductions, products and orders.
          "argsort",
          "matmul",
          "max",
          "min",
          "prod",
          "sum",
          // Moving elements.
          "broadcast",
          "coerce",
          "concat",
          "gather",
          "last_write",
          "nonzero",
          "pad",
          "reshape",
          "scatter_add",
          "slice",
          "transpose",
          // Control flow.
          "cond",
          "scan",
          "while");

  /**
   * What is computed from whole matrices and signals, all special functions, what counts how often
   * elements are repeated, and a test that throws.
   */
  public static final Set<String> DEFINITIONS =
      Stream.concat(
              Stream.of(
                  "cholesky",
                  "dft",
                  "eig",
                  "eigh",
                  "expm",
                  "expm_derivative",
                  "lu",
                  "lu_derivative",
                  "qr",
                  "repeated_places",
                  "require",
                  "solve_triangular",
                  "svd"),
              SpecialOps.ALL.stream().map(Op::name))
          .collect(Collectors.toUnmodifiableSet());

  private Core() {}

  public static Role role(Op op) {
    return PRIMITIVES.contains(op.name())
        ? Role.PRIMITIVE
        : DEFINITIONS.contains(op.name()) ? Role.DEFINITION : Role.COMPOSITE;
  }
}
