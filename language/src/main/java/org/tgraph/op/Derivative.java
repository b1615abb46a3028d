package org.tgraph.op;

import java.util.List;
import java.util.Optional;
import org.tgraph.graph.GraphBuilder;
import org.tgraph.graph.Value;

/**
 * How an operation is differentiated. One rule gives all modes: the forward rule follows from each
 * of the cases, and reverse mode is its transpose.
 */
public sealed interface Derivative {
  /** Elementwise: the partial derivative with respect to each operand, elementwise too. */
  record Pointwise(Partial partial) implements Derivative {}

  /**
   * Linear in the given operands together ({@code a + b}); the others are held fixed. The forward
   * rule is the operation itself on the tangents.
   */
  record Linear(List<Integer> operands, Transpose transpose) implements Derivative {}

  /**
   * Linear in each of the given operands while the others are held fixed ({@code a @ b}). The
   * forward rule is a sum over the operands.
   */
  record Multilinear(List<Integer> operands, Transpose transpose) implements Derivative {}

  /**
   * A forward rule of its own, in operations that are linear in the tangents. Where the result is
   * also linear in some of the operands while the others are held fixed ({@code solve} in its
   * right-hand side), those are given with their transpose, since forward rules use such
   * operations.
   */
  record Tangent(Jvp jvp, List<Integer> linear, Transpose transpose) implements Derivative {
    public Tangent {
      linear = List.copyOf(linear);
    }

    /** For an operation that is not linear in any operand. */
    public Tangent(Jvp jvp) {
      this(
          jvp,
          List.of(),
          (b, operand, operands, cotangent) -> {
            throw new IllegalStateException("not linear in operand " + operand);
          });
    }
  }

  /** The result does not change with the operands, or is not of a continuous type. */
  record Flat() implements Derivative {}

  /** There is none; {@code grad} through it is an error that gives the reason, one sentence. */
  record Undefined(String reason) implements Derivative {}

  Derivative FLAT = new Flat();

  /** The partial derivative by {@code operand}, of the type of the result. */
  interface Partial {
    Value of(GraphBuilder b, int operand, List<Value> operands, Value result);
  }

  /**
   * The cotangent of {@code operand}, given that of the result. {@code operands.get(operand)} may
   * be asked for its type only.
   */
  interface Transpose {
    Value of(GraphBuilder b, int operand, List<Value> operands, Value cotangent);
  }

  /** The tangents of the results, given those of the operands; an absent tangent is zero. */
  interface Jvp {
    List<Optional<Value>> of(
        GraphBuilder b, List<Value> operands, List<Value> results, List<Optional<Value>> tangents);
  }

  static Derivative pointwise(Partial partial) {
    return new Pointwise(partial);
  }
}
